"""Hostile and broken inputs: each case makes the bytes of one file.

    python tests/hostile/cases.py FOLDER     writes them all, to look at

What is long does not end within the bounds of ``run.py`` if reading takes a step of some
microseconds for each two lines; what grows less is counted by ``tests/test_growth.py``.

A case says what must come of it: ``"error"`` (a ``ReportError``), ``"tables"`` (it must be read),
``"either"``, or a table's column and the values that must be in it.
"""

from __future__ import annotations

import io
import random
import struct
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPORTS = HERE.parent / "reports"
TEXT = REPORTS / "112-japan-korea" / "report.txt"
ROSTER = "順序\t機關\t職稱\t姓名\n"
Wanted = str | tuple[str, str, list[object]]


@dataclass(frozen=True)
class Case:
    """What makes the file and what must come of reading it."""

    make: Callable[[], bytes]
    wanted: Wanted
    name: str = "report.txt"


CASES: dict[str, Case] = {}


def case(
    wanted: Wanted, name: str = "report.txt"
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Put a function that makes bytes into the corpus."""

    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        CASES[make.__name__] = Case(make, wanted, name)
        return make

    return keep


# --- text: nothing, and too much ---------------------------------------------------------


@case("error")
def empty() -> bytes:
    return b""


@case("error")
def one_byte() -> bytes:
    return b"a"


@case("error")
def nul_bytes() -> bytes:
    return b"\0" * 1_000_000


@case("error")
def one_line_of_50_mb() -> bytes:
    return ("壹、目的\n" + "字" * 17_500_000).encode()


@case("error")
def one_line_of_latin_letters() -> bytes:
    return ("壹、目的\n" + "a" * 50_000_000).encode()


@case("tables")
def long_paragraph() -> bytes:
    return ("壹、目的\n" + "字" * 60_000).encode()


@case("tables")
def long_paragraph_of_brackets() -> bytes:
    return ("壹、目的\n" + "(" * 30_000 + "\n" + "「" * 30_000).encode()


@case("tables")
def long_paragraph_of_closing_brackets() -> bytes:
    return ("壹、目的\n" + "）" * 90_000 + "\n" + "(" * 45_000 + "」" * 45_000).encode()


@case("error")
def long_paragraph_of_leaders() -> bytes:
    return ("目錄\n" + "……" * 40_000 + "\n壹、目的\n" + "." * 90_000).encode()


@case("tables")
def long_paragraph_printed_twice() -> bytes:
    return ("壹、目的\n" + ("數位治理與能源轉型。第三章" * 6_000 + "\n") * 2).encode()


@case("tables")
def long_paragraph_of_markers() -> bytes:
    return ("一、" + "(一)1.a 8/20 09:00 「" * 3000).encode()


@case("tables")
def long_paragraph_of_names() -> bytes:
    return ("壹、目的\n" + "Mr. Aaaa Bbbb-" * 4000 + "\n" + "A." * 30_000).encode()


@case("tables")
def long_paragraph_of_spaces() -> bytes:
    return ("日期  時間  活動內容\n8/20  09:00" + " " * 80_000 + "x\n壹、目的\n內容").encode()


@case("tables")
def long_paragraph_of_digits() -> bytes:
    return (
        "壹、目的\n" + "9" * 60_000 + "人\n" + "一" * 60_000 + "人\n" + "1,234." * 9000
    ).encode()


@case("tables")
def lines_16_000() -> bytes:
    return "\n".join(["一、甲", "內容" * 10] * 8_000).encode()


@case("tables")
def headings_8_000() -> bytes:
    return ("壹、目的\n" + "\n".join(f"({n % 9 + 1}) 標題{n}" for n in range(8_000))).encode()


@case("error")
def numbered_lines_without_any_chapter() -> bytes:
    return "\n".join(f"({n % 9 + 1}) 標題{n}" for n in range(8_000)).encode()


@case("tables")
def blank_lines() -> bytes:
    return ("壹、目的\n" + "\n" * 80_000 + "內容").encode()


@case("error")
def lines_2_000_000() -> bytes:
    return "一、甲\n".encode() * 2_000_000


@case("either")
def report_without_any_newline() -> bytes:
    return " ".join(TEXT.read_text(encoding="utf-8").split("\n")).encode()


@case("tables")
def no_newline_at_the_end() -> bytes:
    return TEXT.read_bytes().rstrip()


@case("tables")
def report_12_times() -> bytes:
    return TEXT.read_bytes() * 12


# --- text: encodings and characters ------------------------------------------------------


@case("error")
def mixed_encodings() -> bytes:
    text = TEXT.read_text(encoding="utf-8")
    return text[:2000].encode() + text[2000:4000].encode("cp950", "replace") + text[4000:].encode()


@case("error")
def lone_surrogate_in_utf8() -> bytes:
    return "壹、目的\n".encode() + b"\xed\xa0\x80"


@case("error")
def lone_surrogate_in_utf16() -> bytes:
    return "壹、目的\n內容".encode("utf-16") + b"\x00\xd8"


@case(("participants", "name", ["王明", "李四"]))
def invisible_characters_in_names() -> bytes:
    rows = (
        "1\t外交部\t科長\t\u202e王\u200b明\n2\t內\u200d政部\t科\ufeff員\t\u2067李\u00ad四\u2069\n"
    )
    return f"壹、出國人員名單\n{ROSTER}{rows}".encode()


@case(("sections", "title", ["目的", "過程"]))
def nul_inside_text() -> bytes:
    body = "壹、目的\n" + "內容在此。\n" * 100 + "貳、過程\n內容\x00在此。\n"
    return body.encode()


@case("either")
def every_character_of_unicode() -> bytes:
    points = [p for p in range(1, 0x3FFFF) if not 0xD800 <= p < 0xE000]
    text = "".join(map(chr, points))
    return ("壹、目的\n" + "\n".join(text[i : i + 80] for i in range(0, len(text), 80))).encode()


@case("tables")
def combining_characters() -> bytes:
    return ("壹、目的\n" + "e" + "\u0301" * 50_000).encode()


# --- text: structure ---------------------------------------------------------------------


@case("tables")
def columns_10_000() -> bytes:
    head = "壹、課程表\n日期\t時間\t活動內容\n"
    return (head + ("\t".join(["x"] * 10_000) + "\n") * 10).encode()


@case("tables")
def pipe_columns_10_000() -> bytes:
    row = "|" + "x|" * 10_000 + "\n"
    return ("壹、目的\n" + row + "|" + "-|" * 400 + "\n" + row * 5).encode()


@case("either")
def nested_500_deep() -> bytes:
    return "\n".join("(一)" * n + "甲" for n in range(1, 500)).encode()


@case("tables")
def every_numbering_nested_500_times() -> bytes:
    forms = ("壹、", "一、", "(一)", "1.", "(1)", "a. ", "(a)", "①")
    return "\n".join(f"{form}標題\n內容" for _ in range(500) for form in forms).encode()


@case("tables")
def two_rosters() -> bytes:
    rows = "".join(f"{n}\t外交部\t科長\t王{c}明\n" for n, c in enumerate("一二三四五", 1))
    return f"壹、出國人員名單\n{ROSTER}{rows}\n貳、隨團人員名單\n{ROSTER}{rows}".encode()


@case("tables")
def rosters_800() -> bytes:
    return (ROSTER + "1\t外交部\t科長\t王明\n\n").encode() * 800


@case("tables")
def roster_of_3_000() -> bytes:
    rows = "".join(f"{n}\t某{n}部\t科長\t王{chr(0x4E00 + n)}明\n" for n in range(1, 3_000))
    return f"壹、出國人員名單\n{ROSTER}{rows}".encode()


@case("error", "report.html")
def html_page() -> bytes:
    return "\ufeff\n<!DOCTYPE html><html><body><h1>壹、目的</h1></body></html>".encode()


@case("error", "report.fodt")
def flat_xml() -> bytes:
    return '<?xml version="1.0"?><office:document>壹、目的</office:document>'.encode()


@case("tables")
def headers_alone() -> bytes:
    timetable = "日期\t時間\t活動內容\n"
    return f"壹、出國人員名單\n{ROSTER}貳、課程表\n{timetable}參、建議\n建議\t主辦機關\n".encode()


@case("tables")
def impossible_dates() -> bytes:
    days = (
        "8/32\t25:61-99:99\t課程\n2/30\t09:00-08:00\t參訪\n0/0\t24:00\t講者:Mr. X\n99999999/1\t\t\n"
    )
    cover = "出國期間:民國 999999 年 13 月 45 日至 0 年 0 月 0 日\n報告日期:114 年 99 月\n"
    return f"{cover}壹、課程表\n日期\t時間\t活動內容\n{days}".encode()


@case("tables")
def timetable_of_2_000() -> bytes:
    rows = "".join(
        f"8/{n % 28 + 1}\t{n % 24:02}:00-{n % 24:02}:50\t課程{n}\n講者:Mr. A{n}\n"
        for n in range(2_000)
    )
    return f"出國期間:114年8月1日至8月28日\n壹、課程表\n日期\t時間\t活動內容\n{rows}".encode()


@case("tables")
def numbers_too_long() -> bytes:
    return (
        "壹、目的\n" + "1" * 5000 + "、甲\n第" + "九" * 5000 + "章 乙\n" + "8/" + "2" * 5000
    ).encode()


@case("tables")
def contents_of_8_000() -> bytes:
    toc = "".join(f"{n}、標題{n}……{n}\n" for n in range(8_000))
    return f"目錄\n{toc}\n壹、目的\n內容".encode()


@case("tables")
def script_and_formulas() -> bytes:
    bad = "<script>alert(1)</script>"
    rows = f'1\t外交部\t科長\t=HYPERLINK("http://x")\n2\t{bad}\t@SUM(A1)\t王明\n'
    return f"壹、出國人員名單\n{ROSTER}{rows}貳、{bad}\n<img src=x onerror=alert(1)>\n".encode()


# --- PDF ---------------------------------------------------------------------------------


def _pdf() -> bytes:
    return (REPORTS / "111-singapore" / "report.pdf").read_bytes()


@case("error", "report.pdf")
def pdf_cut_in_the_middle() -> bytes:
    return _pdf()[: len(_pdf()) // 2]


@case("error", "report.pdf")
def pdf_cut_before_its_end() -> bytes:
    return _pdf()[:-30]


@case("error", "report.pdf")
def pdf_with_a_password() -> bytes:
    return (REPORTS / "pdf" / "locked.pdf").read_bytes()


@case("either", "report.pdf")
def pdf_of_noise() -> bytes:
    return b"%PDF-1.7\n" + random.Random(1).randbytes(1_000_000) + b"\n%%EOF"


@case("either", "report.pdf")
def pdf_with_bytes_changed_all_over() -> bytes:
    data, chance = bytearray(_pdf()), random.Random(2)
    for _ in range(len(data) // 1000):
        data[chance.randrange(20, len(data) - 20)] = chance.randrange(256)
    return bytes(data)


@case("error", "report.pdf")
def pdf_with_a_million_objects() -> bytes:
    from pdf_writer import Page, pdf

    page = Page()
    page.text(72, 100, "Some words above a drawing, and no report")
    page.drawn += [f"{n % 500} {n % 800} m {n % 500 + 9} {n % 800} l S" for n in range(1_000_000)]
    return pdf(page)


@case("error", "report.pdf")
def pdf_with_a_million_letters() -> bytes:
    from pdf_writer import Page, pdf

    page = Page()
    for n in range(10_000):
        page.text(n % 500, n % 800, "x" * 100, 1)
    return pdf(page)


@case("error", "report.pdf")
def pdf_with_a_million_entries() -> bytes:
    entries = b"".join(b"%d 0 obj\nnull\nendobj\n" % n for n in range(10, 1_000_000))
    return b"%PDF-1.5\n" + entries + b"trailer << /Size 1000000 /Root 1 0 R >>\n%%EOF\n"


@case("error", "report.pdf")
def pdf_whose_pages_are_their_own_parents() -> bytes:
    return (
        b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 999999999 >>\nendobj\n"
        b"trailer << /Size 3 /Root 1 0 R >>\n%%EOF\n"
    )


@case("error", "report.pdf")
def pdf_whose_stream_unpacks_to_much() -> bytes:
    from pdf_writer import Page, pdf

    page = Page()
    page.drawn += ["q Q"] * 30_000_000
    return pdf(page)


@case("error", "report.pdf")
def pdf_of_5_000_empty_pages() -> bytes:
    from pdf_writer import Page, pdf

    return pdf(*([Page()] * 5000))


@case("either", "report.pdf")
def pdf_with_a_dense_grid() -> bytes:
    from pdf_writer import Page, pdf

    page = Page()
    page.grid([50 + n * 0.5 for n in range(1000)], [50 + n * 0.7 for n in range(1000)])
    for n in range(2000):
        page.text(50 + n % 50 * 10, 50 + n % 70 * 10, "x", 4)
    return pdf(page)


@case("error", "report.pdf")
def pdf_that_would_run_a_script() -> bytes:
    from pdf_writer import Page, pdf

    page = Page()
    page.text(72, 100, "Some words, and no report")
    return pdf(page).replace(
        b"/Type /Catalog",
        b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://x'\\)) >> /Type /Catalog",
    )


# --- DOCX and ODT ------------------------------------------------------------------------

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODT = "application/vnd.oasis.opendocument.text"
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def package(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, more: dict[str, str | bytes] | None = None) -> bytes:
    """A document with this body."""
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return package({"word/document.xml": document, **(more or {})})


def odt(body: str, styles: str = "") -> bytes:
    """A document with this text."""
    styles = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    inner = f"{styles}<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {_SPACES}>{inner}</office:document-content>"
    return package({"mimetype": _ODT, "content.xml": content})


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _tp(text: str) -> str:
    return f"<text:p>{text}</text:p>"


_ENTITIES = (
    "<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]>"
)


@case("error", "report.docx")
def docx_zip_bomb() -> bytes:
    return docx(_p("字" * 60_000_000))


@case("error", "report.odt")
def odt_zip_bomb() -> bytes:
    return odt(_tp("字" * 60_000_000))


@case("error", "report.docx")
def docx_bomb_that_lies_about_its_size() -> bytes:
    data = docx(_p(" " * 200_000_000))
    size = int.to_bytes(zipfile.ZipFile(io.BytesIO(data)).infolist()[0].file_size, 4, "little")
    return data.replace(size, int.to_bytes(1000, 4, "little"))


@case("error", "report.docx")
def docx_of_a_hundred_thousand_parts() -> bytes:
    return package({f"word/{n}.xml": "" for n in range(100_000)})


@case("error", "report.docx")
def docx_entity_bomb() -> bytes:
    return package({"word/document.xml": f'<?xml version="1.0"?>{_ENTITIES}<x>&a9;</x>'})


@case("error", "report.odt")
def odt_entity_bomb() -> bytes:
    return package({"mimetype": _ODT, "content.xml": f"{_ENTITIES}<x>&a9;</x>"})


@case("error", "report.docx")
def docx_entity_bomb_behind_a_long_comment() -> bytes:
    document = f"<!-- {'x' * 9000} -->{_ENTITIES}<w:document xmlns:w='{_W}'>"
    return package({"word/document.xml": f"{document}<w:body>{_p('&a9;')}</w:body></w:document>"})


@case("error", "report.docx")
def docx_entity_bomb_in_utf16() -> bytes:
    document = f"<?xml version='1.0' encoding='UTF-16'?>{_ENTITIES}<w:document xmlns:w='{_W}'>"
    whole = f"{document}<w:body>{_p('壹、目的&a9;')}</w:body></w:document>"
    return package({"word/document.xml": whole.encode("utf-16")})


@case("error", "report.docx")
def docx_entity_from_a_file() -> bytes:
    kinds = "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY u SYSTEM 'http://x.invalid/'>]>"
    return package({"word/document.xml": f"{kinds}<x>&f;&u;</x>"})


@case(("sections", "title", ["目的"]), "report.docx")
def docx_with_paths_and_links_out_of_it() -> bytes:
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" TargetMode="External" Target="file:///etc/passwd" Type="t/subDocument"/>'
        '<Relationship Id="b" TargetMode="External" Target="http://x.invalid/" Type="t/image"/>'
        '<Relationship Id="c" Target="../../../etc/passwd" Type="t/footnotes"/></Relationships>'
    )
    more: dict[str, str | bytes] = {
        "../../outside.txt": "x",
        "/outside.txt": "x",
        "word/../../outside.txt": "x",
        "word/_rels/document.xml.rels": links,
    }
    return docx(_p("壹、目的") + _p("內容在此。") + '<w:subDoc w:id="a"/>', more)


@case(("sections", "title", ["目的"]), "report.odt")
def odt_with_links_out_of_it() -> bytes:
    link = (
        '<text:section text:name="s"><text:section-source xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' xlink:href="file:///etc/passwd"/><text:p>連結</text:p></text:section>'
    )
    return odt(_tp("壹、目的") + _tp("內容在此。") + link)


@case("either", "report.docx")
def docx_nested_tables() -> bytes:
    deep = 1000
    opening = "<w:tbl><w:tr><w:tc>"
    return docx(_p("壹、目的") + opening * deep + _p("x") + "</w:tc></w:tr></w:tbl>" * deep)


@case("either", "report.odt")
def odt_nested_sections() -> bytes:
    deep = 1000
    return odt(_tp("壹、目的") + "<text:section>" * deep + _tp("x") + "</text:section>" * deep)


@case("either", "report.odt")
def odt_nested_lists() -> bytes:
    return odt(
        _tp("壹、目的")
        + "<text:list><text:list-item>" * 500
        + _tp("x")
        + "</text:list-item></text:list>" * 500
    )


@case("either", "report.odt")
def odt_cells_repeated_a_million_times() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    return odt(_tp("壹、目的") + f"<table:table>{row}</table:table>")


@case("either", "report.odt")
def odt_spaces_repeated_a_milliard_times() -> bytes:
    return odt(_tp("壹、目的") + _tp('x<text:s text:c="1000000000"/>y'))


@case("either", "report.docx")
def docx_columns_10_000() -> bytes:
    row = "<w:tr>" + f"<w:tc>{_p('x')}</w:tc>" * 10_000 + "</w:tr>"
    return docx(_p("壹、目的") + f"<w:tbl>{row * 2}</w:tbl>")


@case("either", "report.docx")
def docx_cell_that_spans_a_milliard() -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>{_p("x")}</w:tc>'
    return docx(_p("壹、目的") + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")


@case("either", "report.docx")
def docx_styles_based_on_each_other() -> bytes:
    styles = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 5000}"/></w:style>'
        for n in range(5000)
    )
    body = '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>壹、目的</w:t></w:r></w:p>' * 100
    return docx(body, {"word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>'})


@case("tables", "report.docx")
def docx_paragraphs_8_000() -> bytes:
    lines = [_p(f"一、標題{n}") + _p(f"這是第{n}段的內容。") for n in range(4_000)]
    return docx("".join(lines))


@case(("sections", "title", ["目的"]), "report.docx")
def docx_with_lists_of_no_number() -> bytes:
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="{place}"><w:start w:val="{place}"/>'
        f'</w:lvl></w:abstractNum><w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/>'
        f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{place}"/></w:lvlOverride></w:num>'
        for n, place in enumerate(["", "x", "-1", "9" * 5000])
    )
    numbering = f'<w:numbering xmlns:w="{_W}">{lists}</w:numbering>'
    span = "9" * 5000
    table = (
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr></w:tc></w:tr></w:tbl>'
    )
    return docx(_p("壹、目的") + _p("內容在此。") + table, {"word/numbering.xml": numbering})


@case(("sections", "title", ["目的"]), "report.odt")
def odt_with_numbers_too_long() -> bytes:
    long = "9" * 5000
    cell = f'<table:table-cell table:number-columns-repeated="{long}"><text:p>x</text:p></table:table-cell>'
    table = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    return odt(_tp("壹、目的") + f'<text:p><text:s text:c="{long}"/>內容在此。</text:p>' + table)


@case(("sessions", "title", ["參訪市政廳"]), "report.docx")
def docx_table_with_a_row_longer_than_its_header() -> bytes:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{_p(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    rows = row("日期", "時間", "活動內容") + row("9/3", "09:00-10:00", "參訪市政廳", "餘", "多")
    return docx(_p("壹、目的") + _p("內容在此。") + f"<w:tbl>{rows}</w:tbl>")


# --- more than a report holds, told while it is read ---------------------------------------


@case("error", "report.docx")
def docx_of_5_000_rows_over_2_000_columns() -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2000"/></w:tcPr>{_p("字")}</w:tc>'
    return docx(f"<w:tbl>{f'<w:tr>{cell}</w:tr>' * 5000}</w:tbl>")


@case("error", "report.odt")
def odt_tables_that_repeat_rows_and_columns() -> bytes:
    cell = f'<table:table-cell table:number-columns-repeated="2000">{_tp("字")}</table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="2000">{cell}</table:table-row>'
    return odt(f"<table:table>{row}</table:table>" * 600)


@case("error", "report.docx")
def docx_whose_package_says_its_type_in_broken_data() -> bytes:
    data = package({"mimetype": b"application/x" * 200, "word/document.xml": "<x/>"})
    at = data.index(b"mimetype") + len(b"mimetype")
    return data[:at] + b"\xff" * 8 + data[at + 8 :]


@case("error", "report.docx")
def docx_packed_by_lzma_and_broken() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", "<w:document/>" * 300)
    data = buffer.getvalue()
    at = data.index(b"word/document.xml") + 30
    return data[:at] + b"\xff" * 16 + data[at + 16 :]


@case("error", "report.pdf")
def pdf_of_one_page_again_and_again() -> bytes:
    from pdf_writer import Page, pdf

    page = Page()
    page.text(72, 100, "Some words, and no report")
    return pdf(page).replace(b"[4 0 R] /Count 1", b"[" + b"4 0 R " * 6_000 + b"] /Count 6000")


@case("tables", "report.odt")
def odt_whose_letters_have_no_end() -> bytes:
    level = 'text:level="1" style:num-format="a" text:start-value="999999"'
    style = (
        f"<text:list-style style:name='L'><text:list-level-style-number {level}/></text:list-style>"
    )
    items = f"<text:list-item>{_tp('甲')}</text:list-item>" * 5_000
    return odt(f"{_tp('壹、目的')}<text:list text:style-name='L'>{items}</text:list>", style)


@case("error", "report.pdf")
def pdf_with_a_form_that_draws_itself() -> bytes:
    form = b"q /X Do Q"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 9 >>\nstream\n" + form + b"\nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 9 /Resources"
        b" << /XObject << /X 5 0 R >> >> >>\nstream\n" + form + b"\nendstream",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R /Size 6 >>\nstartxref\n0\n%%EOF\n"


@case("error")
def rules_of_a_pipe_table_again_and_again() -> bytes:
    return ("| a | b |\n|---|---|\n" * 1200).encode()


_NUMBERED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'


@case("tables", "report.docx")
def docx_whose_numbers_have_no_end() -> bytes:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="999999"/><w:numFmt w:val="lowerLetter"/>'
        f'<w:lvlText w:val="{"%1" * 50_000}"/></w:lvl>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    lines = f"{_NUMBERED}<w:r><w:t>內容</w:t></w:r></w:p>" * 500
    table = f"<w:tbl><w:tr><w:tc>{lines}</w:tc></w:tr></w:tbl>"
    return docx(_p("壹、目的") + table + lines, {"word/numbering.xml": numbering})


_REFERENCE = '<w:footnoteReference w:id="1"/>'


@case("error", "report.docx")
def docx_with_a_note_referred_to_again_and_again() -> bytes:
    note = f'<w:footnote w:id="1">{"".join(_p(f"註{n}") for n in range(2000))}</w:footnote>'
    body = _p("壹、目的") + f"<w:p><w:r>{_REFERENCE * 50_000}</w:r></w:p>"
    return docx(body, {"word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}">{note}</w:footnotes>'})


@case("tables", "report.odt")
def odt_text_boxes_in_each_other() -> bytes:
    drawing = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    deep = 60
    opening = f"<text:p>盒<draw:frame {drawing}><draw:text-box>"
    boxes = opening * deep + _tp("最裡面") + "</draw:text-box></draw:frame></text:p>" * deep
    return odt(_tp("壹、目的") + _tp("內容在此。") + boxes)


@case("error")
def text_of_300_mb() -> bytes:
    return "壹、目的\n".encode() * 20_000_000


@case("error")
def big5_of_60_mb() -> bytes:
    return "壹、目的的的的的的\n".encode("cp950") * 3_000_000


@case("error")
def cells_2_000_000() -> bytes:
    return ("|" + "x|" * 10_000 + "\n|-|-|\n" + ("|" + "x|" * 10_000 + "\n") * 200).encode()


# --- few bytes that become much memory -----------------------------------------------------


@case("error")
def cells_of_tabs() -> bytes:
    return ("日期\t時間\t活動內容\n" + ("x\t" * 49_000 + "\n") * 200).encode()


@case("error", "report.docx")
def docx_of_empty_paragraphs() -> bytes:
    return docx("<w:p/>" * 16_000_000)


@case("error", "report.docx")
def docx_of_attributes() -> bytes:
    names = " ".join(f"{name}=''" for name in "abcdefgh")
    return docx(f"<w:p {names}/>" * 1_700_000)


@case("error", "report.docx")
def docx_whose_parts_are_all_large() -> bytes:
    parts: dict[str, str | bytes] = {
        f"word/{part}.xml": f"<w:{part} xmlns:w='{_W}'>{f'<w:{each}/>' * 900_000}</w:{part}>"
        for part, each in (("styles", "style"), ("numbering", "num"), ("footnotes", "footnote"))
    }
    return docx(_p("壹、目的"), parts)


@case("error", "report.docx")
def docx_whose_parts_are_one_part() -> bytes:
    kinds = "numbering", "styles", "footnotes", "endnotes"
    related = "".join(f'<Relationship Type="t/{k}" Target="document.xml"/>' for k in kinds)
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{space}">{related}</Relationships>'
    return docx(_p("字" * 50) * 150_000, {"word/_rels/document.xml.rels": rels})


@case("error", "report.docx")
def docx_of_a_million_members() -> bytes:
    """Its directory is written by hand: all are the first, which is there."""
    member = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, *[0] * 3, 8, *[0] * 6)
    listed = b"".join(member + b"%08d" % n for n in range(1_000_000))
    whole = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 10**6, 10**6, len(listed), 0)
    place = struct.pack("<4sLQL", b"PK\6\7", 0, len(listed), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    return listed + whole + place + end


def _odt_table(inside: str, rows: int, columns: int = 1) -> str:
    cell = (
        f'<table:table-cell table:number-columns-repeated="{columns}">{inside}</table:table-cell>'
    )
    other = f"<table:table-cell>{_tp('乙')}</table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}{other}</table:table-row>'
    return f"<table:table>{row}</table:table>"


@case("error", "report.odt")
def odt_rows_repeated_in_repeated_rows() -> bytes:
    inner = _odt_table(_odt_table(_odt_table(_tp("字"), 2000), 2000), 2000)
    return odt(_tp("壹、目的") + _odt_table(inner, 1))


@case("error", "report.odt")
def odt_columns_repeated_in_repeated_columns() -> bytes:
    return odt(_tp("壹、目的") + _odt_table(_odt_table(_tp("字"), 1, 2000), 2000, 2000))


@case("error", "report.odt")
def odt_cells_that_reach_into_all_below() -> bytes:
    spans = 'table:number-rows-spanned="2000" table:number-columns-spanned="2000"'
    row = f"<table:table-row><table:table-cell {spans}>{_tp('字')}</table:table-cell></table:table-row>"
    return odt(_tp("壹、目的") + f"<table:table>{row * 20_000}</table:table>")


def main(folder: Path) -> None:
    """Write all cases."""
    for name, each in CASES.items():
        (folder / f"{name}{Path(each.name).suffix}").write_bytes(each.make())


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    main(Path(sys.argv[1]))
