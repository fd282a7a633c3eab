"""Which letters a reader sees: by their colour where that is sure, else by drawing the page."""

from collections.abc import Sequence
from typing import Any

from index.loaders.pdf.frame import Frame
from index.loaders.pdf.render import page_image
from index.loaders.pdf.shapes import Glyph

# A page is drawn so many pixels wide to look for pale letters, which must stand out so much.
_PIXELS = 1_200
_CONTRAST = 24
# A picture of a page covers so much of it; its letters lie over it unseen.
COVERED = 0.5


def visible(page: Any, frame: Frame, glyphs: Sequence[Glyph], picture: float) -> list[Glyph]:
    """Letters that are seen, or those that lie unseen over a scanned page, which say what it says.

    `picture` is the share of the page that its largest picture covers.
    """
    shown = [glyph for glyph in glyphs if not glyph.hidden]
    letters = sum(glyph.text != " " for glyph in shown)
    if picture >= COVERED and letters * 2 < sum(glyph.text != " " for glyph in glyphs):
        return list(glyphs)
    if any(glyph.faint for glyph in shown):
        image = page_image(page, _PIXELS, grey=True).convert("L")
        shown = [g for g in shown if not g.faint or _stands_out(image, frame, g)]
    return shown


def _stands_out(image: Any, frame: Frame, glyph: Glyph) -> bool:
    if glyph.text == " ":
        return True
    x0, top, x1, bottom = frame.displayed((glyph.x0, glyph.top, glyph.x1, glyph.bottom), glyph.turn)
    across, down = image.width / frame.width, image.height / frame.height
    box = (
        max(0, int(x0 * across)),
        max(0, int(top * down)),
        min(image.width, int(x1 * across) + 1),
        min(image.height, int(bottom * down) + 1),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    darkest, lightest = image.crop(box).getextrema()
    return bool(lightest - darkest >= _CONTRAST)
