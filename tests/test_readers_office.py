"""DOCX and ODT: what lies below the text of the paragraphs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourlib.errors import ReportError
from tourlib.readers import read, read_bytes
from tourlib.readers.numbering import Counter, Level, chinese, printed
from tourlib.report import build_report
from tourlib.text import normalize

REPORTS = Path(__file__).parent / "reports"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMES = ("office", "text", "table", "style")
ODF = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in NAMES)


def package(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def word(body: str, **parts: str) -> bytes:
    document = f'<w:document {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>'
    return package(
        {"word/document.xml": document, **{f"word/{n}.xml": t for n, t in parts.items()}}
    )


def odt(body: str, styles: str = "") -> bytes:
    content = f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_bytes(data, "x").lines]


@pytest.mark.parametrize(
    "name", ["114", "110-australia", "111-singapore", "112-japan-korea", "115-canada"]
)
def test_docx_and_odt_of_one_report_give_the_same_lines(name: str) -> None:
    left, right = (read(REPORTS / name / f"report.{form}") for form in ("docx", "odt"))
    assert [line.cells for line in left.lines if line.cells] == [
        line.cells for line in right.lines if line.cells
    ]
    assert [normalize(line.text) for line in left.lines if line.text.strip()] == [
        normalize(line.text) for line in right.lines if line.text.strip()
    ]


def test_numbers_that_lists_print() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (kind, text) in enumerate(
            [("ideographLegalTraditional", "%1、"), ("taiwaneseCountingThousand", "%2、"),
             ("taiwaneseCountingThousand", "(%3)"), ("decimal", "%4."), ("bullet", "•")]
        )
    )  # fmt: skip
    numbering = f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="3"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    styles = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'

    def item(text: str, level: int, number: int = 1) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

    body = (
        item("目的", 0) + p("緣起", '<w:pStyle w:val="A"/>') + p("依據", '<w:pStyle w:val="B"/>')
        + item("甲", 2) + item("乙", 2) + item("子", 3) + item("丑", 3) + item("寅", 3, 2)
        + item("點", 4) + item("過程", 0) + item("一般", 1) + item("丙", 2)
    )  # fmt: skip
    assert texts(word(body, numbering=numbering, styles=styles)) == [
        "壹、 目的", "一、 緣起", "二、 依據", "(一) 甲", "(二) 乙", "1. 子", "2. 丑", "1. 寅",
        "- 點", "貳、 過程", "一、 一般", "(一) 丙",
    ]  # fmt: skip


def test_numbers_of_opendocument_lists() -> None:
    styles = '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/><text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="(" style:num-suffix=")" text:start-value="3"/></text:list-style>'
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>甲</text:p><text:p>續</text:p>'
        "<text:list><text:list-item><text:p>子</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>乙</text:p></text:list-item></text:list><text:p>間</text:p>"
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>丙</text:p></text:list-item></text:list>'
    )
    assert texts(odt(body, styles)) == ["一、 甲", "續", "(3) 子", "二、 乙", "間", "三、 丙"]


@given(
    st.integers(1, 999),
    st.sampled_from(
        ["taiwaneseCounting", "decimal", "upperRoman", "a", "ideographTraditional", "nonsense"]
    ),
)
def test_every_number_prints_something(number: int, kind: str) -> None:
    assert printed(number, kind)


@given(st.integers(1, 998))
def test_chinese_numbers_differ(number: int) -> None:
    assert chinese(number) != chinese(number + 1)


@given(st.lists(st.integers(0, 3), max_size=30))
def test_counters_count_without_gaps(levels: list[int]) -> None:
    counter = Counter({n: Level("decimal", f"%{n + 1}.") for n in range(4)})
    last: dict[int, int] = {}
    for level in levels:
        number = int(counter.next(level).rstrip("."))
        assert number == last.get(level, 0) + 1
        last = {k: v for k, v in last.items() if k < level} | {level: number}


def test_tracked_changes_are_taken_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>丁</w:t></w:r></w:moveFrom></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>舊</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>新</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert texts(word(body)) == ["甲乙", "新"]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next_one() -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone, new = f"{listed}<w:rPr><w:del/></w:rPr>", f"{listed}<w:rPr><w:ins/></w:rPr>"
    numbering = f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    deleted = f"<w:p><w:pPr>{gone}</w:pPr><w:del><w:r><w:delText>舊</w:delText></w:r></w:del></w:p>"
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc/></w:tr></w:tbl>"
    body = (
        p("時間：115年3", gone) + "<w:bookmarkEnd/>" + p("月6日", gone) + p("上午", new)
        + p("地點：市府", new) + deleted + p("講座", listed) + p("內文", gone) + table + p("末", gone)
    )  # fmt: skip
    assert texts(word(body, numbering=numbering)) == [
        "1. 時間：115年3月6日上午", "2. 地點：市府", "3. 講座", "4. 內文", "甲\t", "5. 末",
    ]  # fmt: skip


def test_notes_text_boxes_fields_and_hidden_text() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>註解</w:t></w:r></w:p></w:footnote></w:footnotes>'
    box = "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框內</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框內</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    body = (
        f'<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>{box}'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隱藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:noBreakHyphen/><w:tab/><w:t>尾</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控制項</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert texts(word(body, footnotes=notes)) == ["正文-\t尾", "註解", "框內", "控制項"]


def test_merged_cells_and_line_breaks() -> None:
    body = (
        "<w:tbl>"
        '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>日</w:t><w:br/><w:t>期</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr>'
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr>"
        '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:tc></w:tr>'
        "</w:tbl>"
    )
    lines = read_bytes(word(body), "x").lines
    assert [line.cells for line in lines] == [("日\n期", "甲\n乙"), (None, "丙"), ("丁", None)]
    assert [line.text for line in lines] == ["日 期\t甲 乙", "\t丙", "丁\t"]
    assert {line.table for line in lines} == {1}


def test_headings_that_only_their_style_tells() -> None:
    made = docx.Document()
    for text in (
        "出國報告",
        "某計畫115年國外研習報告",
        "服務機關:某部",
        "派赴國家:甲國",
        "出國期間:115年9月7日至9月12日",
    ):
        made.add_paragraph(text)
    for heading, level, text in (
        ("研習目的", 1, "目的如下。"),
        ("研習過程", 1, "過程如下。"),
        ("參訪甲機構", 2, "內容如下。"),
        ("建議", 1, "建議如下。"),
    ):
        made.add_heading(heading, level)
        made.add_paragraph(text)
    buffer = io.BytesIO()
    made.save(buffer)
    sections = build_report(read_bytes(buffer.getvalue(), "x.docx")).sections
    assert sections["title"].tolist() == ["研習目的", "研習過程", "參訪甲機構", "建議"]
    assert sections["depth"].tolist() == [1, 1, 2, 1]
    assert sections["chapter"].tolist() == [
        "purpose",
        "study_notes",
        "study_notes",
        "recommendations",
    ]


BOMB = package({"word/document.xml": " " * 30_000_000})
ENTITIES = package({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB, "far more than a report"),
        (ENTITIES, "document type"),
        (package({"word/document.xml": "<not closed"}), "damaged"),
        (package({"word/document.xml": "<x/>"}), "no text"),
        (package({"xl/workbook.xml": "<x/>"}), "workbook"),
        (package({"ppt/presentation.xml": "<x/>"}), "slide deck"),
        (package({"a.txt": "x"}), "ZIP archive"),
        (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>", "META-INF/manifest.xml": "<manifest:encryption-data/>"}), "password"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\x89PNG\r\n", "PNG"),
        (b"{\\rtf1", "RTF"),
        (b"", "empty"),
        (b" \n ", "empty"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_an_error_that_says_what_to_do(data: bytes, reason: str) -> None:
    with pytest.raises(ReportError, match=reason) as raised:
        read_bytes(data, "x.docx")
    assert raised.value.hint or raised.value.place


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_document_cut_anywhere_is_an_error(form: str) -> None:
    data = (REPORTS / "111-singapore" / f"report.{form}").read_bytes()
    for cut in range(100, len(data) - 30, len(data) // 23):
        with pytest.raises(ReportError):
            read_bytes(data[:cut], "x")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for head in (b"", b"PK\x03\x04", b"%PDF-1.7\n"):
        try:
            source = read_bytes(head + data, "x")
        except ReportError:
            continue
        assert [line.number for line in source.lines] == list(range(1, len(source.lines) + 1))


def test_a_table_that_is_a_frame_is_read_as_what_stands_in_it() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{p(label)}</w:tc><w:tc>{p(value)}</w:tc></w:tr>"
        for label, value in (("主辦機關:", "甲院"), ("派赴國家:", "乙國"))
    )
    inner = f"<w:tbl>{rows}</w:tbl>"
    framed = f"<w:tbl><w:tr><w:tc>{p('出國報告')}{inner}<w:p/></w:tc></w:tr></w:tbl>"
    column = f"<w:tbl><w:tr><w:tc>{p('出國報告')}</w:tc></w:tr><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    printed = ["出國報告", "主辦機關:\t甲院", "派赴國家:\t乙國"]
    for body in (framed, column):
        assert [text for text in texts(word(body)) if text] == printed

    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{label}</text:p></table:table-cell><table:table-cell><text:p>{value}</text:p></table:table-cell></table:table-row>"
        for label, value in (("主辦機關:", "甲院"), ("派赴國家:", "乙國"))
    )
    framed = f"<table:table><table:table-row><table:table-cell><text:p>出國報告</text:p><table:table>{rows}</table:table></table:table-cell></table:table-row></table:table>"
    assert texts(odt(framed)) == printed
    captions = "".join(f"<w:tr><w:tc>{p(text)}</w:tc></w:tr>" for text in ("照片", "上課情形"))
    assert all(line.cells for line in read_bytes(word(f"<w:tbl>{captions}</w:tbl>"), "x").lines)


def test_a_table_in_a_text_box_stays_a_table() -> None:
    row = f"<w:tr><w:tc>{p('姓名')}</w:tc><w:tc>{p('職稱')}</w:tc></w:tr>"
    box = f"<w:p><w:r><w:t>名單</w:t></w:r><w:r><w:txbxContent>{p('圖說')}<w:tbl>{row}</w:tbl></w:txbxContent></w:r></w:p>"
    lines = read_bytes(word(box), "x").lines
    assert [(line.text, line.cells) for line in lines] == [
        ("名單", None), ("圖說", None), ("姓名\t職稱", ("姓名", "職稱")),
    ]  # fmt: skip

    draw = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    cells = "".join(
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("姓名", "職稱")
    )
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    framed = f"<text:p {draw}>名單<draw:frame><draw:text-box>{table}</draw:text-box></draw:frame></text:p>"
    lines = read_bytes(odt(framed), "x").lines
    assert [(line.text, line.cells) for line in lines] == [
        ("名單", None), ("姓名\t職稱", ("姓名", "職稱")),
    ]  # fmt: skip


RELATED = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(**targets: str) -> str:
    """A part that says which parts another one refers to."""
    each = (
        f'<Relationship Id="{kind}" Type="{KINDS}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return RELATED.format("".join(each))


def test_the_parts_of_a_document_are_told_by_what_refers_to_them() -> None:
    note = f'<w:footnotes {W}><w:footnote w:id="1">{p("註腳")}</w:footnote></w:footnotes>'
    style = '<w:style w:styleId="H"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    body = (
        p("目的", '<w:pStyle w:val="H"/>') + '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    )
    data = package(
        {
            "_rels/.rels": related(officeDocument="/word/document2.xml"),
            "word/_rels/document2.xml.rels": related(footnotes="n.xml", styles="../styles.xml"),
            "word/document.xml": f"<w:document {W}><w:body>{p('舊的版本')}</w:body></w:document>",
            "word/document2.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/n.xml": note,
            "styles.xml": f"<w:styles {W}>{style}</w:styles>",
        }
    )
    first, *rest = read_bytes(data, "x").lines
    assert (first.text, first.level) == ("目的", 1)
    assert [(line.text, line.role) for line in rest] == [("", None), ("註腳", "note")]


def test_strict_open_xml_is_read_as_the_usual_one() -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    kinds = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    document = (
        f'<w:document {strict} w:conformance="strict"><w:body>{p("壹、目的")}</w:body></w:document>'
    )
    refers = related(officeDocument="word/document.xml").replace(KINDS, kinds)
    assert texts(package({"_rels/.rels": refers, "word/document.xml": document})) == ["壹、目的"]


def test_templates_are_documents() -> None:
    types = '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"/></Types>'
    document = f"<w:document {W}><w:body>{p('壹、目的')}</w:body></w:document>"
    assert texts(package({"[Content_Types].xml": types, "word/document.xml": document})) == [
        "壹、目的"
    ]
    with zipfile.ZipFile(io.BytesIO(odt("<text:p>壹、目的</text:p>"))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert texts(package({**parts, "mimetype": f"{parts['mimetype']}-template"})) == ["壹、目的"]


def test_a_document_of_word_may_lie_in_any_folder() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    types = f'<Types><Override PartName="/doc/main.xml" ContentType="{kind}.main+xml"/></Types>'
    parts = {
        "_rels/.rels": related(officeDocument="doc/main.xml"),
        "doc/main.xml": f"<w:document {W}><w:body>{p('壹、目的')}</w:body></w:document>",
    }
    assert texts(package({"[Content_Types].xml": types, **parts})) == ["壹、目的"]
    embedded = f'<Types><Default Extension="docx" ContentType="{kind}"/></Types>'
    slides = package({"[Content_Types].xml": embedded, "ppt/presentation.xml": "<x/>"})
    with pytest.raises(ReportError, match="a slide deck"):
        read_bytes(slides, "x")


def test_a_text_box_in_a_text_box_is_read_once() -> None:
    drawing = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    inner = (
        f"<draw:frame {drawing}><draw:text-box><text:p>裡面</text:p></draw:text-box></draw:frame>"
    )
    outer = f"<draw:frame {drawing}><draw:text-box><text:p>外面{inner}</text:p></draw:text-box></draw:frame>"
    first, *boxes = texts(odt(f"<text:p>內文{outer}</text:p>"))
    assert (first, sorted(boxes)) == ("內文", ["外面", "裡面"])


def test_a_style_has_list_and_level_of_what_it_is_based_on() -> None:
    def style(name: str, based: str, inner: str) -> str:
        return f'<w:style w:styleId="{name}"><w:basedOn w:val="{based}"/><w:pPr>{inner}</w:pPr></w:style>'

    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (kind, text) in enumerate([("taiwaneseCounting", "%1、"), ("decimal", "%2.")])
    )
    numbering = f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    styles = (
        style("C", "B", '<w:numPr><w:ilvl w:val="1"/></w:numPr>')
        + style("B", "A", '<w:outlineLvl w:val="1"/>')
        + style("A", "", '<w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + style("X", "Y", "") + style("Y", "X", "")
    )  # fmt: skip
    body = "".join(p(name, f'<w:pStyle w:val="{name}"/>') for name in "ABCXY")
    lines = read_bytes(
        word(body, numbering=numbering, styles=f"<w:styles {W}>{styles}</w:styles>"), "x"
    ).lines
    assert [(line.text, line.level) for line in lines] == [
        ("一、 A", 1), ("二、 B", 2), ("1. C", 2), ("X", None), ("Y", None),
    ]  # fmt: skip


def test_a_heading_whose_style_names_no_list_has_no_number() -> None:
    styles = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1"'
        ' style:num-format="一, 二, 三, ..." style:num-suffix="、"/></text:outline-style>'
        '<style:style style:name="H" style:family="paragraph"/>'
        '<style:style style:name="P5" style:family="paragraph" style:parent-style-name="H"'
        ' style:list-style-name=""/>'
    )
    body = "".join(
        f'<text:h text:style-name="{style}" text:outline-level="1">{text}</text:h>'
        for style, text in (("H", "行程"), ("P5", "議題一 農業"), ("H", "課程"))
    )
    assert texts(odt(body, styles)) == ["一、 行程", "議題一 農業", "二、 課程"]


def test_a_list_that_links_to_a_style_of_lists_has_the_levels_of_that_style() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="ideographLegalTraditional"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = (
        f'<w:numbering {W}>'
        '<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="章節清單"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="章節清單"/>{level}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="沒有"/></w:abstractNum>'
        + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (3, 5, 6))
        + "</w:numbering>"
    )  # fmt: skip
    body = "".join(
        p(text, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        for text, number in (("前言", 3), ("行程", 3), ("另一", 5), ("無號", 6))
    )
    assert texts(word(body, numbering=numbering)) == ["壹、 前言", "貳、 行程", "壹、 另一", "無號"]


def test_headings_of_a_style_with_a_level_of_the_outline_are_counted_by_it() -> None:
    styles = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="2"'
        ' style:num-format="一, 二, 三, ..." style:num-suffix="、"/></text:outline-style>'
        '<style:style style:name="Heading_20_2" style:family="paragraph" style:default-outline-level="2"/>'
        '<style:style style:name="小節" style:family="paragraph" style:default-outline-level="2"'
        ' style:parent-style-name="Heading_20_2" style:list-style-name=""/>'
    )
    body = "".join(
        f'<text:h text:style-name="{style}" text:outline-level="2">{text}</text:h>'
        for style, text in (("Heading_20_2", "行程"), ("小節", "農業"), ("Heading_20_2", "課程"))
    )
    assert texts(odt(body, styles)) == ["一、 行程", "二、 農業", "三、 課程"]
