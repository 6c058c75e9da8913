"""Inputs of every kind that grow: ``GROWING[name](n)`` makes a file of some ``n`` parts.

Those of PDF are in Latin letters: lines to read, but no report.
"""

from __future__ import annotations

from collections.abc import Callable

from hostile.cases import docx, odt
from pdf_writer import Page, pdf

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COVER = "赴日本考察報告\n出國人員：王明、李四\n出國期間：114年8月1日至8月28日\n"
SENTENCE = "這是第{n}段的內容，說明市政府推動數位治理與能源轉型的情形，並與第{n}局交換意見。"


def lines(form: str, head: str = "", *, tail: str = "") -> Callable[[int], bytes]:
    """A text of ``n`` lines of a form, in which ``{n}`` is their number."""

    def make(n: int) -> bytes:
        body = "".join(
            form.format(n=k, day=k % 28 + 1, sign=chr(0x4E00 + k % 9000)) for k in range(1, n + 1)
        )
        return f"{COVER}{head}{body}{tail}".encode()

    return make


def _paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def styles(n: int) -> bytes:
    """Paragraphs, each of a style that is based on the one before."""
    made = "".join(
        f'<w:style w:styleId="s{k}"><w:basedOn w:val="s{k + 1}"/></w:style>' for k in range(n)
    )
    body = "".join(_paragraph(SENTENCE.format(n=k), f"s{k}") for k in range(n))
    parts: dict[str, str | bytes] = {
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{made}</w:styles>'
    }
    return docx(_paragraph("壹、目的") + body, parts)


def open_styles(n: int) -> bytes:
    """The same of an ODT file."""
    made = "".join(
        f'<style:style style:name="s{k}" style:family="paragraph" style:parent-style-name="s{k + 1}"/>'
        for k in range(n)
    )
    body = "".join(
        f'<text:p text:style-name="s{k}">{SENTENCE.format(n=k)}</text:p>' for k in range(n)
    )
    return odt(f"<text:p>壹、目的</text:p>{body}", made)


def notes(n: int) -> bytes:
    """Paragraphs that refer to a footnote each."""
    each = "".join(
        f'<w:footnote w:id="{k}">{_paragraph(f"參見第{k}號文件。")}</w:footnote>' for k in range(n)
    )
    body = "".join(
        f'<w:p><w:r><w:t>{SENTENCE.format(n=k)}</w:t><w:footnoteReference w:id="{k}"/></w:r></w:p>'
        for k in range(n)
    )
    parts: dict[str, str | bytes] = {
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{each}</w:footnotes>'
    }
    return docx(_paragraph("壹、目的") + body, parts)


def rows(n: int) -> bytes:
    """A timetable of a Word document."""
    head = ("日期", "時間", "活動內容")
    body = [(f"8/{k % 28 + 1}", f"{k % 24:02}:00-{k % 24:02}:50", f"參訪第{k}局") for k in range(n)]
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in [head, *body]
    )
    cover = "".join(_paragraph(line) for line in COVER.splitlines())
    return docx(
        cover + _paragraph("壹、課程表") + f"<w:tbl>{made}</w:tbl>" + _paragraph("貳、心得")
    )


def lists(n: int) -> bytes:
    """Items of lists in an ODT file, two deep."""
    item = "<text:list-item><text:p>{0}</text:p><text:list><text:list-item><text:p>{0}</text:p></text:list-item></text:list></text:list-item>"
    body = "".join(item.format(SENTENCE.format(n=k)) for k in range(n))
    return odt(f"<text:p>壹、目的</text:p><text:list>{body}</text:list>")


def pages(n: int) -> bytes:
    """Pages of running text of a PDF."""
    made = []
    for k in range(n // 20 or 1):
        page = Page()
        for line in range(20):
            page.text(72, 80 + 20 * line, f"Paragraph {line} of page {k} says what was seen there.")
        made.append(page)
    return pdf(*made)


def page_lines(n: int) -> bytes:
    """A page of small lines of a PDF, as of a timetable without rules."""
    page = Page()
    for line in range(n):
        step = line * 700 / n
        page.text(72, 80 + step, f"9:{line % 60:02}", 500 / n)
        page.text(200, 80 + step, f"Visit {line}", 500 / n)
    return pdf(page)


def page_tables(n: int) -> bytes:
    """A table over many pages of a PDF."""
    made = []
    for k in range(n // 20 or 1):
        page = Page()
        page.grid([72, 200, 350, 500], [60 + 20 * line for line in range(21)])
        for line in range(20):
            for column, x in enumerate((80, 210, 360)):
                page.text(x, 74 + 20 * line, f"{k} {line} {column}")
        made.append(page)
    return pdf(*made)


ROSTER = "壹、出國人員名單\n順序\t機關\t職稱\t姓名\n"
TIMETABLE = "壹、課程表\n日期\t時間\t活動內容\n"
#: Text laid out as a page looks takes far more steps a line than any other.
LAID_OUT = "words laid out"
_GLOSSES = lines("第{n:04}號計畫（Plan {n:04}, P{n:04}）由市政府提出。\n", "壹、目的\n")
GROWING: dict[str, Callable[[int], bytes]] = {
    "sentences": lines(SENTENCE + "\n", "壹、目的\n"),
    "the same sentence": lines("市政府推動數位治理與能源轉型。\n", "壹、目的\n"),
    "one paragraph": lines("第{n}局說明數位治理，", "壹、目的\n"),
    "headings": lines("({n})標題{n}\n內容{n}。\n", "壹、目的\n"),
    "the same heading": lines("一、目的\n內容。\n", "壹、目的\n"),
    "headings below each other": lines("一、甲{n}\n(一)乙{n}\n1.丙{n}\n(1)丁{n}\n", "壹、目的\n"),
    "chapters": lines("壹、甲{n}\n一、乙\n內容\n(一)丙\n內容\n(a)丁\n內容\n"),
    "columns": lambda n: (f"{COVER}壹、課程表\n" + ("x\t" * n + "3\n") * 5).encode(),
    "totals": lambda n: (f"{COVER}壹、表\n項目" + "\t合計" * n + ("\n甲" + "\t3" * n) * 5).encode(),
    "blank lines": lines("\n", "壹、目的\n", tail="內容\n"),
    "contents": lines("{n}、標題{n}……{n}\n", "目錄\n", tail="\n壹、目的\n內容\n"),
    "roster": lines("{n}\t某{sign}部\t科長\t王{sign}明\n", ROSTER),
    "rosters": lines("順序\t機關\t職稱\t姓名\n1\t外交部\t科長\t王{sign}明\n\n"),
    "timetable": lines("8/{day}\t09:00-10:00\t參訪第{n}局\n講者：Mr. A{n}\n", TIMETABLE),
    "tabs of no table": lines("項目{n}\t說明\t其他\n", "壹、目的\n"),
    "columns of no table": lines("甲項目    乙說明    丙其他\n{n}    {n}    {n}\n", "壹、目的\n"),
    "entries without a day": lines("09:00-10:00\t參訪第{n}局\n", "壹、行程\n時間\t活動\n"),
    "days": lines("8月{day}日\n09:00-10:00 參訪第{n}局\n", "壹、行程\n"),
    "pipe rows": lines("| {n} | a |\n", "| a | b |\n|---|---|\n"),
    "pipe rules": lines("| a | b |\n|---|---|\n", "壹、目的\n"),
    "recommendations": lines("({n})建議機關推動第{n}項措施：\n內容{n}。\n", "壹、建議\n一、甲\n"),
    "visits": lines("{n}、參訪第{n}局\n時間：8月{day}日\n接待人員：Mr. A{n} 局長\n內容{n}。\n", "壹、參訪紀要\n"),
    "photographs": lines("照片{n}：8月{day}日參訪第{n}局\n", "壹、活動照片\n"),
    "glosses": lambda n: _GLOSSES(n + 300),  # with few, each takes more steps the more there are
    "figures": lines("共有{n}人參加，占{day}%，經費{n}萬元。\n", "壹、目的\n"),
    "quotes": lines("他說：「數位{sign}治理{n}」（{n}）。\n", "壹、目的\n"),
    "names": lines("參訪由Mr. Aaa{n} Bbb接待，王{sign}明局長致詞。\n", "壹、目的\n"),
    "brackets": lines("（「(", "壹、目的\n"),
    "closing brackets": lines("）」)", "壹、目的\n"),
    "leaders": lines("……", "目錄\n", tail="\n壹、目的\n……"),
    LAID_OUT: lines("8/{day}   09:00   參訪第{n}局   王{sign}明\n", "日期   時間   活動   講者\n"),
    "DOCX, styles": styles,
    "DOCX, notes": notes,
    "DOCX, rows": rows,
    "ODT, styles": open_styles,
    "ODT, lists": lists,
    "PDF, pages": pages,
    "PDF, lines of a page": page_lines,
    "PDF, tables": page_tables,
}  # fmt: skip
