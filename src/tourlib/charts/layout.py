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
#: Room between two boxes, in points.
_GAP = 6.0


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
    return _apart(places, boxes, (low, high))


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


def _apart(places: Floats, boxes: Floats, bounds: tuple[Floats, Floats]) -> Floats | None:
    """Boxes that overlap pushed apart, along the side where less is to go, inside the room."""
    need = (boxes[:, None, :] + boxes[None, :, :]) / 2 + _GAP
    order = np.arange(len(places))
    for _ in range(_PUSHES):
        between = places[:, None, :] - places[None, :, :]
        over = need - np.abs(between)
        clash = (over > 1e-6).all(axis=2) & (order[:, None] < order[None, :])
        if not clash.any():
            return places
        for one, other in zip(*np.nonzero(clash), strict=True):
            side = int(over[one, other, 1] <= over[one, other, 0])
            sign = 1.0 if between[one, other, side] >= 0 else -1.0
            step = sign * (over[one, other, side] / 2 + 0.5)
            places[one, side] += step
            places[other, side] -= step
        places = np.clip(places, *bounds)
    return None
