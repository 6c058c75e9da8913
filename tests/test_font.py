"""Every chart is drawn in the font that comes with the library, whatever matplotlib does."""

from __future__ import annotations

import matplotlib
import pytest
from matplotlib import font_manager

from tourlib.charts import fonts
from tourlib.charts.style import finish, new_chart

pytestmark = pytest.mark.filterwarnings("error")


def draw() -> None:
    """A page as a notebook shows it; a glyph that the font lacks is a warning, here an error."""
    finish(new_chart("議題與主題", "單位：時", "資料來源：第 1 行")[0])._repr_mimebundle_()


def test_a_page_is_drawn_in_the_bundled_font_outside_of_chart_functions() -> None:
    with matplotlib.rc_context({"font.family": ["DejaVu Sans"]}):
        draw()


def test_font_is_made_known_again_when_matplotlib_has_forgotten_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fonts.register_font()
    # As matplotlib does when a font of its list has been removed from the machine.
    manager = font_manager.fontManager
    before = [font for font in manager.ttflist if font.name != fonts.FAMILY]
    assert before
    monkeypatch.setattr(manager, "ttflist", before)
    font_manager.fontManager._findfont_cached.cache_clear()
    draw()
    assert {font.name for font in manager.ttflist} >= {fonts.FAMILY}
