"""Ask for known weaknesses of the locked packages, and say whether there was an answer.

    python tools/audit.py

Three answers, the last line of what is printed: ``clean``, ``weak`` (exit code 1), or ``could not
ask`` where the service cannot be reached: then nothing is known, which is not ``clean``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements-dev.lock"


def answer(out: str, said: str) -> tuple[str, int]:
    """What to print and the exit code, from what pip-audit wrote to its output and beside it."""
    try:
        packages = json.loads(out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reason = said.strip().splitlines()[-1:] or ["no answer"]
        return f"could not ask: {reason[0]}", 0
    weak = [
        f"{package['name']} {package['version']}: {found['id']}, mended in "
        f"{', '.join(found['fix_versions']) or 'no version yet'}"
        for package in packages
        for found in package.get("vulns", ())
    ]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if weak:
        return "\n".join([*weak, f"weak: {len(weak)} known"]), 1
    if skipped or not packages:
        about = (
            f"{len(skipped)} of {len(packages)} packages, such as {skipped[0]}" if skipped else ""
        )
        return f"could not ask: about {about or 'any package'}", 0
    return f"clean: {len(packages)} packages, no known weakness", 0


def main() -> int:
    """Run pip-audit on the lock file and print its answer."""
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip",
               "--format", "json", "-r", str(LOCK)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    text, code = answer(done.stdout, done.stderr)
    print(text)
    return code


if __name__ == "__main__":
    sys.exit(main())
