"""The text of a cohort file in blocks, one per table or entry: unchanged blocks keep their
comments, order and spaces."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import tomlkit

#: A header at the beginning of a line; brackets within a value are indented or follow a key.
_BEGIN = re.compile(r"(?m)^(?=\[)")
_NAME = re.compile(r"\[\[?\s*([\w.]+)\s*\]")
#: Comments and empty lines at the end of a block belong to the next block.
_TAIL = re.compile(r"(?m)(?:^[ \t\r]*(?:#[^\n]*)?\n)*\Z")

Put = Callable[[Any], None]


def divide(text: str) -> list[str]:
    """Return the blocks of a file; the first is the text before the first header."""
    first, *rest = _BEGIN.split(text if text.endswith("\n") else f"{text}\n")
    return [first, *rest] if not _NAME.match(first) else ["", first, *rest]


def name_of(block: str) -> str:
    """Return the name of a block's table (``session``, ``words.synonyms``); ``""`` for the first."""
    found = _NAME.match(block)
    return found[1] if found else ""


def table_of(block: str) -> Any:
    """Return the content of a block as a table that can be changed."""
    return _table(tomlkit.parse(block), name_of(block))


def place_of(block: str) -> str:
    """Return the place of a block as the errors of :mod:`tourlib.settled` name it."""
    name = name_of(block)
    if not block.startswith("[["):
        return f"[{name}]"
    entry = table_of(block)
    which = f"line {entry['line']}" if "line" in entry else entry.get("printed")
    return f"[[{name}]] {which}"


def edited(blocks: list[str], place: int, put: Put) -> list[str]:
    """Return the blocks after changing the table of one of them with ``put``."""
    return [*blocks[:place], _edited(blocks[place], put), *blocks[place + 1 :]]


def _edited(block: str, put: Put) -> str:
    body, tail = _cut(block)
    document = tomlkit.parse(body)
    put(_table(document, name_of(block)))
    return tomlkit.dumps(document) + tail


def added(blocks: list[str], header: str, put: Put) -> list[str]:
    """Return the blocks with a new one after the last of the same name, or at the end.

    Args:
        header: ``[theme]`` or ``[[session]]``.
        put: fills its table.
    """
    new = _edited(f"{header}\n", put)
    same = [place for place, block in enumerate(blocks) if name_of(block) == name_of(header)]
    if not same:
        return [*blocks[:-1], f"{blocks[-1].rstrip()}\n\n".lstrip("\n"), new]
    body, tail = _cut(blocks[same[-1]])
    return [*blocks[: same[-1]], f"{body}\n", new + tail, *blocks[same[-1] + 1 :]]


def _cut(block: str) -> tuple[str, str]:
    found = _TAIL.search(block)
    at = found.start() if found else len(block)
    return block[:at], block[at:]


def _table(document: Any, name: str) -> Any:
    for part in name.split("."):
        document = document[part]
    return document[0] if isinstance(document, list) else document
