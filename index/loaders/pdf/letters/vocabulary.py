"""Which words a document has, so that those parted at a line's end are made whole again."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.loaders.pdf.shapes import Word
from index.text.vocabulary import is_known
from index.text.words import is_cyrillic, morphology

_SOFT = "\xad"
_HARD = "-\u2010"
_KEPT = "\u2011"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_TAIL = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*$")
# What English and Russian write with a hyphen before nearly any word, and after it.
_BEFORE_WORDS = "self well non quasi vice по кое вице экс обер юго северо южно западно"
_PARTICLES = frozenset(["in", "up", "off", "out", "on", "down", "by"])
_AFTER_WORDS = "то либо нибудь ка таки де с based like free related specific"
_BEFORE, _AFTER = frozenset(_BEFORE_WORDS.split()), frozenset(_AFTER_WORDS.split())
# One known word made of two parts tells as much as so many unknown ones, names among them.
_TELLING = 3
_ENOUGH = 3
# Parts of a compound are at least so long.
_SHORTEST = 3


@dataclass(slots=True)
class Vocabulary:
    """The words of a document as they stand within its lines, and whether its lines part words."""

    words: Counter[str] = field(default_factory=Counter)
    # None where too few line ends tell.
    parts_words: bool | None = None

    def keeps(self, first: str, second: str) -> bool:
        """Whether the hyphen between two parts of a word is its own rather than the line's."""
        head, tail = _TAIL.search(first[:-1]), _WORD.match(second)
        if not head or not tail or not tail[0][0].islower():
            # «Нью-/Йорк», "COVID-/19": lines don't part words before a capital or a figure.
            return True
        last = head[0].rsplit("-", 1)[-1]
        if len(last) == 1 or (last.isupper() and len(last) > 1):
            # «Т-/клетка», "USB-/stick": nor do they leave a single letter.
            return True
        before, after = head[0].lower(), tail[0].lower()
        whole, hyphened = self.words[before + after], self.words[f"{before}-{after}"]
        if whole != hyphened:
            return hyphened > whole
        if is_cyrillic(before) and is_known(f"{before}-{after}"):
            return True
        if is_known(last.lower() + after):
            return False
        if self.parts_words is False or after in _AFTER or before in _BEFORE:
            return True
        if self.parts_words is None and is_known(after) and len(after) > _SHORTEST:
            return True
        return _is_compound(before, after)


def vocabulary_of(lines: Iterable[Sequence[Word]]) -> Vocabulary:
    """The words of lines, without the last ones that may be parts, and the first ones after.

    Lines part words where enough of those at their ends are known as one word.
    """
    vocabulary = Vocabulary()
    known = unknown = 0
    part = ""
    for line in lines:
        words = [bare(word.text) for word in line]
        if not words:
            continue
        ends_parted = parted(line[-1].text)
        inner = words[1 if part else 0 : -1 if ends_parted else None]
        vocabulary.words.update(word.lower() for word in _WORD.findall(" ".join(inner)))
        head, tail = _TAIL.search(part), _WORD.match(words[0])
        if head and tail and tail[0].islower():
            whole = is_known((head[0] + tail[0]).lower())
            known, unknown = known + whole, unknown + (not whole)
        part = words[-1].rstrip(_HARD + _KEPT) if ends_parted else ""
    if known or unknown >= _ENOUGH:
        vocabulary.parts_words = _TELLING * known > unknown
    return vocabulary


def parted(word: str) -> bool:
    """Whether a word at a line's end goes on in the next line."""
    if len(word) < 2 or not word[-2].isalnum():
        return False
    return word[-1] == _SOFT or word[-1] in _HARD + _KEPT


def is_soft(word: str) -> bool:
    """Whether a word's hyphen shows at a line's end only."""
    return word.endswith(_SOFT)


def is_hard(word: str) -> bool:
    """Whether a word's hyphen may be its own or the line's."""
    return word[-1:] in tuple(_HARD)


def bare(text: str) -> str:
    """A word without the hyphens that show at line ends only."""
    return text.replace(_SOFT, "")


def _is_compound(before: str, after: str) -> bool:
    """Whether two words stand on both sides of a hyphen rather than syllables."""
    last = before.rsplit("-", 1)[-1]
    if after in _PARTICLES and len(last) > _SHORTEST:
        return is_known(last)
    if min(len(last), len(after)) < _SHORTEST:
        return False
    if not is_cyrillic(last):
        return is_known(last) and is_known(after)
    if not is_known(last) or not is_known(after):
        return False
    # «научно-технический» is no word of the dictionary, yet both its parts are.
    if last[-1] in "ое" and len(last) > _SHORTEST:
        return True
    # Nor is «организма-носителя»: two nouns of one case.
    return bool(_noun_cases(last) & _noun_cases(after))


def _noun_cases(word: str) -> set[str]:
    if len(word) <= _SHORTEST:
        return set()
    tags = [parse.tag for parse in morphology().parse(word)]
    return {str(tag.case) for tag in tags if tag.POS == "NOUN"}
