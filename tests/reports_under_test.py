"""The reports that tests look at, each loaded once in a whole run, and the export of 114, built once.

What one process of a run has made the others take from a folder that they share: a report from its
pickle, the export from its files. Do not change what you are given; copy it first.
"""

from __future__ import annotations

import dataclasses
import functools
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

import tourlib
from tourlib import schema
from tourlib.cohort import DATA_VARIABLE
from tourlib.export.briefing import Section, Story, story
from tourlib.parse.cover import Meta
from tourlib.question import Answer
from tourlib.report import Report
from tourlib.words.terms import find_terms

#: Environment variable that names the folder of this run; ``conftest.py`` makes it.
RUN = "TOURLIB_TEST_RUN"
ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "tests" / "reports"
#: The text of the 114 report, as it was received.
TEXT_114 = ROOT / "data" / "reports" / "114" / "report.txt"


@functools.cache
def load(source: Path, *, settled: bool = True) -> Report:
    """A report as :func:`tourlib.load` gives it, from its file or folder."""
    name = str(source).replace(os.sep, "_") + ("" if settled else "-printed")
    return pickle.loads(_made_once(f"{name}.pickle", lambda: _pickled(source, settled)))


def _pickled(source: Path, settled: bool) -> bytes:
    return pickle.dumps(tourlib.load(source, settled=settled))


def report_114() -> Report:
    """The report of 114 with what was settled about it."""
    return load(TEXT_114)


def printed_114() -> Report:
    """The report of 114 as it was printed."""
    return load(TEXT_114, settled=False)


def invented(name: str, form: str = "txt") -> Report:
    """An invented report of ``tests/reports``, in one of its forms."""
    return load(REPORTS / name / f"report.{form}")


@functools.cache
def terms_114() -> pd.DataFrame:
    """The terms of 114 as printed."""
    report = printed_114()
    titles = [*report.sections["title"].dropna(), *report.visits["title"].dropna()]
    return find_terms(report.body, glossary=report.glossary.to_dict("records"), titles=titles)


@functools.cache
def story_114(lang: str = "zh") -> Story:
    """The story of 114; its charts are drawn when they are asked for."""
    return story(report_114(), lang)


def answers_114(lang: str = "zh") -> tuple[Answer, ...]:
    """What the story of 114 says, with a chart, a table or a list each."""
    return story_114(lang).answers


def with_table(report: Report, name: str, frame: pd.DataFrame) -> Report:
    """The report with another frame for one of its tables."""
    other = dataclasses.replace(report)
    vars(other)[name] = frame
    return other


def story_of(answers: Iterable[Answer]) -> Story:
    """The story of 114 with these answers alone."""
    return dataclasses.replace(
        story_114(), sections=(Section("people", "團員", tuple(answers)),), summary=()
    )


@functools.cache
def export_114() -> Path:
    """The folder of the whole export of 114, in English too: ``charts``, ``tables``, ``notebooks``
    and the rest."""
    folder = _shared() / "exports"

    def built() -> bytes:
        # In a process of its own: the test that asks first may stand in another folder.
        code = "import sys; from pathlib import Path; from tourlib.build import build; build([114], out=Path(sys.argv[1]), lang='en')"
        environment = {k: v for k, v in os.environ.items() if k != DATA_VARIABLE}
        subprocess.run(
            [sys.executable, "-c", code, str(folder)], cwd=ROOT, env=environment, check=True
        )
        return b"built"

    _made_once("exports.done", built)
    return folder / "114"


class _Labels:
    """Of any table, and of any row in it: its label as the line that it was read from."""

    def __getitem__(self, key: Any) -> Any:
        return self if isinstance(key, str) else {key}


def report_of(
    participants: pd.DataFrame,
    start: date | None = None,
    recommendations: pd.DataFrame | None = None,
) -> Any:
    """Some tables as if a report had them; the ``lines`` of a frame are the labels of the rows."""
    blank = dict.fromkeys(field.name for field in dataclasses.fields(Meta))
    meta = Meta(**blank | {"start": start, "destination": (), "source_name": "made"})
    if recommendations is None:
        recommendations = schema.empty("recommendations")
    return SimpleNamespace(
        meta=meta, participants=participants, recommendations=recommendations,
        sessions=schema.empty("sessions"), origin=_Labels(),
    )  # fmt: skip


def _made_once(name: str, make: Callable[[], bytes]) -> bytes:
    """What is kept under a name; made first if nobody in this run has."""
    kept = _shared() / name
    with _locked(kept.with_suffix(".lock")):
        if not kept.exists():
            kept.write_bytes(make())
        return kept.read_bytes()


def _shared() -> Path:
    return Path(os.environ[RUN])


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Wait until no other process of this run makes the same."""
    with path.open("w") as file:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
