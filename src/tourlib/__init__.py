"""Study-tour reports (出國報告) as pandas tables.

>>> import tourlib
>>> report = tourlib.load(114)        # doctest: +SKIP
>>> report.participants.head()        # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tourlib.errors import ReportError

if TYPE_CHECKING:
    from tourlib.many import load_many
    from tourlib.report import Report, load, load_all

__all__ = ["Report", "ReportError", "load", "load_all", "load_many"]
__version__ = "0.1.0"
#: Where the rest is: imported when it is first asked for, so that ``tourlib --help`` need not wait
#: for pandas.
_LATER = {"Report": "report", "load": "report", "load_all": "report", "load_many": "many"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
