"""Folders that appear completely or not at all: made beside their place and moved into it at the end.

While making a folder, a process holds a lock on it that is released when the process ends, however
it ends. So what a killed process left can be distinguished from what another is still making.
"""

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

try:
    import fcntl
except ImportError:  # Windows: leftovers are recognised by their age
    fcntl = None  # type: ignore[assignment]

#: Age from which leftovers are removed if folders cannot be locked.
_STALE_SECONDS = 24 * 3600
_BEFORE = ".before"
_ATTEMPTS = 5


def check_place(target: Path) -> None:
    """Check that a folder can be put there, before there is work to lose.

    Raises:
        ReportError: a link or file is in its place, or a file in the place of a parent folder.
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
    """Yield a new folder beside ``target``, to be filled and then given to :func:`place`; what
    remains of it at the end is removed.

    Args:
        target: its final place.

    Raises:
        ReportError: it cannot be made, or something inside cannot be written.
    """
    folder, lock = None, None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        while folder is None:
            made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
            lock = _lock(made)
            # otherwise another process took it for a leftover before it was locked
            if made.is_dir():
                folder = made
        folder.chmod(0o755)
        yield folder
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def place(folder: Path, target: Path) -> None:
    """Put the finished folder in its place; the previous one is removed only afterwards. If another
    process does so at the same moment, the last one stays.

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
    """Clean up after a killed process: restore a folder that was set aside and not replaced, and
    remove unfinished ones."""
    for folder in sorted(target.parent.glob(f".{target.name}-*")):
        with suppress(OSError):  # another process may be doing the same
            if folder.name.endswith(_BEFORE) and not target.exists():
                os.rename(folder, target)
            elif _is_left(folder):
                shutil.rmtree(folder)


def _is_left(folder: Path) -> bool:
    if fcntl is None:
        return time.time() - folder.stat().st_mtime > _STALE_SECONDS
    lock = _lock(folder)
    if lock is None:
        return False
    os.close(lock)
    return True


def _lock(folder: Path) -> int | None:
    """Return the folder, locked until it is closed or this process ends; ``None`` if that fails."""
    if fcntl is None:
        return None
    handle = None
    try:
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if handle is not None:
            os.close(handle)
        return None
    return handle


def remove_folders(folders: Iterable[Path]) -> None:
    """Remove folders; each disappears at once, and is then deleted.

    Raises:
        ReportError: one cannot be moved.
    """
    for folder in folders:
        with staged(folder) as away:
            try:
                os.rename(folder, away / folder.name)
            except OSError as error:
                raise unwritable(folder, error) from error
