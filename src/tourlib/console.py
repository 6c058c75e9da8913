"""Output of the command: limited to what the terminal or file can take, without control characters."""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
import traceback
from contextlib import suppress

#: Control characters except tab and line feed, marks of writing direction, and surrogates: a report
#: must not change the terminal's title, colours or cursor.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def prepare_output() -> None:
    """Make standard output and error write ``\\uXXXX`` for characters outside their encoding.
    Windows in Traditional Chinese writes cp950, which lacks ä, to files and pipes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def say(text: str, *, end: str = "\n") -> None:
    """Print a text that contains words of a report."""
    print(printable(text), end=end)


def printable(text: str) -> str:
    r"""Return the text with ``\uXXXX`` for every character that would control the terminal.

    >>> printable("A\x1b[2JB\tC")
    'A\\u001b[2JB\tC'
    """
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def has_unicode() -> bool:
    """True if standard output can take every character."""
    return (sys.stdout.encoding or "").lower().startswith("utf")


def complain(text: str) -> None:
    """Write an error message to standard error."""
    with suppress(OSError, ValueError):  # standard error may be closed
        print(f"tourlib: {printable(text)}", file=sys.stderr)


def keep_traceback() -> str:
    """Write the traceback of the current exception to a file; return its name, or why there is none."""
    try:
        handle, name = tempfile.mkstemp(prefix="tourlib-error-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{sys.version}\n{sys.platform}\n\n{traceback.format_exc()}")
    except OSError as error:
        return f"(無法寫入 not written: {error.strerror})"
    return name


def end_output() -> None:
    """Flush standard output; if that fails (full disk, closed pipe), discard the rest, so that
    Python does not try again at exit."""
    try:
        sys.stdout.flush()
        return
    except (OSError, ValueError):
        pass
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
