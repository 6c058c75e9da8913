"""Words that mean something: tokens, glossed terms, what a text says that others do not."""

from tourlib.words.coding import load_coding
from tourlib.words.tokens import tokenize

__all__ = ["load_coding", "tokenize"]
