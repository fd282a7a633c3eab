"""Letters that a font without a map of its codes makes of Cyrillic ones, mended."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.loaders.pdf.shapes import Word
from index.text.words import morphology

_SEEN_AS = ("cp1252", "latin-1", "mac_roman")
_MEANT = ("cp1251", "koi8-r", "cp866", "mac_cyrillic")
# A mapping is believed where this share of the letters it makes stand in words of Russian.
_KNOWN_SHARE = 0.6
# Text of a European language has far fewer letters with accents.
_STRANGE_SHARE = 0.35
_MOST_WORDS = 400
# Fewer strange letters may be a name.
_FEWEST = 4
# What no text has, as shares of it: signs in private codes, letters that can't be told.
_UNREADABLE_SHARE = 0.1
_RUSSIAN = re.compile(r"[А-Яа-яЁё]{2,}")
_SECTION_SIGNS = re.compile("[\ue000-\uf8ff\ufffd]")


def mend(words: Sequence[Word]) -> bool:
    """Mend words of each font whose letters are plainly others; False where some can't be read."""
    by_font: dict[str, list[Word]] = {}
    for word in words:
        by_font.setdefault(word.font, []).append(word)
    readable = True
    unmended: list[Word] = []
    for own in by_font.values():
        if not _is_strange(own):
            readable = readable and not _is_unreadable(own)
            continue
        mapping = _mapping(own)
        if mapping is None:
            unmended.extend(own)
        else:
            _apply(own, mapping)
    # A font with few words may be mended as the others are.
    if unmended:
        mapping = _mapping(unmended)
        if mapping is None:
            return False
        _apply(unmended, mapping)
    return readable


def _apply(words: Iterable[Word], mapping: dict[int, str]) -> None:
    for word in words:
        word.text = "".join(word.text.translate(mapping).split()) or word.text


def _is_strange(words: Sequence[Word]) -> bool:
    """Whether too many letters are accented ones of Latin script, or signs among letters."""
    strange = plain = 0
    for word in words:
        for char in word.text:
            if "\x80" <= char <= "\xff" or char in _CP1252_SIGNS or char in _MAC_SIGNS:
                strange += char.isalpha() or char in _MAC_SIGNS
            elif char.isalpha():
                plain += 1
    return strange >= _FEWEST and strange > _STRANGE_SHARE * (strange + plain)


def _is_unreadable(words: Sequence[Word]) -> bool:
    text = "".join(word.text for word in words)
    return len(_SECTION_SIGNS.findall(text)) > max(2, _UNREADABLE_SHARE * len(text))


def _mapping(words: Sequence[Word]) -> dict[int, str] | None:
    """The letters meant by those seen, None where no code page makes Russian of them."""
    sample = [word.text for word in words[:_MOST_WORDS]]
    best: tuple[float, dict[int, str] | None] = (0.0, None)
    for seen in _SEEN_AS:
        for meant in _MEANT:
            mapping = _between(seen, meant)
            share = _known(" ".join(sample).translate(mapping))
            if share > best[0]:
                best = (share, mapping)
    return best[1] if best[0] >= _KNOWN_SHARE else None


@lru_cache(maxsize=len(_SEEN_AS) * len(_MEANT))
def _between(seen: str, meant: str) -> dict[int, str]:
    mapping: dict[int, str] = {}
    for byte in range(0x80, 0x100):
        raw = bytes([byte])
        shown = raw.decode(seen, "ignore") or raw.decode("latin-1")
        letter = raw.decode(meant, "ignore")
        if letter:
            mapping[ord(shown)] = letter
    return mapping


def _known(text: str) -> float:
    """The share of the letters that aren't ASCII which stand in words of Russian."""
    found = _RUSSIAN.findall(text)
    letters = sum(char > "\x7f" and char.isalpha() for char in text)
    known = sum(
        len(word)
        for word in found
        if (word.islower() or word.isupper() or word.istitle())
        and morphology().word_is_known(word.lower())
    )
    return known / letters if letters else 0.0


_CP1252_SIGNS = frozenset(bytes(range(0x80, 0xA0)).decode("cp1252", "ignore"))
_COMMON_SIGNS = frozenset("–—“”‘’«»…•©®§°±·№")
_MAC_SIGNS = frozenset(bytes(range(0x80, 0x100)).decode("mac_roman")) - _COMMON_SIGNS
