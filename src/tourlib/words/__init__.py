"""Words that mean something: tokens, glossed terms, what a text says that others do not."""

from tourlib.words.coding import code_texts, load_coding, read_coding
from tourlib.words.cooccurrence import measure_cooccurrence
from tourlib.words.counts import (
    content_words,
    count_words,
    measure_dispersion,
)
from tourlib.words.glossary import find_glossary
from tourlib.words.keyness import measure_log_odds
from tourlib.words.kwic import concordance
from tourlib.words.likeness import match_visits
from tourlib.words.sources import trace_topics
from tourlib.words.synonyms import find_synonyms
from tourlib.words.terms import find_terms
from tourlib.words.texts import host_texts, topic_texts, topic_themes
from tourlib.words.tokens import tokenize

__all__ = [
    "code_texts",
    "concordance",
    "content_words",
    "count_words",
    "find_glossary",
    "find_synonyms",
    "find_terms",
    "host_texts",
    "load_coding",
    "match_visits",
    "measure_cooccurrence",
    "measure_dispersion",
    "measure_log_odds",
    "read_coding",
    "tokenize",
    "topic_texts",
    "topic_themes",
    "trace_topics",
]
