"""What has to be told apart in a chart can be, also without one kind of cones."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from colour_vision import MACHADO, apart, ciede2000, simulated
from tourlib.charts import house as palette
from tourlib.schedule import CONTACT_KINDS

#: CIEDE2000: 1 is just seen side by side; colours that lie apart and are named in a key need more.
#: Charts also name what they colour; where a colour alone speaks (ledger, network, cloud), it is
#: one of these sets.
NAMED, SHADES = 10.0, 8.0
VISIONS = tuple(MACHADO)


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_distance_is_that_of_the_published_pairs(
    one: tuple[float, ...], two: tuple[float, ...], told: float
) -> None:
    assert ciede2000(one, two) == pytest.approx(told, abs=5e-5)
    assert ciede2000(two, one) == pytest.approx(told, abs=5e-5)


def test_simulation_keeps_greys_and_takes_red_from_green() -> None:
    for vision in VISIONS:
        assert simulated([128, 128, 128], vision) == pytest.approx([128, 128, 128], abs=0.5)
    assert apart("#FF0000", "#FF0000", "protanopia") == 0
    assert apart("#C06000", "#808000") > 2 * apart("#C06000", "#808000", "deuteranopia")


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("group", ["theme", "branch", "ledger"])
def test_colours_of_a_set_differ(group: str, vision: str) -> None:
    near = {
        (one, two): apart(first, second, vision)
        for (one, first), (two, second) in combinations(palette.palette(group).items(), 2)
    }
    assert {pair: gap for pair, gap in near.items() if gap < NAMED} == {}


@pytest.mark.parametrize("vision", VISIONS)
def test_colours_differ_from_what_is_muted(vision: str) -> None:
    for colour in palette.palette("theme").values():
        for grey in (palette.MUTED, palette.UNTHEMED, palette.PAPER):
            assert apart(colour, grey, vision) >= NAMED, colour


@pytest.mark.parametrize("vision", VISIONS)
def test_kinds_that_count_differ(vision: str) -> None:
    """Transfers, meals and the like are light on purpose, and named in their blocks."""
    for one, two in combinations(sorted(CONTACT_KINDS), 2):
        assert apart(palette.kind_colour(one), palette.kind_colour(two), vision) >= NAMED


@pytest.mark.parametrize("vision", VISIONS)
def test_shades_of_heat_differ(vision: str) -> None:
    """One step and the next; every cell also has its number."""
    for one, two in pairwise(palette.HEAT):
        assert apart(one, two, vision) >= SHADES


@pytest.mark.parametrize("vision", VISIONS)
def test_contact_differs_from_the_window(vision: str) -> None:
    assert apart(palette.accent(), palette.MUTED, vision) >= NAMED


def test_no_branch_is_taken_for_a_theme() -> None:
    """Blue is theme ①, orange theme ②: no Yuan has their colour."""
    for branch, colour in palette.palette("branch").items():
        for theme, other in palette.palette("theme").items():
            assert apart(colour, other) >= 9.0, (branch, theme)
