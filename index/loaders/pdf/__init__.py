"""PDF files into blocks with a box for every word: `read_pdf`, and `render.render_page`.

It imports `index.text`, `index.types`, `index.errors`, `index.loaders`, pypdfium2 for reading and
rendering, and pdfplumber for the geometry of ruled tables.

From the file up: `engine` opens it, `glyphs` and `drawings` read a page, `words` makes words of
letters, `ocr` of a scan; `encodings` and `unmapped` mend letters, `furniture` takes running heads
away, `columns` puts what is left in reading order by the `gutters` between; `rules`, `bands` and
`grids` find tables, whose `cells` are told by the space around them; `paragraphs`
joins lines, `hyphens` their words (`vocabulary`: which of them a document has), and `reading` lays
it all.
"""

from index.loaders.pdf.reading import read_pdf

__all__ = ["read_pdf"]
