"""A page of a PDF as a picture."""

import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.errors import LoadError
from index.loaders.pdf.engine import opened, page_of
from index.types import Box

# A picture has no more pixels than this: a long page gets a smaller picture.
MOST_PIXELS = 6_000_000
_WIDEST = 4_000
# Words of one line overlap in height by this share; the space between them is at most so wide, in
# shares of the line's height (of a page's width and height alike, near enough).
_LEVEL = 0.5
_WORD_SPACE = 2.5
_PEN, _FRAME = (255, 232, 120), (176, 96, 0)


def render_page(
    data: bytes, path: Path, number: int, width: int, boxes: Sequence[Box] = ()
) -> bytes:
    """Draw a page, counted from 1, as PNG of about this width in pixels, words in boxes marked.

    Raises LoadError where the file can't be read, and IndexError where there is no such page.
    """
    with opened(data, path) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        with page_of(document, number, path) as page:
            image = page_image(page, width)
    out = io.BytesIO()
    _marked(image, _lines(boxes)).save(out, "PNG", optimize=True)
    return out.getvalue()


def _lines(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of words that stand side by side as one."""
    lines: list[Box] = []
    for left, top, right, bottom in boxes:
        if lines:
            first, above, last, below = lines[-1]
            height = max(bottom - top, below - above)
            level = min(bottom, below) - max(top, above) > _LEVEL * min(bottom - top, below - above)
            if level and -height < left - last < _WORD_SPACE * height:
                lines[-1] = (first, min(top, above), right, max(bottom, below))
                continue
        lines.append((left, top, right, bottom))
    return lines


def _marked(image: Any, boxes: Sequence[Box]) -> Any:
    """A picture with boxes as by a marker pen, in a frame for whoever sees no colour."""
    from PIL import Image, ImageChops, ImageDraw

    if not boxes:
        return image
    image = image.convert("RGB")
    pen = Image.new("RGB", image.size, "white")
    frame = ImageDraw.Draw(pen)
    line = max(1, image.width // 600)
    for left, top, right, bottom in boxes:
        around = 2 * line
        corners = (
            left * image.width - around,
            top * image.height - around,
            right * image.width + around,
            bottom * image.height + around,
        )
        frame.rectangle(corners, fill=_PEN, outline=_FRAME, width=line)
    return ImageChops.multiply(image, pen)


def page_image(page: Any, width: int, *, grey: bool = False) -> Any:
    """Draw a page that is open as a Pillow image."""
    import pypdfium2

    flat, tall = page.get_size()
    if flat <= 0 or tall <= 0:
        raise LoadError("document_damaged", path="document.pdf", reason="a page without a size")
    scale = max(1, min(width, _WIDEST)) / flat
    scale = min(scale, math.sqrt(MOST_PIXELS / (flat * tall)))
    # PDFium can't draw a picture of less than a pixel.
    scale = max(scale, 1.01 / min(flat, tall))
    if flat * tall * scale * scale > 2 * MOST_PIXELS:
        raise LoadError("document_damaged", path="document.pdf", reason="a page too long to draw")
    try:
        bitmap = page.render(scale=scale, grayscale=grey)
    except pypdfium2.PdfiumError as error:
        reason = "a page can't be drawn"
        raise LoadError("document_damaged", path="document.pdf", reason=reason) from error
    try:
        return bitmap.to_pil().copy()
    finally:
        bitmap.close()
