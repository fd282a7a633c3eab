"""What an asker meant who typed with the wrong keyboard layout, or Russian in Latin letters.

"gjtpl" is «поезд» on the same keys, «екфшт» "train", and "poezd" «поезд» again. It is what was
meant only where the words say so: hardly any is one as it stands, and most are once they are
written as they should be.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from index.text.vocabulary import english_words, is_english, is_russian
from index.text.words import bare, is_name, is_stopword
from qa.types import Language
from qa.understanding.layouts import on_english_keys, on_russian_keys
from qa.understanding.questions import talk_of
from qa.understanding.romanised import LETTERS, SIGNS, in_cyrillic, is_romanised

# Nobody types more than this without seeing what comes of it.
_LONGEST = 400
# Short words tell little: of two Latin letters one in four pairs is a Russian word on Russian keys,
# of three one in ten, of four one in eighty. Words tell enough together with so many letters beyond
# the first of each.
_SHORT, _TELLING = 3, 4
_ENOUGH: dict[Language, int] = {"ru": 5, "en": 4}
# Romanised words where none is a small one: those that languages share, and names, are many.
_MANY, _MANY_LETTERS = 3, 18
# Small words of other Slavic languages, which are much like Russian in Latin letters.
_SLAVIC = frozenset(["je", "jest", "se", "su"])

_NOT_RUSSIAN = re.compile(r"[^\W\d_а-яё]", re.I)
_NOT_ENGLISH = re.compile(r"[^\W\d_a-z]", re.I)
_NOT_ROMANISED = re.compile(rf"[^\W\d_{LETTERS}{SIGNS}]", re.I)
_ENGLISH_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_RUSSIAN_WORD = re.compile("[а-яё]+")
_WORD = re.compile(rf"[^\W_][\w{SIGNS}]*")


@dataclass(frozen=True, slots=True)
class Retyped:
    """A text as it was meant, and the language it then is in."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it was typed and as it may be meant; whether Russian, or English, knows it so.

    `letters` are those of its longest part.
    """

    meant: str
    letters: int
    russian: bool
    english: bool


def retyped(text: str) -> Retyped | None:
    """What was meant by a text that makes no sense as it was typed; None for any other.

    A text that is as it should be costs next to nothing.
    """
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) > _LONGEST:
        return None
    if not _NOT_RUSSIAN.search(text):
        meant = _typed_on_russian_keys(text)
        return Retyped(meant, "en") if meant else None
    if _NOT_ROMANISED.search(text) or _is_english(text):
        return None
    meant = None if _NOT_ENGLISH.search(text) else _typed_on_english_keys(text)
    meant = meant or _romanised(text)
    return Retyped(meant, "ru") if meant else None


def _is_english(text: str) -> bool:
    words = _long(_ENGLISH_WORD, text)
    return 2 * sum(bare(word) in english_words() for word in words) > len(words)


def _typed_on_russian_keys(text: str) -> str | None:
    words = _long(_RUSSIAN_WORD, text)
    if 2 * sum(map(is_russian, words)) >= len(words):
        return None
    meant = on_english_keys(text)
    english = [word for word in _long(_ENGLISH_WORD, meant) if is_english(bare(word))]
    most = 3 * len(english) >= len(words)
    return meant if (most and _tell(map(len, english), "en")) or _is_talk(meant, "en") else None


def _typed_on_english_keys(text: str) -> str | None:
    chunks = text.split()
    words = [
        _on_russian_keys(chunk, last=number == len(chunks))
        for number, chunk in enumerate(chunks, 1)
    ]
    russian = [word for word in words if word.russian and not word.english]
    long = [word for word in words if word.letters >= _SHORT]
    most = 2 * len([word for word in russian if word.letters >= _SHORT]) >= max(1, len(long))
    # Where all are words, the short ones tell too.
    shortest = 1 if all(word.russian or not word.letters for word in words) else _TELLING
    told = (word.letters for word in russian if word.letters >= shortest)
    return " ".join(word.meant for word in words) if most and _tell(told, "ru") else None


def _on_russian_keys(typed: str, *, last: bool) -> _Word:
    """Read a word on Russian keys; an English one that is none there was meant as it is."""
    english = _is_english_word(typed)
    readings = list(on_russian_keys(typed, last=last))
    for meant in readings:
        parts = _RUSSIAN_WORD.findall(meant.lower())
        if parts and all(map(is_russian, parts)):
            return _Word(meant, max(map(len, parts)), russian=True, english=english)
    meant = typed if english else readings[0]
    parts = _RUSSIAN_WORD.findall(meant.lower())
    return _Word(meant, max(map(len, parts), default=0), russian=False, english=english)


def _romanised(text: str) -> str | None:
    if _SLAVIC.intersection(_ENGLISH_WORD.findall(text.lower())):
        return None
    read = {typed: _read(typed) for typed in _WORD.findall(text)}
    meant = _WORD.sub(lambda found: read[found[0]].meant, text)
    # Names are the same in many languages, and so are words that two languages have.
    telling = [
        word
        for word in read.values()
        if word.letters >= _TELLING and not (word.russian and (word.english or is_name(word.meant)))
    ]
    russian = [word for word in telling if word.russian]
    small = [word for word in read.values() if word.russian and _is_small(word)]
    if small:
        most = 3 * len(russian) >= 2 * len(telling) and len({*russian, *small}) > 1
    else:
        letters = sum(word.letters for word in russian)
        most = len(telling) == len(russian) >= _MANY and letters >= _MANY_LETTERS
    return meant if (russian and most) or _is_talk(meant, "ru") else None


def _read(typed: str) -> _Word:
    """Read a romanised word; what can't be one, or is an English one alone, stays as it is."""
    small = typed.lower()
    if not is_romanised(small):
        return _Word(typed, 0, russian=False, english=False)
    meant, russian = in_cyrillic(small)
    english = _is_english_word(small)
    if english and not russian:
        meant = typed
    elif len(typed) > 1 and typed.isupper():
        meant = meant.upper()
    elif typed[0].isupper():
        meant = meant.capitalize()
    return _Word(meant, len(small.strip(SIGNS)), russian, english)


def _is_small(word: _Word) -> bool:
    """Whether a word is one of those that no sentence is without, and long enough to tell."""
    return len(word.meant) >= _SHORT and not word.english and is_stopword(word.meant)


def _is_talk(text: str, language: Language) -> bool:
    """Whether a text is a greeting or the like, which is one even if it is a single word."""
    long = _tell([sum(map(str.isalpha, text))], language)
    return long and talk_of(text, language) not in (None, "instruction")


def _tell(letters: Iterable[int], language: Language) -> bool:
    """Whether words of so many letters tell enough."""
    return sum(count - 1 for count in letters) >= _ENOUGH[language]


def _is_english_word(typed: str) -> bool:
    word = bare(typed.strip("\"'(),.;:?!"))
    return word.isalpha() and is_english(word)


def _long(pattern: re.Pattern[str], text: str) -> list[str]:
    """The words of a text in small letters that aren't too short to tell anything."""
    return [word for word in pattern.findall(text.lower()) if len(word) >= _SHORT]
