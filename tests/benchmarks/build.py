"""How long a build takes, against one plain process that draws the same charts.

    python tests/benchmarks/build.py [RUNS]

Floor: one Python process that runs the cells of all notebooks one after the other, without
Jupyter, and writes the same chart files; no tables, no notebooks, no pages. Build: `tourlib build`
of the same cohort. New processes each, the two in turn; medians.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
COHORT = 114
#: The most that a build may take, in times the floor, on two processors.
MOST = 2.0

FLOOR = """
import json, sys
from pathlib import Path
from tourlib import export
from tourlib.charts.style import save_chart

def chart(drawn, name):
    for number, page in enumerate(drawn if isinstance(drawn, list) else [drawn]):
        save_chart(page, sys.argv[1], f"{name}-{number}")

export.chart = chart
for path in sorted(Path("notebooks").glob("[0-9]*.ipynb")):
    names = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
"""
BUILD = """
import sys
from pathlib import Path
from tourlib.build import build
build([int(sys.argv[2])], out=Path(sys.argv[1]))
"""


def seconds(code: str) -> float:
    """How long a new process takes to run the code."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        command = [sys.executable, "-c", code, folder, str(COHORT)]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start


def main() -> None:
    """Times, medians and their ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    taken = [(seconds(FLOOR), seconds(BUILD)) for _ in range(runs)]
    floor, build = (median(column) for column in zip(*taken, strict=True))
    print(f"{'one plain process':24s}{floor:7.2f} s")
    print(f"{'tourlib build':24s}{build:7.2f} s")
    print(f"{'ratio':24s}{build / floor:7.2f}   at most {MOST}, on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
