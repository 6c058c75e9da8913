"""PDF files with a text layer → lines. PDFium does the reading; see ``document``."""

from tourlib.readers.pdf.cut import cut_out
from tourlib.readers.pdf.document import read_pdf

__all__ = ["cut_out", "read_pdf"]
