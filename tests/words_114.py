"""The 114 report with its terms; for new tests take them from `reports_under_test`."""

from reports_under_test import printed_114 as report
from reports_under_test import terms_114 as terms

__all__ = ["report", "terms"]
