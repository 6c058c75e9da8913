"""How colours look to eyes that lack a kind of cone, and how far apart two colours are.

Simulation: Machado, Oliveira & Fernandes (2009), A Physiologically-based Model for Simulation of
Color Vision Deficiency, IEEE TVCG 15(6), severity 1.0, on linear sRGB. Distance: CIEDE2000 (Sharma,
Wu & Dalal 2005, Color Research & Application 30(1)) under D65.
"""

from __future__ import annotations

from typing import Any

import numpy as np

MACHADO = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}
_TO_XYZ = np.array(
    ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
)  # fmt: skip
_WHITE = np.array((0.95047, 1.0, 1.08883))


def linear(picture: Any) -> Any:
    """sRGB (0 to 255, last axis) as linear light, 0 to 1."""
    share = np.asarray(picture, dtype=float) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def simulated(picture: Any, vision: str) -> Any:
    """sRGB as it looks with a vision of :data:`MACHADO`, 0 to 255."""
    seen = np.clip(linear(picture) @ np.array(MACHADO[vision]).T, 0, 1)
    return 255 * np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1 / 2.4) - 0.055)


def lab(picture: Any) -> Any:
    """CIELAB of sRGB."""
    x, y, z = np.moveaxis(linear(picture) @ _TO_XYZ.T / _WHITE, -1, 0)
    x, y, z = (
        np.where(v > 216 / 24389, np.cbrt(v), (24389 / 27 * v + 16) / 116) for v in (x, y, z)
    )
    return np.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), axis=-1)


def apart(first: str, second: str, vision: str = "normal") -> float:
    """CIEDE2000 of two colours (``#RRGGBB``) as a vision sees them."""
    one, two = (
        lab(simulated([int(c[i : i + 2], 16) for i in (1, 3, 5)], vision)) for c in (first, second)
    )
    return ciede2000(one, two)


def ciede2000(one: Any, two: Any) -> float:
    """The difference of two colours in CIELAB."""
    chroma = (np.hypot(*one[1:]) + np.hypot(*two[1:])) / 2
    grey = 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    (c1, h1), (c2, h2) = (_polar((1 + grey) * a, b) for _, a, b in (one, two))
    light, mean_c = (one[0] + two[0]) / 2, (c1 + c2) / 2
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    mean_h = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    d_l, d_c = two[0] - one[0], c2 - c1
    d_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    t = (
        1 - 0.17 * _cos(mean_h - 30) + 0.24 * _cos(2 * mean_h)
        + 0.32 * _cos(3 * mean_h + 6) - 0.20 * _cos(4 * mean_h - 63)
    )  # fmt: skip
    s_l = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    around = 60 * np.exp(-(((mean_h - 275) / 25) ** 2))
    r_t = -2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)) * np.sin(np.radians(around))
    light, chroma, hue = d_l / s_l, d_c / s_c, d_h / s_h
    return float(np.sqrt(light**2 + chroma**2 + hue**2 + r_t * chroma * hue))


def _polar(a: float, b: float) -> tuple[float, float]:
    return float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)) % 360)


def _cos(degrees: float) -> float:
    return float(np.cos(np.radians(degrees)))
