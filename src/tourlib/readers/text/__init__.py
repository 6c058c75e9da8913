"""Text: its lines in normal form, the pages on which it was printed, tables divided by white space."""
