"""What the command prints: whatever the terminal or the file can take, and nothing that acts on it."""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
import traceback
from contextlib import suppress

#: Control characters but tab and line feed, marks that turn the direction of writing, halves of
#: characters: a report has no business with the terminal's title, colours or cursor.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def prepare_output() -> None:
    """Let standard output and error write ``\\uXXXX`` for what their encoding does not have.

    Windows in Traditional Chinese writes cp950 to files and pipes, which has no ä.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def say(text: str, *, end: str = "\n") -> None:
    """Print a text that holds words of a report."""
    print(printable(text), end=end)


def printable(text: str) -> str:
    r"""The text with ``\uXXXX`` for every character that would act on the terminal.

    >>> printable("A\x1b[2JB\tC")
    'A\\u001b[2JB\tC'
    """
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def has_unicode() -> bool:
    """Whether standard output can take every character."""
    return (sys.stdout.encoding or "").lower().startswith("utf")


def complain(text: str) -> None:
    """Say on standard error what went wrong."""
    with suppress(OSError, ValueError):  # there may be nobody left to say it to
        print(f"tourlib: {printable(text)}", file=sys.stderr)


def keep_traceback() -> str:
    """Write the traceback of the exception that is being handled to a file; its name, or why there
    is none."""
    try:
        handle, name = tempfile.mkstemp(prefix="tourlib-error-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{sys.version}\n{sys.platform}\n\n{traceback.format_exc()}")
    except OSError as error:
        return f"(無法寫入 not written: {error.strerror})"
    return name


def end_output() -> None:
    """Write what standard output still holds; where it cannot (a full disk, a reader that has gone),
    throw it away, so that Python does not try again at the end."""
    try:
        sys.stdout.flush()
        return
    except (OSError, ValueError):
        pass
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
