"""PDF files with a text layer → lines. PDFium does the reading; see ``document``."""

from tourlib.readers.pdf.document import read_pdf

__all__ = ["read_pdf"]
