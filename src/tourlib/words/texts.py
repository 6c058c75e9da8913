"""Turn the tables of a report into texts: one row per section of a topic, theme, course or visit."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from tourlib.text import without_brackets

#: Chapters that tell what was learnt; together they are a theme's text.
THEMED = ("summary", "study_notes", "reflections")
#: Share of common characters (in order) from which two titles are of one visit.
_SAME_TITLE = 0.6


def join_texts(frame: pd.DataFrame) -> pd.Series:
    """Return title and text of each row as one text, the title first; missing values are empty."""
    text = frame["text"].fillna("").astype(str)
    if "title" not in frame:
        return text
    return (frame["title"].fillna("").astype(str) + "。" + text).str.lstrip("。")


def topic_texts(sections: pd.DataFrame) -> pd.DataFrame:
    """Return the recommendations including the topics' titles and introductions, which
    ``recommendations`` lacks.

    Args:
        sections: the table ``sections`` (``section``, ``parent``, ``title``, ``chapter``, ``text``,
            ``line``).

    Returns:
        One row per section of the chapter of recommendations, under its label in ``sections``: ``topic``
        (1…n), ``topic_title``, ``title``, ``text`` (the title of an item that has nothing else), ``line``.
    """
    found = sections[sections["chapter"] == "recommendations"]
    below = found[found["parent"].isin(found["section"])]
    first = ~below["parent"].isin(below["section"])
    # An item without text states its recommendation in its heading.
    alone = below["text"].isna() & ~below["section"].isin(sections["parent"])
    frame = pd.DataFrame({
        "topic": first.cumsum(),
        "topic_title": below["title"].where(first).groupby(first.cumsum()).ffill(),
        "title": below["title"].mask(alone),
        "text": below["text"].where(~alone, below["title"]),
        "line": below["line"],
    })  # fmt: skip
    return frame.astype({"topic": "Int64", "line": "Int64", "topic_title": "string"})


def advice_texts(recommendations: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """Return the texts of the topics: :func:`topic_texts` if each recommendation has a heading in a chapter
    of its own, else (心得及建議 in one chapter, rows of a table) the rows of ``recommendations``."""
    texts = topic_texts(sections)
    headed, items = ({*zip(f["topic"], f["line"], strict=True)} for f in (texts, recommendations))
    return texts if items <= headed else recommendations


def table_of(texts: pd.DataFrame) -> str:
    """Return the name of the table from which :func:`advice_texts` took the texts."""
    return "recommendations" if "advises" in texts else "sections"


def advising(recommendations: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that recommend something; without that column, those with text."""
    told = recommendations["advises"].fillna(recommendations["chars"].fillna(0) > 0)
    return recommendations[told.astype(bool)]


def topic_themes(recommendations: pd.DataFrame) -> pd.DataFrame:
    """Return ``topic`` and ``theme``, that of all its items; ``<NA>`` if they have several or none."""
    rows = [
        (topic, themes.iloc[0] if themes.nunique() == 1 else pd.NA)
        for topic, of in recommendations.groupby("topic", sort=True)["theme"]
        for themes in [of.dropna()]
    ]
    return pd.DataFrame(rows, columns=["topic", "theme"]).astype("Int64")


def _again(sections: pd.DataFrame, visit: Any) -> list[int]:
    """Return the sections of the visit's theme in other chapters of learning whose title is most
    similar to the visit's (海堤工作坊 and 海堤-互動式工作坊)."""
    own = sections.loc[sections["section"] == visit.section, "chapter"]
    other = sections["chapter"].isin(THEMED) & ~sections["chapter"].isin(own)
    if pd.notna(visit.theme):
        other &= (sections["theme"] == visit.theme).fillna(False)
    name = without_brackets(visit.title)
    alike = {
        int(section): SequenceMatcher(None, name, without_brackets(title), autojunk=False).ratio()
        for section, title in zip(sections["section"][other], sections["title"][other], strict=True)
    }
    best = max(alike.values(), default=0.0)
    return [section for section, ratio in alike.items() if ratio == best >= _SAME_TITLE]


def host_texts(sections: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Return what the body says about each course and visit: under its heading, the headings below
    it, and the heading with the same title and theme in another chapter of learning.

    Args:
        sections: the table ``sections``.
        visits: the table ``visits``.

    Returns:
        One row per visit: ``key`` (its ``section``), ``theme``, ``name`` (its title), ``text``,
        ``rows`` (labels of the sections used).
    """
    parents = dict(zip(sections["section"], sections["parent"], strict=True))
    texts = join_texts(sections)
    rows = []
    for visit in visits.itertuples():
        below = {visit.section, *_again(sections, visit)}
        # Sections are in the order of the text, so a parent comes before its children.
        for section, parent in parents.items():
            if not pd.isna(parent) and parent in below:
                below.add(section)
        said = texts[sections["section"].isin(below)]
        rows.append((visit.section, visit.theme, visit.title, "\n".join(said), list(said.index)))
    frame = pd.DataFrame(rows, columns=["key", "theme", "name", "text", "rows"])
    return frame.astype({"theme": "Int64"})
