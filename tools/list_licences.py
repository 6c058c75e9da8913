"""Name, version and licence of every package that tourlib needs, from the packages' own metadata.

    python tools/list_licences.py

Only what a user's installation holds: the packages that ``tourlib`` and its extras ``many`` and
``cluster`` need, and what those need. Ends with 1 where a package does not tell its licence.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

_EXTRAS = frozenset({"many", "cluster"})
_UNKNOWN = "?"


def needed(name: str = "tourlib", extras: frozenset[str] = _EXTRAS) -> dict[str, Distribution]:
    """The distributions that a package needs, with all that these need, by name."""
    from packaging.requirements import Requirement

    found: dict[str, Distribution] = {}
    waiting = [(name, extras)]
    while waiting:
        name, wanted = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            found[key] = distribution(name)
        except PackageNotFoundError:  # another platform's, or an extra that is not installed
            continue
        for text in found[key].requires or ():
            one = Requirement(text)
            used = one.marker is None or any(
                one.marker.evaluate({"extra": extra}) for extra in ("", *wanted)
            )
            if used:
                waiting.append((one.name, frozenset(one.extras)))
    return dict(sorted(found.items()))


def licence(package: Distribution) -> str:
    """The licence as the package states it: its expression, else its classifiers, else its text."""
    meta = package.metadata
    stated = meta.get("License-Expression")
    classified = [
        c.rpartition(" :: ")[2]
        for c in meta.get_all("Classifier") or ()
        if c.startswith("License :: ")
    ]
    text = (meta.get("License") or "").strip().partition("\n")[0]
    return stated or " / ".join(classified) or text[:60] or _UNKNOWN


def main() -> int:
    """Print a line for each package."""
    found = {name: (package.version, licence(package)) for name, package in needed().items()}
    for name, (version, stated) in found.items():
        print(f"{name:32s} {version:14s} {stated}")
    return int(any(stated == _UNKNOWN for _version, stated in found.values()))


if __name__ == "__main__":
    sys.exit(main())
