"""Folders that appear whole or not at all: made beside their place, moved into it at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tourlib.errors import ReportError
from tourlib.files import unwritable

#: What is older was left behind by a process that was killed.
_STALE_SECONDS = 3600
_BEFORE = ".before"
_ATTEMPTS = 5


def check_place(target: Path) -> None:
    """See that a folder can be put there, before there is work to lose.

    Raises:
        ReportError: a link or a file is in its place, or a file in that of a folder above.
    """
    if os.path.islink(target):
        raise ReportError(
            "輸出資料夾是連結 the folder of the export is a link",
            file=target,
            hint="移除該連結 remove the link (a link in place of exports/ itself is followed)",
        )
    for folder in (target, *target.parents):
        if os.path.lexists(folder):
            if not os.path.isdir(folder):
                raise ReportError(
                    "無法寫入 cannot write: there is a file where the folder should be",
                    file=folder,
                    hint="移開該檔案 move it away",
                )
            return


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A new folder beside ``target``, to be filled and then given to :func:`place`; what is left of
    it at the end is removed.

    Raises:
        ReportError: it cannot be made, or what is done inside cannot be written.
    """
    folder = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        folder.chmod(0o755)
        yield folder
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def place(folder: Path, target: Path) -> None:
    """Put the finished folder in its place; the one before goes only when the new one is there.

    Another process may do so at the same moment: the last one stays.

    Raises:
        OSError: it cannot be moved.
    """
    for attempt in range(_ATTEMPTS):
        before = folder.with_name(f"{folder.name}-{attempt}{_BEFORE}")
        try:
            if target.exists():
                os.rename(target, before)
            os.rename(folder, target)
            return
        except OSError:
            if attempt == _ATTEMPTS - 1:
                raise
        finally:
            if before.exists() and not target.exists():
                os.rename(before, target)
            shutil.rmtree(before, ignore_errors=True)


def clear_leftovers(target: Path) -> None:
    """Put right what was left by a process that was killed: a folder set aside and not replaced
    comes back, unfinished ones go after an hour."""
    for folder in sorted(target.parent.glob(f".{target.name}-*")):
        with suppress(OSError):  # another process may be at it
            if folder.name.endswith(_BEFORE) and not target.exists():
                os.rename(folder, target)
            elif time.time() - folder.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(folder)


def remove_folders(folders: Iterable[Path]) -> None:
    """Remove folders; each is gone at once, and then deleted.

    Raises:
        ReportError: one cannot be moved.
    """
    for folder in folders:
        with staged(folder) as away:
            try:
                os.rename(folder, away / folder.name)
            except OSError as error:
                raise unwritable(folder, error) from error
