"""Settings of all tests, and a real browser: the system's Chromium, driven by Playwright.

Nothing is downloaded: where no Chromium is found, tests that need it are skipped, and pytest says so.
"""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes is the benchmarks' affair: on a busy machine a deadline fails for nothing.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")

#: Environment variable that names the folder of this run, for `reports_under_test`.
RUN = "TOURLIB_TEST_RUN"


def pytest_configure(config: pytest.Config) -> None:
    """A folder that the processes of this run share, for what is made once."""
    if RUN not in os.environ:
        os.environ[RUN] = tempfile.mkdtemp(prefix="tourlib-tests-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(RUN), ignore_errors=True))


NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@functools.cache
def chromium() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


# One a module: while it runs, Playwright has an event loop in this thread, which what other tests
# start (kernels, joblib) would stumble over.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        pytest.skip(f"no Chromium ({', '.join(NAMES)}): nothing is looked at in a real browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield running
        running.close()
