"""Places for the words of a network: linked ones near each other, none over another.

Forces as in Fruchterman & Reingold (1991), "Graph Drawing by Force-directed Placement", Software:
Practice and Experience 21(11): all words repel each other, linked ones attract, and the steps grow
smaller. Then boxes that overlap are pushed apart. It starts from a circle, so the same network
gives the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_STEPS, _PUSHES = 400, 1500
#: Pull to the middle, which keeps parts together that no line links.
_GRAVITY = 0.06
#: So many words fill the room.
_FULL = 24
#: Room between two boxes in points, if there is so much; and at least.
_GAP, _LEAST_GAP = 22.0, 6.0


def lay_out(
    sizes: Sequence[tuple[float, float]],
    links: Sequence[tuple[int, int, float]],
    room: tuple[float, float],
) -> Floats | None:
    """Centres of boxes in a room.

    Args:
        sizes: width and height of each box; in the order in which they start on a circle.
        links: two numbers of boxes, and a strength above 0.
        room: width and height.

    Returns:
        One row a box: x and y; ``None`` where the boxes do not fit without overlapping.
    """
    boxes = np.array(sizes, dtype=float).reshape(-1, 2)
    places = _forces(len(boxes), links)
    low, high = boxes / 2, np.array(room) - boxes / 2
    if (low > high).any():
        return None
    spread = np.ptp(places, axis=0)
    share = (places - places.min(axis=0)) / np.where(spread > 0, spread, 1.0)
    share = np.where(spread > 0, share, 0.5)
    # A few words do not fill the page: they would only be far apart.
    part = min(1.0, 0.2 + len(boxes) / _FULL)
    places = low + (0.5 + (share - 0.5) * part) * (high - low)
    ends = np.array([link[:2] for link in links], dtype=np.int64).reshape(-1, 2)
    return _apart(places, boxes, ends, (low, high))


def _forces(number: int, links: Sequence[tuple[int, int, float]]) -> Floats:
    """Places by attraction and repulsion, in units of their own."""
    angle = 2 * np.pi * np.arange(number) / max(number, 1)
    places = np.column_stack([np.cos(angle), np.sin(angle)])
    pull = np.zeros((number, number))
    for one, other, strength in links:
        pull[one, other] = pull[other, one] = strength
    ideal = np.sqrt(4.0 / max(number, 1))
    for step in range(_STEPS):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-3)
        force = ideal**2 / distance**2 - pull * distance / ideal
        np.fill_diagonal(force, 0.0)
        move = (apart * force[:, :, None]).sum(axis=1) - _GRAVITY * places / ideal
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        limit = 0.15 * (1 - step / _STEPS)
        places = places + move / length[:, None] * np.minimum(length, limit)[:, None]
    return np.asarray(places)


def _apart(
    places: Floats, boxes: Floats, ends: npt.NDArray[np.int64], bounds: tuple[Floats, Floats]
) -> Floats | None:
    """Boxes that overlap pushed apart inside the room, and off the lines between others: as long as
    that helps with room for the lines to be seen, then in any case over each other nowhere."""
    for step in range(_PUSHES):
        gap = _GAP if step < _PUSHES / 2 else _LEAST_GAP
        moves, clash = _pushes(places, boxes, gap)
        moves = moves + _off_lines(places, boxes, ends) * (step < _PUSHES / 3)
        if not clash and not moves.any():
            return places
        places = np.clip(places + moves, *bounds)
    return None


def _pushes(places: Floats, boxes: Floats, gap: float) -> tuple[Floats, bool]:
    """How far each box is to go from those too near, along the side where less is to go."""
    between = places[:, None, :] - places[None, :, :]
    over = (boxes[:, None, :] + boxes[None, :, :]) / 2 + gap - np.abs(between)
    near = (over > 1e-6).all(axis=2) & ~np.eye(len(places), dtype=bool)
    upright = over[:, :, 1] <= over[:, :, 0]
    along = np.stack([near & ~upright, near & upright], axis=2)
    first = np.arange(len(places))[:, None] > np.arange(len(places))[None, :]
    sign = np.where(between == 0, np.where(first, 1.0, -1.0)[:, :, None], np.sign(between))
    return (along * sign * (over / 2 + 0.25)).sum(axis=1), bool(near.any())


def _off_lines(places: Floats, boxes: Floats, ends: npt.NDArray[np.int64]) -> Floats:
    """How far each box is to go from the lines that pass behind it."""
    start, way = places[ends[:, 0]], places[ends[:, 1]] - places[ends[:, 0]]
    from_start = places[None, :, :] - start[:, None, :]
    long = np.maximum((way**2).sum(axis=1), 1e-9)[:, None]
    share = np.clip((from_start * way[:, None, :]).sum(axis=2) / long, 0, 1)
    away = from_start - share[:, :, None] * way[:, None, :]
    distance = np.maximum(np.sqrt((away**2).sum(axis=2)), 1e-3)
    toward = away / distance[:, :, None]
    need = (np.abs(toward) * boxes[None, :, :] / 2).sum(axis=2) + _LEAST_GAP - distance
    need[np.arange(len(ends))[:, None], ends] = 0.0
    return (toward * np.maximum(need, 0.0)[:, :, None] * 0.5).sum(axis=0)
