"""Places of a network's words."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tourlib.charts.layout import lay_out

ROOM = (800.0, 400.0)


def overlaps(places: np.ndarray, sizes: list[tuple[float, float]]) -> bool:
    for one in range(len(sizes)):
        for other in range(one):
            near = np.abs(places[one] - places[other]) * 2
            if (near < np.add(sizes[one], sizes[other])).all():
                return True
    return False


@settings(deadline=None, max_examples=20)
@given(
    st.lists(st.tuples(st.floats(10, 90), st.floats(8, 24)), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29), st.floats(0.05, 1)), max_size=30),
)
def test_boxes_are_in_the_room_and_apart(
    sizes: list[tuple[float, float]], pairs: list[tuple[int, int, float]]
) -> None:
    links = [(a, b, s) for a, b, s in pairs if a < b < len(sizes)]
    places = lay_out(sizes, links, ROOM)
    assert places is not None
    half = np.array(sizes) / 2
    assert (places >= half - 1e-6).all()
    assert (places <= np.array(ROOM) - half + 1e-6).all()
    assert not overlaps(places, sizes)


def test_linked_boxes_are_nearer() -> None:
    links = [(0, 1, 1.0), (1, 2, 1.0), (3, 4, 1.0), (4, 5, 1.0)]
    places = lay_out([(30.0, 15.0)] * 6, links, ROOM)
    assert places is not None
    apart = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    linked = np.mean([apart[a, b] for a, b, _s in links])
    assert linked < 0.6 * np.mean([apart[a, b] for a in (0, 1, 2) for b in (3, 4, 5)])


def test_what_does_not_fit_is_said() -> None:
    assert lay_out([(900.0, 20.0)], [], ROOM) is None
    assert lay_out([(300.0, 150.0)] * 9, [], ROOM) is None


def test_lines_between_words_are_seen_and_pass_behind_no_other() -> None:
    sizes = [(70.0, 24.0)] * 20
    links = [(0, n, 0.4) for n in range(1, 7)] + [(n, n + 1, 0.6) for n in range(7, 19)]
    places = lay_out(sizes, links, (937.0, 380.0))
    assert places is not None
    for one, other, _strength in links:
        steps = np.linspace(0, 1, 201)[:, None]
        points = places[one] + steps * (places[other] - places[one])
        behind = (np.abs(points[:, None, :] - places) <= np.array(sizes) / 2).all(axis=2)
        assert {*np.nonzero(behind.any(axis=0))[0]} == {one, other}
        seen = (~behind.any(axis=1)).mean() * np.hypot(*(places[other] - places[one]))
        assert seen >= 10.0
