"""Study-tour reports (出國報告) as pandas tables, charts and briefing material.

>>> import tourlib
>>> report = tourlib.load(114)                       # doctest: +SKIP
>>> report.participants.head()                       # doctest: +SKIP
>>> hours = tourlib.themes.hours(report)             # doctest: +SKIP
>>> chart = tourlib.themes.plot_hours(hours)         # doctest: +SKIP

Subjects, each with its measures and their ``plot_…``: ``agencies``, ``schedule``, ``themes``,
``keywords``, ``cohorts``, ``check``. ``explore`` looks up words, ``report.review()`` settles findings.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tourlib.errors import ReportError

if TYPE_CHECKING:
    from tourlib import agencies, check, cohorts, explore, keywords, schedule, themes
    from tourlib.many import load_many
    from tourlib.report import Report, load, load_all

__all__ = [
    "Report",
    "ReportError",
    "agencies",
    "check",
    "cohorts",
    "explore",
    "keywords",
    "load",
    "load_all",
    "load_many",
    "schedule",
    "themes",
]  # fmt: skip
__version__ = "0.1.0"
#: Names that are imported on first use, so that ``tourlib --help`` need not wait for pandas.
_LATER = {"Report": "report", "load": "report", "load_all": "report", "load_many": "many"}


def __getattr__(name: str) -> Any:
    if name in __all__ and name not in _LATER:
        return import_module(f"{__name__}.{name}")
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
