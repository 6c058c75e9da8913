"""Convert files with LibreOffice, if it is installed. It runs in a separate process with a time
limit, in a temporary folder, and runs no macros."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tourlib.errors import ReportError
from tourlib.files import MAX_BYTES, read_file, write_file

#: Time limit for one conversion in seconds.
MOST_SECONDS = 120
#: Its private profile: no macros, no active content, no links followed.
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
    """Return the path of LibreOffice.

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
    """Convert a file to another format.

    Args:
        data: the file's content.
        name: its name; the extension tells its format.
        form: the extension of the target format, such as ``odt``.

    Raises:
        ReportError: LibreOffice is not installed, or cannot convert the file.
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
            f"LibreOffice 無法轉成 {form} could not convert the file to {form}", file=name
        ) from error


def _run(command: list[str], folder: Path) -> None:
    """Run a program in a folder; after the time limit it is killed with all its child processes."""
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
