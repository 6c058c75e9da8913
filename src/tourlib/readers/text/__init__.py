"""Text: its lines in normal form, the pages it was printed on, tables that white space divides."""
