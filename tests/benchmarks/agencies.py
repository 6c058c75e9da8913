"""How long 10,000 agency names take.

    python tests/benchmarks/agencies.py

Names of the directory, each with a unit, a wrong character or a space of its own, so that no
answer is one that was kept; and the rosters' names over and over, as a report asks.
"""

from __future__ import annotations

import time

from tourlib.directory.bodies import agencies
from tourlib.directory.resolution import resolve

MANY = 10_000


def _time(what: str, names: list[str]) -> None:
    resolve.cache_clear()
    start = time.perf_counter()
    for name in names:
        resolve(name)
    print(f"{what:32s} {len(names):6d} names  {time.perf_counter() - start:6.3f} s")


def main() -> None:
    """Times for names as listed, with units, and misprinted."""
    start = time.perf_counter()
    resolve("某機關")
    print(f"{'reading the tables':32s} {'':13s}{time.perf_counter() - start:6.3f} s")
    listed = [agency.name for agency in agencies()]
    turns = range(MANY // len(listed) + 1)
    _time("as listed, again and again", (listed * len(turns))[:MANY])
    _time("each with its own unit", [f"{n}第{t}組" for t in turns for n in listed][:MANY])
    wrong = [n[: t % len(n)] + chr(0x4E00 + t) + n[t % len(n) + 1 :] for t in turns for n in listed]
    _time("one character wrong", wrong[:MANY])
    _time("unknown", [f"沒有人知道的第{number}個單位" for number in range(MANY)])


if __name__ == "__main__":
    main()
