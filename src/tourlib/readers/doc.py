"""DOC (old Word) → numbered lines, by way of the DOCX that LibreOffice makes of it, where there is
one. It runs apart, bounded in time, in a folder that is gone afterwards, and runs no macro.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tourlib.errors import ReportError
from tourlib.files import MAX_BYTES, read_file, write_file
from tourlib.lines import Source
from tourlib.readers.docx import read_docx

#: Seconds that making a DOCX of a file may take.
MOST_SECONDS = 120
#: What can go wrong there.
_FAILURES = (OSError, subprocess.TimeoutExpired, ReportError)
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


def read_doc(data: bytes, name: str) -> Source | None:
    """Read a file of old Word; ``None`` where LibreOffice (``soffice``) is not on the path or makes
    nothing of the file.

    Raises:
        ReportError: as :func:`tourlib.readers.docx.read_docx`.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    made = b""
    with suppress(*_FAILURES), TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = _convert(data, program, Path(folder))
    return replace(read_docx(made, name), format="doc") if made else None


def _convert(data: bytes, program: str, folder: Path) -> bytes:
    profile = folder / "profile"
    write_file(profile / "user" / "registrymodifications.xcu", _PROFILE)
    write_file(folder / "report.doc", data)
    options = (f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore")
    _run([program, *options, "--convert-to", "docx", "report.doc"], folder)
    return read_file(folder / "report.docx", MAX_BYTES)


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
