"""The same report gives the same export on another processor: no order hangs on its instructions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reports_under_test import ROOT, answers_114, export_114

try:
    from numpy._core import _multiarray_umath as umath
except ImportError:  # numpy 1
    from numpy.core import _multiarray_umath as umath

#: What numpy would use of this processor beyond what every processor has.
EXTENSIONS = [name for name in umath.__cpu_dispatch__ if umath.__cpu_features__.get(name)]
#: The tables and the page of 114, with every measure, sentence and chart of its story.
WRITE = """
import sys
from pathlib import Path
import tourlib
from tourlib.export.briefing import story
from tourlib.export.tables import write_csvs
from tourlib.export.web import write_web

report, folder = tourlib.load(114), Path(sys.argv[1])
told = story(report)
write_csvs(report.tables(), folder / "tables")
write_web(told, report, folder / "briefing.html")
for answer in (*told.answers, *told.working):
    answer.frame.to_csv(folder / f"{answer.name}.csv")
sys.path.insert(0, sys.argv[2])
import test_processors
print(test_processors.EXTENSIONS)
"""


@pytest.mark.skipif(not EXTENSIONS, reason="numpy uses no more here than every processor has")
def test_the_story_is_the_same_on_a_processor_without_vector_instructions(tmp_path: Path) -> None:
    environment = {**os.environ, "NPY_DISABLE_CPU_FEATURES": " ".join(EXTENSIONS)}
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(tmp_path), str(Path(__file__).parent)],
        env=environment, check=True, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"  # they are off
    told, usual = answers_114(), export_114()
    for path in (tmp_path / "briefing.html", *sorted((tmp_path / "tables").glob("*.csv"))):
        assert path.read_bytes() == (usual / path.relative_to(tmp_path)).read_bytes(), path.name
    for answer in told:
        said = (tmp_path / f"{answer.name}.csv").read_text(encoding="utf-8")
        assert said == answer.frame.to_csv(), answer.name
