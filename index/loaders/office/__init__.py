"""Office files into blocks: one reader for each format."""

from index.loaders.office.opendocument.reading import read_odp, read_ods, read_odt
from index.loaders.office.pptx import read_pptx
from index.loaders.office.rtf.reading import read_rtf
from index.loaders.office.word.reading import read_docx
from index.loaders.office.xlsx import read_xlsx

__all__ = ["read_docx", "read_odp", "read_ods", "read_odt", "read_pptx", "read_rtf", "read_xlsx"]
