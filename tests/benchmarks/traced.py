"""How many visits that fed a recommendation are found: ``python tests/benchmarks/traced.py``.

``data/traced.csv`` says for invented reports, by reading them, which topic of the recommendations draws on
which course or visit; where ``certain`` is 0 one may see it either way, and it counts neither way.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path

import tourlib
from tourlib.words.sources import trace_topics

HERE = Path(__file__).parent
FORMS = ("docx", "odt", "txt", "md", "pdf")


def traced(folder: Path) -> set[tuple[int, str]]:
    """Topic and visit, as the library tells."""
    file = next(f for form in FORMS if (f := folder / f"report.{form}").exists())
    report = tourlib.load(file)
    found = trace_topics(
        report.recommendations, report.sections, report.visits, report.themes, report.terms["term"]
    )
    both = found[found["topic"].notna() & found["visit"].notna()]
    return {(int(t), str(v)) for t, v in zip(both["topic"], both["visit"], strict=True)}


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=HERE / "data" / "traced.csv")
    parser.add_argument("--reports", type=Path, default=HERE.parent / "reports")
    parser.add_argument("--show", action="store_true", help="what was missed, and told wrongly")
    asked = parser.parse_args()
    gold: dict[str, list[tuple[int, str, bool]]] = defaultdict(list)
    with asked.gold.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            gold[row["report"]].append((int(row["topic"]), row["visit"], row["certain"] == "1"))
    wanted = hit = good = told = 0
    for name, links in gold.items():
        found = traced(asked.reports / name)
        fits = {link: {f for f in found if f[0] == link[0] and link[1] in f[1]} for link in links}
        missed = [link for link in links if link[2] and not fits[link]]
        certain = set().union(*(fits[link] for link in links if link[2]))
        wrong = found - set().union(*fits.values())
        wanted, hit = (
            wanted + sum(link[2] for link in links),
            hit + sum(link[2] for link in links) - len(missed),
        )
        good, told = good + len(certain), told + len(certain) + len(wrong)
        if asked.show:
            print(name, "missed", [link[:2] for link in missed], "wrong", sorted(wrong))
    print(
        f"found {hit} of {wanted} ({hit / wanted:.0%}), precision {good / told:.2f} ({good} of {told})"
    )


if __name__ == "__main__":
    main()
