"""The letters of a page as PDFium finds them, each with its place and look."""

import ctypes
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from index.loaders.pdf.frame import Frame
from index.loaders.pdf.letters.unmapped import coded
from index.loaders.pdf.shapes import Glyph

# No page of a book has so many; what comes after is left out.
MOST_GLYPHS = 60_000
_BOLD = re.compile(r"bold|black|heavy|demi|semibd|[-,]bd\b", re.I)
_FORCE_BOLD = 1 << 18
_INVISIBLE = 3
_SPACE = 32
# A glyph of this size, in shares of the font's, leaves no ink; a space is 3 in most fonts.
_NO_INK = 0.02
_BLANK_CODES = (0, 1, 2, 3)
# Fills lighter than this may be on white paper, and ones thinner than this can't be seen.
_LIGHT = 200
_THIN_ALPHA = 26
# Smaller letters aren't there for a reader.
_SMALLEST_POINTS = 1.5
_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
# Bullets in the private codes of Symbol and Wingdings.
_SYMBOL_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf06c\uf06e\uf076\uf0a8\uf0e0\uf02d", "•")
# PDFium's own signs for a hyphen that ends a line.
_LINE_END_HYPHENS = "\x02\ufffe"
_SPACES = re.compile(r"\s")
# How far letters of a combining mark's own may lie, in shares of their size.
_RAISED_SIZE = 0.8
_NEAR = 0.35


@dataclass(frozen=True, slots=True)
class _Look:
    """What the letters of one text object share."""

    size: float
    bold: bool
    font: str
    turn: int | None
    faint: bool
    hidden: bool


def glyphs_of(page: Any, frame: Frame) -> list[Glyph]:
    """Letters and spaces in the order of the file; leaning ones and those off the page left out."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        count = min(raw.FPDFText_CountChars(text_page), MOST_GLYPHS)
        looks: dict[int, _Look] = {}
        glyphs: list[Glyph] = []
        rectangle = raw.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in range(count):
            code = raw.FPDFText_GetUnicode(text_page, index)
            text = _letter(code)
            pointer = raw.FPDFText_GetTextObject(text_page, index)
            if not pointer:
                # PDFium guesses a space here, or marks a line's end, or joined a hyphen away.
                if code == _SPACE and glyphs:
                    glyphs.append(_guessed(glyphs[-1]))
                continue
            key = ctypes.cast(pointer, ctypes.c_void_p).value or 0
            look = looks.get(key)
            if look is None:
                look = looks[key] = _look(raw, text_page, index, pointer, frame)
            if raw.FPDFText_HasUnicodeMapError(text_page, index):
                text = _unknown(raw, text_page, index, code, look.size)
            if look.turn is None or look.size < _SMALLEST_POINTS or not text:
                continue
            raw.FPDFText_GetLooseCharBox(text_page, index, rectangle)
            raw.FPDFText_GetCharOrigin(text_page, index, x, y)
            glyph = _placed(rectangle, (x.value, y.value), text, look, frame)
            if glyph is not None:
                _add(glyphs, glyph)
        return glyphs
    finally:
        text_page.close()


@lru_cache(maxsize=4_096)
def _letter(code: int) -> str:
    """A character as text has it; a soft hyphen stays one."""
    char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if char in _LINE_END_HYPHENS:
        return "-"
    if char == "\xad":
        return char
    if char in _LIGATURES:
        return _LIGATURES[char]
    if char in _SYMBOL_BULLETS:
        return _SYMBOL_BULLETS[char]
    if _SPACES.match(char):
        return " "
    # Fullwidth and presentation forms are other letters' looks.
    return "" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char


def _unknown(raw: Any, text_page: Any, index: int, code: int, size: float) -> str:
    """A letter that the font doesn't tell, a space where nothing of it is seen."""
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    seen = max(right.value - left.value, top.value - bottom.value) > _NO_INK * size
    flat = min(right.value - left.value, top.value - bottom.value) <= _NO_INK * size
    return coded(code) if seen and not (flat and code in _BLANK_CODES) else " "


def _look(raw: Any, text_page: Any, index: int, pointer: Any, frame: Frame) -> _Look:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    # The height of letters: what is upright in them, whichever way they are turned.
    scale = (matrix.c**2 + matrix.d**2) ** 0.5
    size = round(raw.FPDFText_GetFontSize(text_page, index) * scale, 1)
    buffer = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, index, buffer, 256, flags)
    font = buffer.value.decode("utf-8", "replace")
    mode = raw.FPDFTextObj_GetTextRenderMode(pointer)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    told = raw.FPDFText_GetFillColor(text_page, index, red, green, blue, alpha)
    luminance = 0.3 * red.value + 0.6 * green.value + 0.1 * blue.value
    return _Look(
        size=size,
        bold=bool(_BOLD.search(font)) or bool(flags.value & _FORCE_BOLD) or mode == 2,
        font=font,
        turn=frame.turn(matrix.a, matrix.b),
        faint=bool(told) and luminance > _LIGHT and mode not in (1, 2),
        hidden=mode in (_INVISIBLE, 7) or (bool(told) and alpha.value < _THIN_ALPHA),
    )


def _placed(
    rectangle: Any, origin: tuple[float, float], text: str, look: _Look, frame: Frame
) -> Glyph | None:
    """A letter in its place, None where that is off the page."""
    box = frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    ox, oy = frame.point(*origin)
    middle, level = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    if not (0 <= middle <= frame.width and 0 <= level <= frame.height):
        return None
    turn = look.turn or 0
    x0, top, x1, bottom = frame.upright(box, turn)
    base = frame.upright((ox, oy, ox, oy), turn)[1]
    # Some fonts say that their letters are far taller than they are.
    top, bottom = max(top, base - look.size), min(bottom, base + 0.35 * look.size)
    if bottom <= top:
        top, bottom = base - 0.8 * look.size, base + 0.2 * look.size
    return Glyph(
        text, x0, top, x1, bottom, base, look.size, look.bold, look.font, turn,
        look.faint, look.hidden,
    )  # fmt: skip


def _guessed(before: Glyph) -> Glyph:
    """A space after a letter: PDFium puts it anywhere, even behind the letter that follows."""
    middle = (before.x0 + before.x1) / 2
    return Glyph(
        " ", middle, before.top, middle, before.bottom, before.base, before.size, before.bold,
        before.font, before.turn, generated=True,
    )  # fmt: skip


def _add(glyphs: list[Glyph], glyph: Glyph) -> None:
    """Put a letter behind the others: a combining mark into the one before, a raised one level."""
    # A space that PDFium guesses says nothing of letters that touch.
    before = next((other for other in reversed(glyphs[-2:]) if not other.generated), None)
    if before is not None and before.turn == glyph.turn and before.text != " ":
        if unicodedata.combining(glyph.text[0]) and glyph.x0 < before.x1 + _NEAR * before.size:
            before.text = unicodedata.normalize("NFC", before.text + glyph.text)
            return
        # An index or a note's sign stands above the line or below, small, right behind a letter.
        shift = abs(before.base - glyph.base)
        if (
            not before.raised
            and glyph.size < _RAISED_SIZE * before.size
            and -_NEAR * before.size < glyph.x0 - before.x1 < _NEAR * before.size
            and 0.1 * before.size < shift < 0.7 * before.size
        ) or (before.raised and glyph.size == before.size and shift < _NEAR * glyph.size):
            glyph.base, glyph.raised = before.base, True
        elif (
            before.text.isdigit()
            and before.size < _RAISED_SIZE * glyph.size
            and -_NEAR * glyph.size < glyph.x0 - before.x1 < _NEAR * glyph.size
            and 0.1 * glyph.size < glyph.base - before.base < 0.7 * glyph.size
        ):
            # A note begins with its sign.
            before.base, before.raised = glyph.base, True
    glyphs.append(glyph)
