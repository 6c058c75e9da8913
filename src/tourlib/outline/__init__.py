"""The outline of a report: numbering, nesting, headings with their paragraphs and fields."""
