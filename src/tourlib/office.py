"""LibreOffice, where it is installed: makes a file of one format into one of another. It runs apart,
bounded in time, in a folder that is gone afterwards, and runs no macro.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tourlib.errors import ReportError
from tourlib.files import MAX_BYTES, read_file, write_file

#: Seconds that making one file may take.
MOST_SECONDS = 120
#: What the profile of its own says: no macro, no active content, nothing fetched that is linked.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="DisableActiveContent"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""


def find_office() -> str:
    """The program.

    Raises:
        ReportError: it is not on the path.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReportError(
            "找不到 LibreOffice LibreOffice is not installed, or not on the path",
            hint="安裝 install it: https://www.libreoffice.org/",
        )
    return program


def convert(data: bytes, name: str, form: str) -> bytes:
    """A file in another format.

    Args:
        data: the file's content.
        name: its name; the ending tells its format.
        form: the ending of the format to make, such as ``odt``.

    Raises:
        ReportError: there is no LibreOffice, or it makes nothing of the file.
    """
    program = find_office()
    try:
        with TemporaryDirectory(ignore_cleanup_errors=True) as place:
            folder = Path(place)
            profile = folder / "profile"
            write_file(profile / "user" / "registrymodifications.xcu", _PROFILE)
            write_file(folder / name, data)
            options = (f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore")
            _run([program, *options, "--convert-to", form, name], folder)
            return read_file((folder / name).with_suffix(f".{form}"), MAX_BYTES)
    except (OSError, subprocess.TimeoutExpired, ReportError) as error:
        raise ReportError(
            f"LibreOffice 無法轉成 {form} made no {form} of the file", file=name
        ) from error


def _run(command: list[str], folder: Path) -> None:
    """Run a program in a folder; when its time is over, it ends with all that it started."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(MOST_SECONDS)
    finally:  # also when this process is interrupted
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL) if os.name == "posix" else process.kill()
            process.wait()
