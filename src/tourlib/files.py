"""Files: written completely or not at all, and read only if regular and not too large."""

from __future__ import annotations

import os
import secrets
import stat
import tomllib
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from tourlib.errors import ReportError

#: Maximum size of a report.
MAX_BYTES = 300 * 1024 * 1024
#: Suffix of the previous version that is kept beside a file.
BACKUP = "~"
#: Number of characters of a file's name used for its temporary file, since names have a maximum length.
_STEM_CHARS = 40


def read_reference(name: str) -> str:
    """Return the text of a file that belongs to the package."""
    return files("tourlib").joinpath("reference", name).read_text(encoding="utf-8")


def write_file(path: Path, content: bytes | str, *, keep: bool = False) -> None:
    """Write a file: either the new content is written completely, or the old one is unchanged.

    Args:
        path: where to write; the folder is created if necessary. A link is followed.
        content: bytes, or text to be written as UTF-8 with its own line ends.
        keep: keep the previous version beside it, with ``~`` added to its name, and wait until both
            are on disk.

    Raises:
        ReportError: it cannot be written (no permission, no space).
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path = Path(os.path.realpath(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        if keep and path.is_file():
            _put(path.with_name(path.name + BACKUP), path.read_bytes(), sync=True)
        _put(path, data, sync=keep)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error


def _put(path: Path, data: bytes, *, sync: bool) -> None:
    part = path.with_name(f".{path.stem[:_STEM_CHARS]}-{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        with open(part, "xb") as file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        if path.exists():
            os.chmod(part, stat.S_IMODE(path.stat().st_mode))
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def unwritable(place: Path, error: OSError | ValueError) -> ReportError:
    """Return the error for a file or folder that cannot be written."""
    return ReportError(
        f"無法寫入 cannot write: {getattr(error, 'strerror', None) or error}",
        file=place,
        hint="檢查資料夾權限與磁碟空間 check the folder's permissions and the free space",
    )


def read_toml(path: Path, most: int, *, what: str, hint: str) -> dict[str, Any]:
    """Read a settings file.

    Args:
        path: the file.
        most: maximum size in bytes.
        what: the message if it is not valid TOML, before the details.
        hint: what to do in that case.

    Raises:
        ReportError: no such file, not readable, or not valid TOML.
    """
    try:
        return tomllib.loads(read_file(path, most).decode("utf-8-sig"))
    # Besides errors from tomllib: numbers too long for int, brackets nested too deeply.
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{what}: {error}", file=path, hint=hint) from error


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file; pipes, devices and sockets are never waited for.

    Args:
        path: the file; a link is followed.
        most: maximum size in bytes.

    Raises:
        ReportError: there is none, it is not a regular file, too large, or not readable.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        # Non-blocking, since opening a pipe would otherwise wait for a writer.
        handle = os.open(path, flags)
        with open(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise _no_file(path)
            data = file.read(most + 1)
    except IsADirectoryError as error:
        raise _no_file(path) from error
    except (OSError, ValueError) as error:
        if os.path.exists(path) and not os.path.isfile(path):  # a socket cannot even be opened
            raise _no_file(path) from error
        raise ReportError(
            f"無法讀取 cannot be read: {getattr(error, 'strerror', None) or error}",
            file=path,
            hint="檢查路徑與權限 check the path and your permission",
        ) from error
    if len(data) > most:
        raise ReportError(
            f"檔案太大 larger than {most // 2**20} MB",
            file=path,
            hint="請給報告本身，不含圖片 give the report itself, without its pictures",
        )
    return data


def _no_file(path: Path) -> ReportError:
    return ReportError(
        "不是檔案 this is not a regular file (a folder, pipe, device or socket)",
        file=path,
        hint="請給檔案本身 give the file itself",
    )
