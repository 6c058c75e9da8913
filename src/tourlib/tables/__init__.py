"""Turn grids of cells into tables of a known kind, with known columns and rows of uniform shape."""
