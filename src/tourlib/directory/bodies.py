"""The directory of agencies as data: central bodies with dates, and the 22 local governments.

``reference/agencies.csv`` has one row per body and period in which its name and parent stayed the
same; its header gives the meaning of the columns and the sources.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

from tourlib.vocabulary import table


@dataclass(frozen=True)
class Agency:
    """A body during a period in which its name and parent stayed the same."""

    name: str
    branch: str
    level: str
    tier: str
    parent: str
    english: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    short: tuple[str, ...] = ()

    @property
    def begun(self) -> date:
        """Its first day; the earliest possible date if it has always existed."""
        return self.valid_from or date.min

    def has_ended(self, on: date | None) -> bool:
        """True if it no longer existed on a day (without a day: today)."""
        return self.valid_to is not None and (on is None or on > self.valid_to)

    def exists(self, on: date | None) -> bool:
        """True if it existed on a day (without a day: today)."""
        return not self.has_ended(on) and (on is None or self.begun <= on)


@dataclass(frozen=True)
class LocalGovernment:
    """One of the 22 counties and cities, with its place on a tile map."""

    name: str
    short: str
    government: str
    council: str
    english: str
    region: str
    row: int
    col: int


def current_name(name: str, on: date | None = None) -> str:
    """Return the body that has a body's duties on a day, following its successors.

    >>> current_name("行政院農業委員會", date(2024, 5, 1))
    '農業部'
    """
    seen = {name}
    while True:
        entries = _named().get(name)
        if not entries:
            return name
        entry = on_day(entries, on)
        if not entry.has_ended(on) or not entry.successor or entry.successor in seen:
            return name
        name = entry.successor
        seen.add(name)


@cache
def agencies() -> tuple[Agency, ...]:
    """Return the directory: central bodies, then local governments and their councils."""
    listed = [_agency(row) for row in table("agencies")]
    for place in local_governments():
        for name, tier, kind, short in (
            (place.government, "縣市政府", "Government", (f"{place.name}府", f"{place.short}府")),
            (place.council, "縣市議會", "Council", (f"{place.short}議會",)),
        ):
            english = f"{place.english} {kind}"
            listed.append(Agency(name, "地方", "local", tier, name, english, short=short))
    return tuple(listed)


@cache
def _named() -> dict[str, list[Agency]]:
    found: dict[str, list[Agency]] = {}
    for agency in agencies():
        found.setdefault(agency.name, []).append(agency)
    return found


@cache
def local_governments() -> tuple[LocalGovernment, ...]:
    """Return the 22 counties and cities, from north to south, the islands last."""
    return tuple(
        LocalGovernment(**{**row, "row": int(row["row"]), "col": int(row["col"])})  # type: ignore[arg-type]
        for row in table("local_governments")
    )


def central_bodies(on: date | None = None) -> tuple[Agency, ...]:
    """Return Yuans, ministries, councils and bodies of equal rank that exist on a day, as listed."""
    return tuple(
        agency
        for agency in agencies()
        if agency.level == "central" and agency.tier in {"院", "部會"} and agency.exists(on)
    )


def name_in(name: object, lang: str) -> str:
    """Return a body's name in a language: its official English name, if the directory has one.

    >>> name_in("外交部", "en"), name_in("外交部", "zh"), name_in("某協會", "en")
    ('Ministry of Foreign Affairs', '外交部', '某協會')
    """
    return str(name) if lang == "zh" else _english().get(str(name), str(name))


@cache
def _english() -> dict[str, str]:
    places = {place.name: place.english for place in local_governments()}
    # The latest name of a body that has had several.
    bodies = sorted(agencies(), key=lambda agency: agency.begun)
    return {**{body.name: body.english for body in bodies if body.english}, **places}


def on_day(entries: list[Agency], on: date | None) -> Agency:
    """Return the entry for a day: one that exists then, else the last to begin before it."""
    existing = [entry for entry in entries if entry.exists(on)]
    before = [entry for entry in entries if on is None or entry.begun <= on]
    return max(existing or before or entries, key=lambda entry: entry.begun)


def _agency(row: dict[str, str]) -> Agency:
    told: dict[str, Any] = {one.name: row[one.name] for one in fields(Agency) if row[one.name]}
    told |= {day: date.fromisoformat(row[day]) for day in ("valid_from", "valid_to") if row[day]}
    return Agency(**told | {"short": tuple(filter(None, row["short"].split("|")))})
