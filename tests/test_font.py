"""Every chart is drawn in the font that comes with the library, whatever matplotlib does."""

from __future__ import annotations

import os

import matplotlib
import pytest
from matplotlib import font_manager

from tourlib.charts.fitting import width
from tourlib.charts.house import FAMILY, register_font
from tourlib.charts.style import draw_page

pytestmark = pytest.mark.filterwarnings("error")


def draw() -> None:
    """A page as a notebook shows it; a glyph that the font lacks is a warning, here an error."""
    lines = ("議題與主題", "單位：時", "資料來源：第 1 行")
    draw_page(lambda axes: None, *lines, None)._repr_mimebundle_()


def test_a_page_is_drawn_in_the_bundled_font_outside_of_chart_functions() -> None:
    with matplotlib.rc_context({"font.family": ["DejaVu Sans"]}):
        draw()


def test_font_is_made_known_again_when_matplotlib_has_forgotten_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    register_font()
    # As matplotlib does when a font of its list has been removed from the machine.
    manager = font_manager.fontManager
    before = [font for font in manager.ttflist if font.name != FAMILY]
    assert before
    monkeypatch.setattr(manager, "ttflist", before)
    font_manager.fontManager._findfont_cached.cache_clear()
    draw()
    assert {font.name for font in manager.ttflist} >= {FAMILY}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes fork")
def test_processes_that_fork_measure_text_at_the_same_time() -> None:
    # Glyphs were read from an open file: where in it one is, is shared between such processes.
    han = [chr(0x4E00 + number) for number in range(3000)]
    width(han[0], 10.0)
    right = [width(char, 10.0) for char in han[:50]]
    children = []
    for _ in range(4):
        if not (child := os.fork()):
            try:
                for char in han:
                    width(char, 10.0)
                    width(char, 10.0, bold=True)
                same = [width(char, 10.0) for char in han[:50]] == right
            except RuntimeError:
                same = False
            os._exit(0 if same else 1)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
