"""`make audit` tells three answers apart: clean, weak, and that nobody could be asked."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

PATH = Path(__file__).parents[1] / "tools" / "audit.py"


def answer(out: str, said: str = "") -> tuple[str, int]:
    spec = importlib.util.spec_from_file_location("audit", PATH)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.answer(out, said)  # type: ignore[no-any-return]


def asked(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


SOUND = {"name": "pandas", "version": "3.1.1", "vulns": []}
WEAK = {
    "name": "pillow",
    "version": "10.3.0",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["10.4"], "aliases": [], "description": ""}],
}
SKIPPED = {"name": "lxml", "skip_reason": "not found on the index"}


@pytest.mark.parametrize(
    ("out", "said", "start", "code"),
    [
        (asked(SOUND), "", "clean: 1 packages", 0),
        (asked(SOUND, WEAK), "", "pillow 10.3.0: PYSEC-2026-1, mended in 10.4", 1),
        (
            "",
            "ERROR:pip_audit:x\nConnectionError: Max retries",
            "could not ask: ConnectionError",
            0,
        ),
        ("", "", "could not ask: no answer", 0),
        (asked(SOUND, SKIPPED), "", "could not ask: about 1 of 2 packages, such as lxml", 0),
        (asked(), "", "could not ask: about any package", 0),
    ],
)
def test_answer(out: str, said: str, start: str, code: int) -> None:
    text, found = answer(out, said)
    assert text.startswith(start)
    assert found == code
    assert ("clean" in text) == (start.startswith("clean"))
