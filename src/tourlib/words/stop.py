"""Words that say nothing of a text's subject: ``reference/stop_words.txt``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _sections() -> dict[str, frozenset[str]]:
    text = files("tourlib").joinpath("reference", "stop_words.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    name = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("# ---"):
            name = line.removeprefix("# ---").partition("(")[0].strip()
        elif line and not line.startswith("#"):
            found.setdefault(name, set()).add(line)
    return {name: frozenset(words) for name, words in found.items()}


@cache
def stop_words() -> frozenset[str]:
    """All stop words; Latin ones in small letters."""
    return frozenset(word for words in _sections().values() for word in words)


@cache
def function_words() -> frozenset[str]:
    """The stop words that no term has in it."""
    return _sections()["function words"]
