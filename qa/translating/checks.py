"""Whether a translation says what its source says, as far as rules can tell."""

import re
from dataclasses import dataclass
from typing import Literal

from index.loaders.parsed import CELL_BORDER
from index.text.language import detect
from index.text.vocabulary import is_known
from qa.checking.rules import findings
from qa.translating.answers import has_chatter
from qa.translating.pieces import Piece
from qa.types import LANGUAGES, Language

Fault = Literal["empty", "chatter", "language", "length", "cells", "added", "lost", "names"]
# Russian and English say the same in nearly as many characters: 0.96 to 1.2 times as many in 25
# paragraphs of XQuAD, 0.79 to 1.93 in 80 of their sentences.
_SHORTEST, _LONGEST = 0.5, 2.0
# Shorter texts may be abbreviations that are written out.
_TELLING_CHARACTERS = 80
_PLAIN_WORD = re.compile(r"\b(?:[а-яё]{3,}|[a-z]{3,})\b")
_CAPITAL_WORD = re.compile(r"\b(?:[А-ЯЁ][а-яё]{2,}|[A-Z][a-z]{2,})\b")
_FIRM = ("number", "date")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a translation; `words` are those that were added, or lost."""

    kind: Fault
    words: tuple[str, ...] = ()

    @property
    def is_doubt(self) -> bool:
        """Whether the translation may be right nevertheless, and wants to be looked at."""
        return self.kind == "names"


def complaint_about(said: str, piece: Piece, spoken: str, to: Language) -> Complaint | None:
    """Find what is wrong with a translation of a piece that is in the language `spoken`."""
    if not any(map(str.isalnum, said)):
        return Complaint("empty")
    if has_chatter(said, piece.text):
        return Complaint("chatter")
    if _has_words(piece.text) and detect(said) != to:
        return Complaint("language")
    if piece.kind == "row" and len(cells_in(said)) != piece.cells:
        return Complaint("cells")
    if spoken in LANGUAGES and not _is_as_long(said, piece.text):
        return Complaint("length")
    added, unsure = _unborne(said, piece.text, to, spoken)
    lost, missed = _unborne(piece.text, said, spoken, to)
    if added:
        return Complaint("added", added)
    if lost:
        return Complaint("lost", lost)
    return Complaint("names", unsure + missed) if unsure or missed else None


def cells_in(said: str) -> list[str]:
    """The cells of a row that was translated."""
    return [cell.strip() for cell in said.strip("| ").split(CELL_BORDER.strip())]


def _has_words(text: str) -> bool:
    """Whether a text has words that are translated; names and codes alone are in any language."""
    if _PLAIN_WORD.search(text):
        return True
    return any(is_known(word.lower()) for word in _CAPITAL_WORD.findall(text))


def _is_as_long(said: str, source: str) -> bool:
    if len(source) < _TELLING_CHARACTERS:
        is_cut = len(source) >= _TELLING_CHARACTERS / 2 and len(said) < _SHORTEST / 2 * len(source)
        return not is_cut and len(said) < _TELLING_CHARACTERS * _LONGEST
    return _SHORTEST <= len(said) / len(source) <= _LONGEST


def _unborne(
    text: str, other: str, language: str, others: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers, dates and names of a text that the other one lacks, and names that it may lack.

    Russian writes names alone with a capital. English does so with words that are translated too
    ("the Uprising"), so that its names are doubts; those of a Russian text are held by an English
    one, and by any other they are doubts as well.
    """
    firm, doubts = dict[str, None](), dict[str, None]()
    for found in findings(text, [other]):
        words = text[found.span.start : found.span.end]
        if found.kind in _FIRM or (found.kind == "name" and (language, others) == ("ru", "en")):
            firm[words] = None
        elif found.kind == "name":
            doubts[words] = None
    return tuple(firm), tuple(doubts)
