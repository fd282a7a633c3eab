"""A text as the checks read it: without markup and unseen characters, each with its place."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from index.text.language import detect
from index.text.sentences import split_sentences
from index.types import Span

_REMEMBERED = 256
# Emphasis, code and struck words; a lone star or line is a sign.
_MARKUP = re.compile(r"\*+|`+|~~|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")
_LINK = re.compile(r"\]\([^()\s]*\)|(?:https?://|www\.)[^\s<>()«»]+|\S+@\S+\.\w+")
# [1] and [1, 2]; digits of keyboards' keys are emoji.
_NO_WORDS = re.compile(r"\[\d+(?:,\s*\d+)*\]|[\d#*]\ufe0f?\u20e3")
_SPACES = dict.fromkeys(map(ord, "\t\x0b\x0c\x85\xa0\u1680\u202f\u205f\u3000\u2028\u2029"), " ")
_SPACES |= dict.fromkeys(range(0x2000, 0x200B), " ")
_ALIKE = _SPACES | str.maketrans("’‘ʼ‐‑‒−ёЁ＄％", "'''----еЕ$%")
_ACCENT = re.compile("[\u0300-\u036f\ufe0f]")


@dataclass(frozen=True, slots=True)
class Plain:
    """Words as they are checked; `starts` and `ends` are the places of each character before."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the words stands in the text that they were read from."""
        return Span(self.starts[start], self.ends[end - 1])


def read(text: str) -> Plain:
    """Read a text for checking; every character left is one of the text, or one with its marks."""
    hidden = bytearray(len(text))
    for pattern in (_MARKUP, _LINK, _NO_WORDS):
        for match in pattern.finditer(text):
            # Words of markup vanish, other things leave a gap between the words around them.
            hidden[match.start() : match.end()] = (b"\1" if pattern is _MARKUP else b"\2") * len(
                match.group()
            )
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(text):
        if hidden[place] == 1 or (not hidden[place] and unicodedata.category(character) == "Cf"):
            continue
        if characters and _ACCENT.match(character):
            ends[-1] = place + 1
            characters[-1] = _with_mark(characters[-1], character)
            continue
        characters.append(" " if hidden[place] else character.translate(_ALIKE))
        starts.append(place)
        ends.append(place + 1)
    return Plain("".join(characters), tuple(starts), tuple(ends))


def _with_mark(letter: str, mark: str) -> str:
    """«и» with a breve is «й»; stress, umlauts of other letters and the like are left out."""
    composed = unicodedata.normalize("NFC", letter + mark)
    return composed.translate(_ALIKE) if len(composed) == 1 else letter


@lru_cache(maxsize=_REMEMBERED)
def sentences_of(passage: str) -> tuple[str, ...]:
    """The sentences of a passage, line by line, as the checks read them."""
    language = detect(passage) or "en"
    found = []
    for line in passage.splitlines():
        for span in split_sentences(line, language):
            found.append(read(line[span.start : span.end]).text)
    return tuple(sentence for sentence in found if sentence.strip())
