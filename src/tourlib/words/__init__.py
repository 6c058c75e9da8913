"""Words that carry meaning: tokens, glossed terms, and the words that set a text apart from others."""

from tourlib.words.coding import load_coding
from tourlib.words.tokens import tokenize

__all__ = ["load_coding", "tokenize"]
