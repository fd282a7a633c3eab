"""Names of a sentence that none of the words it cites has, in either script and any case."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.text.names import keys_of
from index.text.vocabulary import is_english
from index.text.words import bare, is_cyrillic, is_name, is_stopword, morphology, normalise
from index.types import Span
from qa.checking.sounds import may_be_of, may_be_one
from qa.reader.countries import countries_in

_REMEMBERED = 256
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SHORTEST, _LONGEST_ABBREVIATION = 3, 6
_SHORTEST_INSIDE = 5
# Where a sentence, a quotation, a line of dialogue or an item begins.
_BEGINS = re.compile(r"""(?:^|[.!?…:;]|[—–-])[\s«»„“”"'(\[—–-]*$|[«„“"(\[]\s*$""")
_NO_NAMES_LISTED = """
mr mrs miss dr sir lord lady saint prof санкт сан нью лос лас господин госпожа the tv ceo ok am pm
ad bc bce ce id usa usd eur kzt rub cny тв пк ии ai it dna днк covid ковид интернет internet i
duke duchess prince princess queen king emperor empress baron baroness count countess earl tsar
czar sultan archbishop bishop cardinal chancellor ambassador governor senator congressman deputy
mayor judge parliament colonel captain lieutenant sergeant admiral marshal major
parliamentary ministry embassy province county castle cathedral
north south east west northern southern eastern western central
"""
_NO_NAMES = frozenset(_NO_NAMES_LISTED.split())
# English words that have a capital only since they begin a sentence, by their endings.
_ORDINARY = re.compile(r"(?:ing|ed|ly|ers?|ions?|ments?|ness|ists?|isms?|als?|ous|ive|able|ies|s)$")
# What follows a name that a sentence begins with.
_TELLING = re.compile(
    r"(?:is|was|has|had|will|said|says|would|can|became|began|went|came|took|made|won|\w+ed|\w+s)$"
)
_ROMAN = re.compile("[IVXLCІХ]+")
_ABBREVIATION = re.compile(r"[A-ZА-ЯЁ]{2,}s?(?:'s)?")
# Words of descriptive names, which are translated: "Autonomous", "Brotherhood".
_COMMON = re.compile(r"(?:ous|ing|ive|able|ment|ness|[ts]ion|hood|ship|ary|ance|ence|ity)s?$")
_NAME_TAGS = ("Name", "Surn", "Patr", "Geox", "Orgn")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text where it stands; `begins` where it would have a capital anyway."""

    text: str
    start: int
    end: int
    begins: bool

    @property
    def low(self) -> str:
        """The word in small letters without a possessive."""
        return bare(self.text)


@dataclass(frozen=True, slots=True)
class Named:
    """All that a cited text may name."""

    text: str
    stems: frozenset[str]
    keys: frozenset[str]
    capital: tuple[str, ...]
    small: tuple[str, ...]
    countries: frozenset[str]
    initials: str
    comparable: bool
    cyrillic: bool


@lru_cache(maxsize=_REMEMBERED)
def named(sentences: tuple[str, ...]) -> Named:
    """Read the names of a cited text."""
    words = [word.text for sentence in sentences for word in words_in(sentence)]
    capital = tuple(dict.fromkeys(word for word in words if word[0].isupper()))
    small = tuple(dict.fromkeys(word for word in words if word[0].islower() and len(word) > 3))
    text = "\n".join(sentences)
    letters = [char for char in text if char.isalpha()]
    ours = sum(char < "\u0530" for char in letters)
    return Named(
        text.lower(),
        frozenset(normalise(text, keep_stopwords=True)) | frozenset(map(bare, words)),
        frozenset(key for word in capital + small for key in keys_of(word)),
        capital,
        small,
        countries_in(text),
        "".join(word[0].lower() for word in words if len(word) > 1 or word.isupper()),
        2 * ours >= len(letters),
        2 * sum(map(is_cyrillic, letters)) > len(letters),
    )


def words_in(text: str) -> list[Word]:
    """The words of a sentence in order."""
    return [
        Word(m.group(), *m.span(), bool(_BEGINS.search(text[: m.start()])))
        for m in _WORD.finditer(text)
    ]


def unsupported(said: str, cited: Sequence[Named], taken: Iterable[Span]) -> list[Span]:
    """The names of a sentence that no cited text has; what is `taken` is part of a date."""
    if not all(text.comparable for text in cited):
        return []
    words, blank = words_in(said), list(taken)
    if sum(word.text.isupper() for word in words) * 2 > len(words) > 1:
        return []
    found: list[Span] = []
    for place, word in enumerate(words):
        if any(word.start < other.end and other.start < word.end for other in blank):
            continue
        if not word.text[0].isupper() or word.low in _NO_NAMES or is_stopword(word.text):
            continue
        if not _ROMAN.fullmatch(word.text) and not _holds(words, place, cited):
            joins = found and found[-1].end + 1 >= word.start
            found[-1:] = (
                [Span(found[-1].start, word.end)]
                if joins
                else [*found[-1:], Span(word.start, word.end)]
            )
    return found


def _holds(words: Sequence[Word], place: int, cited: Sequence[Named]) -> bool:
    """Whether a word with a capital is no name that can be told, or stands in a cited text."""
    word = words[place]
    if any(_has_word(word, text) for text in cited):
        return True
    countries = _countries_at(words, place)
    if countries:
        known = frozenset(code for text in cited for code in text.countries)
        if not countries.isdisjoint(known) or _is_of_a_country(word):
            return True
    if _is_abbreviation(word):
        return _holds_abbreviation(word, cited)
    if not _is_name(words, place, cited):
        return True
    if any(_spelt_out(words, place, text) for text in cited):
        return True
    return any(_sounds_like_one_of(word, text) for text in cited)


def _has_word(word: Word, text: Named) -> bool:
    stems = normalise(word.text, keep_stopwords=True)
    if not stems or not text.stems.isdisjoint([*stems, word.low]):
        return True
    if len(word.low) >= _SHORTEST_INSIDE and word.low in text.text:
        return True
    return not text.keys.isdisjoint(keys_of(word.text))


def _is_name(words: Sequence[Word], place: int, cited: Sequence[Named]) -> bool:
    """Whether a word names, by itself or with the one that follows."""
    word, follows = words[place], words[place + 1 : place + 2]
    goes_on = bool(follows) and follows[0].text[0].isupper()
    across = not any(text.cyrillic == is_cyrillic(word.text) for text in cited)
    if len(word.low) < _SHORTEST + across:
        return False
    if is_cyrillic(word.text):
        if not is_name(word.text):
            return False
        parse = morphology().parse(word.low)[0]
        return not word.begins or goes_on or any(tag in parse.tag for tag in _NAME_TAGS)
    if is_english(word.low) or is_stopword(word.text.partition("'")[0]):
        return False
    if across and (_has_article(words, place) or _COMMON.search(word.low)):
        return False
    tells = bool(follows) and _TELLING.match(follows[0].text) is not None
    return not word.begins or goes_on or (tells and not across and not _ORDINARY.search(word.low))


def _has_article(words: Sequence[Word], place: int) -> bool:
    """Whether a name has an article, as what is named by common words: "the Commonwealth"."""
    while place and words[place].text[0].isupper():
        place -= 1
    return words[place].low == "the" or words[place].text == "The"


def _is_abbreviation(word: Word) -> bool:
    return (
        _ABBREVIATION.fullmatch(word.text) is not None and len(word.text) <= _LONGEST_ABBREVIATION
    )


def _holds_abbreviation(word: Word, cited: Sequence[Named]) -> bool:
    """Whether an abbreviation may stand for words of a cited text; none is told across scripts."""
    if not any(text.cyrillic == is_cyrillic(word.text) for text in cited):
        return True
    return any(word.low in text.initials for text in cited) or any(
        _sounds_like_one_of(word, text) for text in cited
    )


def _spelt_out(words: Sequence[Word], place: int, text: Named) -> bool:
    """Whether the words around a name begin with the letters of an abbreviation cited."""
    for abbreviation in text.capital:
        length = len(abbreviation)
        if not (abbreviation.isupper() and 1 < length <= _LONGEST_ABBREVIATION):
            continue
        for first in range(max(0, place - length + 1), place + 1):
            run = words[first : first + length + 2]
            wordy = [word for word in run if not is_stopword(word.text)]
            for letters in (run, wordy):
                if "".join(word.low[:1] for word in letters).startswith(abbreviation.lower()):
                    return True
    return False


def _sounds_like_one_of(word: Word, text: Named) -> bool:
    if any(may_be_one(word.text, other) for other in text.capital if len(other) > 1):
        return True
    return any(may_be_of(word.text, other) for other in text.small + text.capital)


def _countries_at(words: Sequence[Word], place: int) -> frozenset[str]:
    """The countries that a word names, by itself or with those beside it: "New Zealand"."""
    word = words[place]
    alone = countries_in(word.text)
    if alone:
        return alone
    around: Iterator[str] = (
        " ".join(other.text for other in words[first : first + 2])
        for first in (place - 1, place)
        if first >= 0
    )
    return (
        frozenset(code for pair in around for code in countries_in(pair))
        if (len(word.text) >= _SHORTEST)
        else frozenset()
    )


def _is_of_a_country(word: Word) -> bool:
    """Whether a word is of people or things of a country: "Chinese", «Казахстанские»."""
    if is_cyrillic(word.text):
        return "Geox" not in morphology().parse(word.low)[0].tag
    return bool(
        re.search(
            r"(?:ese|ish|ians?|ans?|is|[iz]|s|ch|men|man|czech|kazakh|uzbek|tajik|turk|thai"
            r"|dutch|swede|dane|greek|finn)$",
            word.low,
        )
    )
