"""Lines → structure: headings and their tree, tables, regions. No meaning yet."""
