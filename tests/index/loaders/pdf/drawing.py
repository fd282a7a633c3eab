"""PDF files drawn for tests."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index.loaders.parsed import Parsed
from index.loaders.pdf import read_pdf

FONTS = Path("/usr/share/fonts/truetype/dejavu")
PATH = Path("file.pdf")
Draw = Callable[[Any], None]


def pdf(*pages: Draw, size: tuple[float, float] = (595, 842), **options: Any) -> bytes:
    """A file with a page for each function that draws on its canvas."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for name, file in (("Text", "DejaVuSans.ttf"), ("Bold", "DejaVuSans-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, **options)
    for draw in pages:
        canvas.setFont("Text", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(
    texts: Sequence[str],
    x: float = 60,
    top: float = 80,
    *,
    font: str = "Text",
    size: float = 10,
    leading: float = 13,
    height: float = 842,
) -> Draw:
    """Lines one under another, the first baseline so far below the top; "" leaves a line out."""

    def draw(canvas: Any) -> None:
        canvas.setFont(font, size)
        for at, text in enumerate(texts):
            canvas.drawString(x, height - top - at * leading, text)

    return draw


def both(*draws: Draw) -> Draw:
    """One page of several drawings."""

    def draw(canvas: Any) -> None:
        for each in draws:
            each(canvas)

    return draw


def read(data: bytes) -> Parsed:
    return read_pdf(data, PATH)


def blocks(parsed: Parsed) -> list[tuple[str, str]]:
    """Kinds and words."""
    return [(block.kind, parsed.text[block.start : block.end]) for block in parsed.blocks]


def words(parsed: Parsed) -> list[str]:
    """What each mark stands at."""
    return [parsed.text[anchor.start : anchor.end] for anchor in parsed.anchors]
