"""Words that are known: of Russian those of its dictionary, of English those that texts share."""

from functools import cache
from pathlib import Path

from index.text.words import is_cyrillic, morphology, normalise

# Shorter words have stems that too many others have.
_SHORTEST = 3


def is_known(word: str) -> bool:
    """Tell whether a word in small letters is one of Russian or English."""
    return is_russian(word) if is_cyrillic(word) else is_english(word)


def is_russian(word: str) -> bool:
    """Tell whether the dictionary of Russian has a word, in any of its forms."""
    return bool(morphology().word_is_known(word))


def is_english(word: str) -> bool:
    """Tell whether a word in small letters is an English one that is often used, or a form of it.

    The first one that isn't itself in the list takes a fifth of a second, for all the stems.
    """
    words = english_words()
    return word in words or (len(word) > _SHORTEST and _stem(word) in _english_stems())


@cache
def english_words() -> frozenset[str]:
    """The words that most articles of an encyclopaedia share."""
    return frozenset(Path(__file__).with_name("english.txt").read_text("utf-8").split())


@cache
def _english_stems() -> frozenset[str]:
    return frozenset(map(_stem, english_words()))


def _stem(word: str) -> str:
    return "".join(normalise(word, keep_stopwords=True))
