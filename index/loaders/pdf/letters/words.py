"""Letters into words, wherever they stand in the file."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.loaders.parsed import clean
from index.loaders.pdf.frame import Frame
from index.loaders.pdf.shapes import Glyph, Word

# Shares of a letter's size. Letters on one line, baselines no further apart:
_SAME_BASE = 0.25
_SMALL = 0.6
# words apart, where no space says so, and where PDFium guesses one;
_WORD_GAP = 0.22
_GUESSED_GAP = 0.08
# the same letter printed again to look bold.
_AGAIN = 0.14
# Letters stand so far apart in words that are spaced out.
_SPACED = 0.12
_MEASURES = frozenset(["м", "см", "мм", "км", "дм", "m", "cm", "mm", "km", "ft", "in"])
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


def words_of(glyphs: Sequence[Glyph], frame: Frame, page: int) -> list[Word]:
    """Words of a page, by the way they are turned, from top to bottom and left to right."""
    by_turn: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        by_turn[glyph.turn].append(glyph)
    words: list[Word] = []
    for turn in sorted(by_turn, key=lambda turn: -len(by_turn[turn])):
        for row in _rows(_once(by_turn[turn])):
            words.extend(_split(row, frame, page))
    return words


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Letters that are printed twice, to look bold or to throw a shadow, once."""
    seen: dict[tuple[str, int], list[Glyph]] = defaultdict(list)
    kept: list[Glyph] = []
    for glyph in glyphs:
        reach = _AGAIN * glyph.size
        again = None
        if glyph.text != " ":
            row = int(glyph.base // 8)
            for key in ((glyph.text, row - 1), (glyph.text, row), (glyph.text, row + 1)):
                for other in seen[key]:
                    if (
                        abs(other.x0 - glyph.x0) < reach
                        and abs(other.base - glyph.base) < reach
                        and abs(other.size - glyph.size) < reach
                    ):
                        again = other
            seen[(glyph.text, row)].append(glyph)
        if again is None:
            kept.append(glyph)
        else:
            again.bold = True
    return kept


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Letters by baseline."""
    glyphs = sorted(glyphs, key=lambda glyph: glyph.base)
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        # A raised figure is small, and stands where the word before it does.
        reach = _SAME_BASE * glyph.size / (_SMALL if glyph.raised else 1.0)
        if rows and glyph.base - rows[-1][0].base <= reach:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda glyph: (glyph.x0, glyph.x1)) for row in rows]


def _split(row: list[Glyph], frame: Frame, page: int) -> list[Word]:
    spaced = _is_spaced_out(row)
    words: list[Word] = []
    letters: list[Glyph] = []
    hint = False
    for glyph in row:
        if glyph.text == " ":
            if glyph.generated:
                hint = True
            elif letters:
                words.extend(_word(letters, frame, page))
                letters = []
            continue
        if letters and _parts(letters, glyph, hint, spaced):
            words.extend(_word(letters, frame, page))
            letters = []
        hint = False
        letters.append(glyph)
    if letters:
        words.extend(_word(letters, frame, page))
    return words


def _parts(letters: Sequence[Glyph], glyph: Glyph, hint: bool, spaced: bool) -> bool:
    """Whether a word ends before a letter."""
    before = letters[-1]
    size = max(before.size, glyph.size)
    gap = (glyph.x0 - before.x1) / size if size else 0
    if glyph.raised and not before.raised:
        # A raised figure is a power or a note's sign, which is no part of the word.
        return "".join(letter.text for letter in letters) not in _MEASURES
    if before.raised and not glyph.raised:
        return glyph.text[0].isalnum()
    if spaced:
        return gap > 3 * _WORD_GAP
    return gap > _WORD_GAP or (hint and gap > _GUESSED_GAP)


def _is_spaced_out(row: Sequence[Glyph]) -> bool:
    """Whether the letters of a line stand apart, so that only a space tells words from another."""
    gaps = sorted(
        (after.x0 - before.x1) / before.size
        for before, after in pairwise(row)
        if before.text != " " and after.text != " " and before.size
    )
    return len(gaps) >= 5 and gaps[len(gaps) // 2] > _SPACED


def _word(letters: Sequence[Glyph], frame: Frame, page: int) -> list[Word]:
    text = "".join(
        letter.text.translate(_SUPERSCRIPTS) if letter.raised else letter.text for letter in letters
    )
    # Clean text is clean in every part that begins with no combining mark.
    text = "".join(clean(text).split())
    while text and unicodedata.combining(text[0]):
        text = text[1:]
    if not text:
        return []
    box = (
        min(letter.x0 for letter in letters),
        min(letter.top for letter in letters),
        max(letter.x1 for letter in letters),
        max(letter.bottom for letter in letters),
    )
    turn = letters[0].turn
    return [
        Word(
            text,
            *box,
            base=letters[0].base,
            size=letters[0].size,
            bold=sum(letter.bold for letter in letters) * 2 > len(letters),
            font=letters[0].font,
            box=frame.shares(frame.displayed(box, turn)),
            page=page,
            turn=turn,
        )
    ]
