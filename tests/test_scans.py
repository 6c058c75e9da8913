"""Pages that are pictures: rules from dots, characters from what was recognised, the same tables."""

from __future__ import annotations

import gc
import hashlib
import importlib.util
import weakref
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

import tourlib
from tourlib.cohort import find_report
from tourlib.export import web
from tourlib.lines import Doubt, Line, Source
from tourlib.readers.pdf import read_pdf, scan
from tourlib.readers.pdf.grids import ruled_grids
from tourlib.readers.pdf.kept import Piece, Scan, keep_scan, kept_scan
from tourlib.readers.pdf.misread import doubts, mended
from tourlib.readers.pdf.pixels import (
    ink_of,
    photographs_in,
    rules_in,
    straightened,
    without_stamps,
)
from tourlib.readers.pdf.recognised import even_sizes, is_broken, pages_of, scanned_glyphs
from tourlib.readers.pdf.scan import read_picture, skew
from tourlib.readers.pictures import content_of, pictures_in
from tourlib.report import build_report

FONT = Path(tourlib.__file__).parent / "fonts"
#: Dots in a point.
UNIT = 200 / 72
#: A page of A4 at 200 dots an inch; a table of three columns, its left cell over two rows.
SIZE = (1654, 2339)
XS, YS = (200, 500, 900, 1400), (300, 400, 480, 560)
WORDS = (
    ("日期", (300, 330)), ("時間", (640, 330)), ("活動內容", (1050, 330)),
    ("8月20日", (250, 460)), ("09:00", (640, 420)), ("開訓典禮", (1000, 420)),
    ("10:00", (640, 500)), ("參訪數位署", (1000, 500)),
)  # fmt: skip
ROWS = [
    "日期\t時間\t活動內容",
    "8月20日\t09:00\t開訓典禮",
    "\t10:00\t參訪數位署",
]


def drawn(words: bool = True) -> Image.Image:
    """The page with its table, and a title above it."""
    image = Image.new("L", SIZE, 250)
    draw = ImageDraw.Draw(image)
    for y in YS:
        draw.line((XS[1] if y == YS[2] else XS[0], y, XS[-1], y), 10, 3)
    for x in XS:
        draw.line((x, YS[0], x, YS[-1]), 10, 3)
    font = ImageFont.truetype(str(sorted(FONT.glob("*.otf"))[-1]), 36)
    for text, place in (*WORDS, ("附錄一課程表", (200, 180))) if words else ():
        draw.text(place, text, 0, font, anchor="lt")
    return image


def picture(image: Image.Image) -> np.ndarray:
    return np.asarray(image)


class Recogniser:
    """Finds the words where they are drawn and tells them one after the other; where the page is
    turned by quarters, surely only when it stands upright."""

    def __init__(self) -> None:
        self.upright = picture(drawn())
        self.texts: Iterator[str] = iter(())

    def lines(self, page: np.ndarray) -> list[list[tuple[float, float]]]:
        self.sure = page.shape == self.upright.shape and bool((page == self.upright).all())
        self.texts = iter(["附錄一課程表", *(text for text, _ in WORDS)])
        if page.shape != self.upright.shape:
            return [[(100, 100), (140, 100), (140, 900), (100, 900)]]
        boxes = [(200, 180, 420, 216)] + [
            (x, y, x + sum(36 if char > "⺀" else 20 for char in text), y + 36)
            for text, (x, y) in WORDS
        ]
        return [
            [(x0 - 4, y0 - 4), (x1 + 4, y0 - 4), (x1 + 4, y1 + 4), (x0 - 4, y1 + 4)]
            for x0, y0, x1, y1 in boxes
        ]

    def text(self, _line: np.ndarray) -> tuple[str, list[float], list[float]]:
        text = next(self.texts)
        places = [(at + 0.5) / len(text) for at in range(len(text))]
        return text, places, [0.99 if self.sure else 0.6] * len(text)


def as_pdf(*images: Image.Image) -> bytes:
    room = BytesIO()
    images[0].save(room, "PDF", resolution=200, save_all=True, append_images=images[1:])
    return room.getvalue()


@pytest.mark.parametrize("turned", [0.0, 1.0, -2.0])
def test_rules_are_found_in_the_dots(turned: float) -> None:
    page = picture(drawn())
    if turned:
        page = straightened(straightened(page, turned), -turned)
    (grid,) = ruled_grids(rules_in(page, UNIT))
    assert [round(x * UNIT / 10) for x in grid.xs] == [20, 50, 90, 140]
    assert [round(y * UNIT / 10) for y in grid.ys] == [30, 40, 48, 56]
    assert [(cell.rows, cell.columns) for cell in grid.cells] == [(1, 1)] * 3 + [(2, 1)] + [
        (1, 1)
    ] * 4


def test_rules_along_a_photograph_are_found() -> None:
    image = drawn(words=False)
    image.paste(90, (502, 302, 898, 398))  # it fills the second cell up to its rules
    (grid,) = ruled_grids(rules_in(picture(image), UNIT))
    assert len(grid.cells) == 8


def test_text_has_no_rules() -> None:
    image = Image.new("L", SIZE, 250)
    font = ImageFont.truetype(str(sorted(FONT.glob("*.otf"))[-1]), 44)
    for at in range(20):
        ImageDraw.Draw(image).text((200, 200 + 80 * at), "三十二王田目國圖一工lI|—" * 2, 0, font)
    assert ruled_grids(rules_in(picture(image), UNIT)) == []


def test_an_empty_page_has_neither_ink_nor_rules() -> None:
    noise = np.random.default_rng(3).normal(230, 4, SIZE[::-1]).clip(0, 255).astype(np.uint8)
    assert ink_of(noise).sum() == 0
    assert rules_in(noise, UNIT) == []


def test_a_photograph_is_told_from_text() -> None:
    image = drawn()
    dots = np.random.default_rng(4).integers(20, 200, (500, 700), np.uint8)
    image.paste(Image.fromarray(dots), (300, 900))
    (box,) = photographs_in(picture(image), UNIT)
    assert [round(side * UNIT) for side in box] == pytest.approx([300, 900, 1000, 1400], abs=50)


def test_the_slope_of_long_lines_is_the_skew() -> None:
    level = [(100, 100), (900, 114), (899, 150), (99, 136)]
    short = [(100, 300), (160, 340), (150, 360), (90, 320)]
    assert skew([level, level, short]) == pytest.approx(1.0, abs=0.01)
    assert skew([short]) == 0


def test_what_is_recognised_makes_the_table_of_its_rules(tmp_path: Path) -> None:
    read = read_picture((drawn().convert("RGB"), UNIT), Recogniser())
    keep_scan(tmp_path, 0, read)
    assert kept_scan(tmp_path, 0) == read
    source = read_pdf(as_pdf(drawn()), "scan.pdf", tmp_path)
    assert [line.text for line in source.lines if line.table] == ROWS
    assert source.lines[0].text == "附錄一課程表"


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_is_turned_is_read_upright(quarters: int) -> None:
    upright = read_picture((drawn().convert("RGB"), UNIT), Recogniser())
    turned = drawn().convert("RGB").rotate(90 * quarters, expand=True)
    read = read_picture((turned, UNIT), Recogniser())
    assert read == replace(upright, turned=360 - 90 * quarters)


def test_a_line_over_two_cells_is_parted_between_them() -> None:
    (grid,) = ruled_grids(rules_in(picture(drawn(words=False)), UNIT))
    assert scan.parted((250, 320, 800, 360), [grid], UNIT) == [
        (250, 320, pytest.approx(501, abs=2), 360),
        (pytest.approx(501, abs=2), 320, 800, 360),
    ]
    below = scan.parted((250, 460, 460, 500), [grid], UNIT)
    assert below == [(250, 460, 460, 500)]


def test_what_is_kept_and_damaged_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text('{"version": 3, "pieces": [{}]}')
    assert kept_scan(tmp_path, 0) is None
    assert kept_scan(None, 0) is None


def test_pitches_near_one_that_much_is_set_in_are_one_size() -> None:
    def set_in(pitch: float, count: int) -> Piece:
        middles = tuple(pitch * at for at in range(count))
        return Piece(
            (0, 0, pitch * count, 0.9 * pitch),
            "國" * count,
            middles,
            ((0, 0),) * count,
            (1.0,) * count,
        )

    pieces = (set_in(14.0, 30), set_in(14.3, 30), set_in(13.6, 20), set_in(18.0, 8))
    sizes = even_sizes([Scan((595, 842), (), pieces, 0.0)])
    assert len(set(sizes.values())) == 2
    assert sizes[pieces[0].pitch or 0] == pytest.approx(14, abs=0.26)
    assert sizes[pieces[3].pitch or 0] == pytest.approx(18, abs=0.26)


def test_a_space_at_every_place_is_a_broken_text() -> None:
    text = "公務人員保障暨培訓委員會辦理訓練前往比利時研習"
    assert is_broken(" ".join(text))
    assert not is_broken(text)
    assert not is_broken("許 秀 春")


@pytest.mark.parametrize("pages", [1, 3])
def test_without_what_recognises_the_error_says_what_to_install(
    pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(tourlib.ReportError, match=f"{pages} 頁中有 {pages} 頁只有影像") as raised:
        read_pdf(as_pdf(*[drawn()] * pages), "scan.pdf")
    assert 'pip install "tourlib[ocr]"' in str(raised.value)


def test_a_drawn_page_is_recognised() -> None:
    pytest.importorskip("rapidocr", reason="needs the optional dependency: tourlib[ocr]")
    source = read_pdf(as_pdf(drawn()), "scan.pdf")
    assert [line.text for line in source.lines if line.table] == ROWS


def piece(text: str, *low: str) -> Piece:
    """A piece of text, some characters of which were not surely recognised."""
    scores = tuple(0.55 if char in low else 0.99 for char in text)
    middles, whites = tuple(10.0 * n for n in range(len(text))), ((0.0, 0.0),) * len(text)
    return Piece((0, 0, 10.0 * len(text), 9), text, middles, whites, scores)


def page(*pieces: Piece) -> Scan:
    return Scan((595, 842), (), pieces, 0.0)


@pytest.mark.parametrize(
    ("recognised", "right"),
    [
        ("活動内容爲參觀", "活動內容為參觀"),
        ("Digita1 F1anders，F1emish", "Digital Flanders,Flemish"),
        ("1.Mr．Jan 1，000", "1.Mr.Jan 1,000"),
        ("(—)時間：", "(一)時間："),
        ("COVID19 B1 H1N1 A1", "COVID19 B1 H1N1 A1"),
        ("地點：A，第1會議室", "地點：A，第1會議室"),
    ],
)
def test_what_is_often_misread_is_put_right(recognised: str, right: str) -> None:
    scans, notes = mended({0: page(piece(recognised))})
    assert scans[0].pieces[0].text == right
    letters = [a for a, b in zip(recognised, right, strict=True) if a != b and a not in "．，"]
    assert bool(notes) == bool(letters)
    assert all(letter in notes[0] for letter in letters)


def test_simplified_characters_become_those_that_the_report_has() -> None:
    printed = "時間和地點：比利時布魯塞爾，公務行政輔助，重複的頭髮與發展，覆核後歷經日曆上的節日"
    scans, (note,) = mended({0: page(piece(printed), piece("时间和头发，发展及缘起"))})
    assert scans[0].pieces[1].text == "時間和頭髮，發展及緣起"
    assert {"时→時 1", "发→髮 1", "发→發 1"} <= {*note.split("：")[1].split("、")}
    simplified = "时间和地点：比利时布鲁塞尔，为了发展"
    assert mended({0: page(piece(simplified))})[0][0].pieces[0].text == simplified


def test_doubts_are_told_numbers_and_cells_first() -> None:
    raw = {
        0: page(piece("依據計畫安排本次研習", "排"), piece("林曉青", "曉")),
        2: page(piece("共計29名，Mr．爲", "9", "．", "爲")),
    }
    scans, _ = mended(raw)
    assert doubts(scans, raw) == [("林曉青", 1), ("29", 3), ("畫安排本次", 1)]


def test_a_doubt_is_a_finding_that_marks_the_word(tmp_path: Path) -> None:
    read = read_picture((drawn().convert("RGB"), UNIT), Recogniser())
    pieces = tuple(
        replace(each, scores=(0.55,) * len(each.text)) if each.text == "09:00" else each
        for each in read.pieces
    )
    keep_scan(tmp_path, 0, replace(read, pieces=pieces))
    source = read_pdf(as_pdf(drawn()), "scan.pdf", tmp_path)
    (doubt,) = source.doubts
    assert (doubt.word, doubt.page) == ("09:00", 1)
    assert "09:00" in source.lines[(doubt.line or 0) - 1].text
    found = build_report(source, cohort=115).findings
    assert "第 1 頁「09:00」" in found.set_index("code").loc["ocr-doubtful", "message"]


def layered(text: str) -> bytes:
    """The drawn page as a PDF, under an invisible text as other programs that recognise text put it."""
    raw = pypdfium2.raw
    document = pypdfium2.PdfDocument(as_pdf(drawn()))
    page = document[0]
    put = raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 12.0)
    wide = (raw.FPDF_WCHAR * (len(text) + 1))(*map(ord, text), 0)
    raw.FPDFText_SetText(put, wide)
    raw.FPDFPageObj_Transform(put, 1, 0, 0, 1, 40, 300)
    raw.FPDFTextObj_SetTextRenderMode(put, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    raw.FPDFPage_InsertObject(page.raw, put)
    raw.FPDFPage_GenerateContent(page.raw)
    room = BytesIO()
    document.save(room)
    return room.getvalue()


def test_text_that_another_program_recognised_is_read_anew_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    data = layered("Lesson plan of the study tour, badly recognised by sornething else")
    told = read_pdf(data, "scan.pdf")
    assert [line.text for line in told.lines][:1] != ROWS[:1]
    (note,) = told.notes
    assert "第 1 頁是掃描的影像，文字由其他軟體辨識" in note
    assert 'pip install "tourlib[ocr]"' in note
    keep_scan(tmp_path, 0, read_picture((drawn().convert("RGB"), UNIT), Recogniser()))
    anew = read_pdf(data, "scan.pdf", tmp_path)
    assert [line.text for line in anew.lines if line.table] == ROWS
    assert not anew.notes


@pytest.mark.parametrize(("unsure", "told"), [((), []), ((Doubt("安排參請市", 1, 5),), [5])])
def test_a_doubt_makes_a_misprint_likelier(unsure: tuple[Doubt, ...], told: list[int]) -> None:
    printed = (
        "赴日本考察報告", "出國期間：114年9月1日至9月5日", "服務機關：內政部", "壹、目的",
        "本次研習安排參請市政府，了解該市推動智慧治理之經驗。",
        "市政府說明其永續發展政策，並與本團交換意見。本團建議主管機關參考其作法，檢討現行規定。",
    )  # fmt: skip
    lines = tuple(Line(number, text, 1) for number, text in enumerate(printed, 1))
    findings = build_report(Source("scan.pdf", "pdf", lines, doubts=unsure)).findings
    found = findings[findings["code"] == "misreading"]
    assert [line for lines in found["lines"] for line in lines] == told


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif"])
def test_a_picture_is_a_page(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    drawn().save(tmp_path / f"page.{suffix}")
    data = content_of(tmp_path / f"page.{suffix}")
    assert data == content_of(tmp_path / f"page.{suffix}")
    with pytest.raises(tourlib.ReportError, match="1 頁中有 1 頁只有影像"):
        read_pdf(data, "page")
    keep_scan(tmp_path, 0, read_picture((drawn().convert("RGB"), UNIT), Recogniser()))
    assert [line.text for line in read_pdf(data, "page", tmp_path).lines if line.table] == ROWS


def test_a_folder_of_pictures_is_a_report_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in (10, 9, 1):
        Image.new("L", (400, 500 + 20 * number), 255).save(tmp_path / f"scan{number}.png")
    assert [path.name for path in pictures_in(tmp_path)] == ["scan1.png", "scan9.png", "scan10.png"]
    assert find_report(tmp_path) == (tmp_path, None)
    document = pypdfium2.PdfDocument(content_of(tmp_path))
    assert [round(page.get_height()) for page in document] == [842, 842, 842]
    assert [page.get_width() for page in document] == pytest.approx([648, 495, 481], abs=1)


@pytest.mark.parametrize("data", [b"\x89PNG", b"\xff\xd8\xff\xe0 no picture", b"II*\x00"])
def test_a_damaged_picture_is_an_error_of_ours(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(data)
    with pytest.raises(tourlib.ReportError, match=r"x\.png"):
        content_of(tmp_path / "x.png")


def test_one_page_at_a_time_is_held_as_dots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [Image.new("1", (400, 560), place % 2) for place in range(5)]
    pages[0].save(tmp_path / "pages.tif", save_all=True, append_images=pages[1:])
    made: list[weakref.ref[Image.Image]] = []
    still: list[int] = []
    resize = Image.Image.resize

    def resized(page: Image.Image, *how: Any, **more: Any) -> Image.Image:
        gc.collect()
        still.append(sum(ref() is not None for ref in made))
        small = resize(page, *how, **more)
        made.append(weakref.ref(small))
        return small

    monkeypatch.setattr(Image.Image, "resize", resized)
    document = pypdfium2.PdfDocument(content_of(tmp_path / "pages.tif"))
    assert len(document) == 5
    assert max(still) <= 1


def test_a_picture_larger_than_a_page_can_be_is_refused(tmp_path: Path) -> None:
    Image.new("1", (20_000, 28_000)).save(tmp_path / "a0.png")
    with pytest.raises(tourlib.ReportError, match="太大"):
        content_of(tmp_path / "a0.png")


def test_a_sign_that_was_not_read_between_two_ideographs_is_put_in() -> None:
    def spaced(white: float) -> Piece:
        middles = (5.0, 25.0, 35.0, 45.0, 55.0)
        whites = ((0.0, 0.0), (10.0, 10.0 + white), (29.0, 31.0), (39.0, 41.0), (49.0, 51.0))
        return Piece((0, 0, 60, 9), "二強化韌性", middles, whites, (0.99,) * 5)

    scans, notes = mended({0: page(spaced(4.0)), 1: page(spaced(7.0))})
    assert [scan.pieces[0].text for scan in scans.values()] == ["二、強化韌性", "二強化韌性"]
    assert "漏字→、 1" in notes[0]
    glyphs = scanned_glyphs(scans[0], even_sizes(list(scans.values())))
    assert "".join(glyph.char for glyph in glyphs) == "二、強化韌性"


def stamped(colour: tuple[int, int, int]) -> Image.Image:
    """The page with a square seal, as translucent as ink is, over its table."""
    page = drawn().convert("RGB")
    seal = Image.new("RGB", SIZE, (255, 255, 255))
    draw = ImageDraw.Draw(seal)
    draw.rectangle((620, 380, 920, 680), outline=colour, width=8)
    font = ImageFont.truetype(str(sorted(FONT.glob("*.otf"))[-1]), 110)
    for text, place in (("培訓", (660, 400)), ("之印", (660, 540))):
        draw.text(place, text, colour, font, anchor="lt")
    return ImageChops.multiply(page, seal)


@pytest.mark.parametrize("colour", [(200, 20, 40), (230, 60, 70), (250, 120, 110)])
def test_a_red_stamp_is_taken_off(colour: tuple[int, int, int]) -> None:
    plain, found = without_stamps(stamped(colour), UNIT)
    assert found
    dark, wanted = plain < 128, picture(drawn()) < 128
    assert (dark != wanted).mean() < 0.0005
    assert (dark & wanted).sum() > 0.98 * wanted.sum()


def test_text_and_rules_in_red_stay() -> None:
    red = ImageChops.multiply(
        Image.merge("RGB", [Image.new("L", SIZE, 255), drawn(), drawn()]),
        Image.new("RGB", SIZE, (220, 255, 255)),
    )
    grey, found = without_stamps(red, UNIT)
    assert not found
    assert (grey < 128).sum() > 0.9 * (picture(drawn()) < 128).sum()


def test_a_red_bar_and_what_is_red_in_a_photograph_are_no_stamps() -> None:
    chart = drawn().convert("RGB")
    chart.paste((210, 40, 50), (300, 900, 480, 1200))
    dots = np.random.default_rng(5).integers(20, 200, (500, 700, 3), np.uint8)
    dots[200:330, 200:500] = (200, 30, 40)
    photograph = drawn().convert("RGB")
    photograph.paste(Image.fromarray(dots), (300, 900))
    for image in (chart, photograph):
        grey, found = without_stamps(image, UNIT)
        assert not found
        assert (grey == picture(image.convert("L"))).all()


def test_a_page_without_its_stamp_is_told(tmp_path: Path) -> None:
    read = read_picture((stamped((200, 20, 40)), UNIT), Recogniser())
    assert read.stamped
    keep_scan(tmp_path, 0, read)
    source = read_pdf(as_pdf(drawn()), "scan.pdf", tmp_path)
    assert any("第 1 頁有紅色印章或圖樣" in note for note in source.notes)


def test_two_pages_on_one_sheet_are_read_one_after_the_other(tmp_path: Path) -> None:
    one = read_picture((drawn().convert("RGB"), UNIT), Recogniser())
    width, height = one.size
    text = "第二頁的內文寫在這裡一共有二十多個字以後還有"
    middles = tuple(width + 85 + 10.0 * at for at in range(len(text)))
    box = (width + 80, 90, width + 80 + 10 * len(text), 99)
    whites = tuple((middle - 5, middle - 5) for middle in middles)
    other = replace(piece(text), box=box, middles=middles, whites=whites)
    sheet = replace(one, size=(2 * width, height), pieces=(*one.pieces, other))
    left, right = pages_of(sheet)
    assert left == replace(one, size=(left.size[0], height))
    assert (right.left, right.pieces[0].box) == (left.size[0], (80, 90, 80 + 10 * len(text), 99))
    keep_scan(tmp_path, 0, sheet)
    source = read_pdf(as_pdf(Image.new("L", (3308, 2339), 255)), "scan.pdf", tmp_path)
    assert [line.text for line in source.lines if line.table] == ROWS
    assert source.lines[-1].text == text
    assert {line.page for line in source.lines} == {1}
    assert source.lines[-1].places[0].box[0] > width
    assert any("第 1 頁是左右並排的兩頁" in note for note in source.notes)


def test_a_wide_page_with_text_across_its_middle_is_one() -> None:
    wide = page(replace(piece("國" * 30), box=(300, 90, 600, 100)), piece("國" * 30))
    assert pages_of(replace(wide, size=(842, 595))) == [replace(wide, size=(842, 595))]
    assert pages_of(page(piece("國" * 30))) == [page(piece("國" * 30))]


class Counting:
    """Finds no lines, and says how many pages were looked at; one of them cannot be."""

    pages, last = 0, 0

    def lines(self, _page: np.ndarray) -> list[list[tuple[float, float]]]:
        Counting.pages += 1
        if Counting.pages == Counting.last:
            raise KeyboardInterrupt
        return []


def test_a_reading_that_was_interrupted_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "_Engine", Counting)
    monkeypatch.setattr(scan, "available", lambda: True)
    monkeypatch.setattr(scan, "MOST_WORKERS", 1)
    monkeypatch.setattr(Counting, "pages", 0)
    monkeypatch.setattr(Counting, "last", 3)
    document = pypdfium2.PdfDocument(as_pdf(*[drawn()] * 3))
    told: list[tuple[int, int]] = []
    with pytest.raises(KeyboardInterrupt):
        scan.read_scans(document, range(3), tmp_path, lambda *pages: told.append(pages))
    assert told == [(0, 3), (1, 3), (2, 3)]
    told.clear()
    read = scan.read_scans(document, range(3), tmp_path, lambda *pages: told.append(pages))
    assert told == [(2, 3), (3, 3)]
    assert Counting.pages == 4
    assert read[0] == read[1] == read[2]


def test_pages_read_at_the_same_time_are_as_those_read_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scan, "_Engine", Recogniser)
    monkeypatch.setattr(scan, "available", lambda: True)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    document = pypdfium2.PdfDocument(as_pdf(*[drawn()] * 4))
    read = scan.read_scans(document, range(4), None, lambda *_pages: None)
    alone = scan.read_scans(document, [0], None, lambda *_pages: None)
    assert list(read) == list(range(4))
    assert set(map(repr, read.values())) == {repr(alone[0])}


def test_a_page_on_which_nothing_is_read_is_told(tmp_path: Path) -> None:
    keep_scan(tmp_path, 0, read_picture((drawn().convert("RGB"), UNIT), Recogniser()))
    keep_scan(tmp_path, 1, page())
    source = read_pdf(as_pdf(drawn(), drawn()), "scan.pdf", tmp_path)
    assert [note for note in source.notes if "沒有辨識到文字" in note] == [
        "第 2 頁的影像沒有辨識到文字：請確認是空白頁或照片"
    ]
    keep_scan(tmp_path, 0, page())
    with pytest.raises(tourlib.ReportError, match="影像裡沒有辨識到文字"):
        read_pdf(as_pdf(drawn(), drawn()), "scan.pdf", tmp_path)


def test_what_is_doubtful_is_seen_beside_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a notebook beside a row, on the page of the briefing below the line."""
    (tmp_path / "reports").mkdir()
    monkeypatch.setenv("TOURLIB_DATA", str(tmp_path))
    data = as_pdf(drawn())
    (tmp_path / "scan.pdf").write_bytes(data)
    read = read_picture((drawn().convert("RGB"), UNIT), Recogniser())
    low = tuple(replace(one, scores=(0.55,) * len(one.scores)) for one in read.pieces[-2:])
    folder = tmp_path / "scans" / hashlib.sha256(data).hexdigest()[:16]
    keep_scan(folder, 0, replace(read, pieces=(*read.pieces[:-2], *low)))
    report = tourlib.load(tmp_path / "scan.pdf")
    assert report.sessions["title"].tolist() == ["開訓典禮", "參訪數位署"]
    assert report.show("sessions", 1).html.count("data:image/png;base64,") == 1
    lines = dict(enumerate(web._lines(report), 1))
    (doubtful,) = {doubt.line for doubt in report.source.doubts}
    assert [number for number, line in lines.items() if "<img" in line] == [doubtful]
