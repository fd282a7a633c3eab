"""Letters of fonts that don't say which they are: codes, turned into letters where that is plain.

Such a letter travels as a sign of a private plane that holds its code. Many fonts count their
letters in the alphabet's order, so that one distance from code to letter does for all.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index.loaders.pdf.shapes import Word
from index.text.words import morphology

UNKNOWN = "\ufffd"
_PLANE = 0xF0000
_LARGEST_CODE = 0xFFFD
# TrueType fonts begin with the signs of ASCII, the space as the third.
_ASCII_DISTANCE = 29
_ASCII_CODES = range(3, 98)
_CYRILLIC = range(0x400, 0x500)
# The letters most used, one of which is among the codes most used.
_COMMON = "оеаинтetaoin"
_MOST_USED = 8
_MOST_WORDS = 300
_KNOWN_SHARE = 0.6
# Words without which no English text of some length is.
_SMALL_WORDS = "the of and to in is a for on with at by be are it or that from"
_ENGLISH = frozenset(_SMALL_WORDS.split())
_ENGLISH_SHARE = 0.1
_WORD = re.compile(r"[^\W\d_]+")
# Fewer different signs are bullets and ornaments.
_FEW_SIGNS = 3
_WORTH_A_WARNING = 0.01


def coded(code: int) -> str:
    """The sign that stands for a letter of which only the code is known."""
    return chr(_PLANE + min(code, _LARGEST_CODE))


def is_coded(text: str) -> bool:
    """Whether a word has a letter that isn't known."""
    return any(char >= chr(_PLANE) for char in text)


def decode(words: Sequence[Word]) -> bool:
    """Turn codes into letters, font by font; False where a part worth a warning stays unknown.

    Words that stay unknown lose their letters.
    """
    coded_fonts = {word.font for word in words if is_coded(word.text)}
    by_font: dict[str, list[Word]] = {}
    for word in words:
        if word.font in coded_fonts:
            by_font.setdefault(word.font, []).append(word)
    lost = 0
    for own in by_font.values():
        signs = {char for word in own for char in word.text if is_coded(char)}
        few = len(signs) <= _FEW_SIGNS
        distance = None if few else _distance([word for word in own if is_coded(word.text)])
        for word in own:
            if few or distance is not None:
                word.text = _decoded(word.text, distance) or UNKNOWN
                lost += not few and UNKNOWN in word.text
            else:
                # What PDFium takes for letters is as wrong as the rest of such a font.
                word.text = UNKNOWN
                lost += 1
    return lost <= _WORTH_A_WARNING * len(words)


def _decoded(text: str, distance: int | None) -> str:
    letters = []
    for char in text:
        if char < chr(_PLANE):
            letters.append(char)
            continue
        code = ord(char) - _PLANE
        letter = UNKNOWN
        if distance is not None:
            if code + distance in _CYRILLIC:
                letter = chr(code + distance)
            elif code in _ASCII_CODES:
                letter = chr(code + _ASCII_DISTANCE)
        letters.append(letter)
    return "".join("".join(letters).split())


def _distance(words: Sequence[Word]) -> int | None:
    """How far letters are from their codes, None where no distance makes words."""
    sample = [word.text for word in words[:_MOST_WORDS]]
    used = Counter(ord(char) - _PLANE for text in sample for char in text if char >= chr(_PLANE))
    distances = [_ASCII_DISTANCE]
    for code, _ in used.most_common(_MOST_USED):
        distances.extend(ord(letter) - code for letter in _COMMON)
    for distance in dict.fromkeys(distances):
        if _makes_words(_decoded(text, distance) for text in sample):
            return distance
    return None


def _makes_words(texts: Iterable[str]) -> bool:
    text = " ".join(texts)
    words = _WORD.findall(text)
    letters = sum(map(len, words)) + text.count(UNKNOWN)
    if not words or letters < 4:
        return False
    russian = [word for word in words if ord(word[0]) in _CYRILLIC and len(word) > 1]
    known = sum(len(word) for word in russian if morphology().word_is_known(word.lower()))
    if known >= _KNOWN_SHARE * letters:
        return True
    english = sum(word.lower() in _ENGLISH for word in words)
    return len(words) >= 5 and english >= _ENGLISH_SHARE * len(words) and UNKNOWN not in text
