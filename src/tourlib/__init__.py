"""Study-tour reports (出國報告) as pandas tables.

>>> import tourlib
>>> report = tourlib.load(114)        # doctest: +SKIP
>>> report.participants.head()        # doctest: +SKIP
"""

from tourlib.errors import ReportError
from tourlib.many import load_many
from tourlib.report import Report, load, load_all

__all__ = ["Report", "ReportError", "load", "load_all", "load_many"]
__version__ = "0.1.0"
