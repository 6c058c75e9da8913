"""What a report costs among many: the last of a long run against the first.

    python tests/benchmarks/many.py [REPORTS]

The real report with changes of its own (one in twenty) and reports drawn at random, all different,
read in four parts into one folder by :func:`tourlib.load_many`, with all processors.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import tourlib  # noqa: E402
from random_reports.draw import draw_report  # noqa: E402
from random_reports.forms import FORMS, print_report  # noqa: E402

PARTS = 4


def varied(seed: int, real: list[str]) -> str:
    """A report unlike all others."""
    if seed % 20 == 0:
        draw, lines = Random(seed), list(real)
        for _ in range(3):
            place = draw.randrange(len(lines))
            lines[place] += f"(第{seed}份)" if lines[place].endswith("。") else ""
        return "\n".join([*lines, f"第{seed}份"])
    form = FORMS[1 + seed % (len(FORMS) - 1)]
    source = print_report(draw_report(seed), form, seed)
    return "\n".join([*(line.text for line in source.lines), f"第{seed}份"])


def main() -> None:
    """Seconds a report in each part, and the ratio of the last to the first."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    real = (ROOT / "data/reports/114/report.txt").read_text(encoding="utf-8").split("\n")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{seed:06d}.txt") for seed in range(count)]
        for seed, file in enumerate(files):
            file.write_text(varied(seed, real), encoding="utf-8")
        costs, errors = [], 0
        tourlib.load_many(files[:2], out=Path(folder, "warm"), progress=False)
        for part in range(PARTS):
            some = files[part * count // PARTS : (part + 1) * count // PARTS]
            start = time.perf_counter()
            done = tourlib.load_many(some, out=Path(folder, "tables"), progress=False)
            costs.append((time.perf_counter() - start) / len(some))
            errors += int(done["error"].notna().sum())
    print("seconds a report:", *(f"{cost:.4f}" for cost in costs))
    print(f"{count} reports, {errors} errors; last to first {costs[-1] / costs[0]:.2f}")


if __name__ == "__main__":
    main()
