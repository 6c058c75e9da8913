"""Words that mean something: tokens, glossed terms, what a text says that others do not."""

from tourlib.words.glossary import find_glossary
from tourlib.words.terms import find_terms
from tourlib.words.tokens import tokenize

__all__ = ["find_glossary", "find_terms", "tokenize"]
