"""Grids of cells → tables of a known kind: what their columns hold, and their rows in one shape."""
