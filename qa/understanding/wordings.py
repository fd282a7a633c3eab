"""Words of a question: which ask, which tell, which name."""

import re
from dataclasses import dataclass

from index.text.words import TOKEN, is_cyrillic, is_name, morphology, normalise

# A name of letters and digits, one word whatever stands between them: DS-I122, Ту-154М, IPv6.
CODE = re.compile(r"(?<![\w-])(?=[\w.-]*\d)(?=[\w.-]*[A-Za-zА-ЯЁ])[^\W_]+(?:[-_.][^\W_]+)*")
_ORDINAL = r"\d+-[а-яё]{1,2}\b"
_WORD = re.compile(f"{CODE.pattern}|{_ORDINAL}|{TOKEN.pattern}")
_PREPOSITIONS_LISTED = """
в во на из изо с со у к ко о об обо от до за для по при про под над между через без ради среди кроме
около после перед in on at from of for to by with about into during after before since between among
without under over near
"""
PREPOSITIONS = frozenset(_PREPOSITIONS_LISTED.split())
_ADVERBS_LISTED = """
сейчас теперь сегодня раньше потом позже тогда ранее вчера завтра now today before later then
earlier currently yesterday tomorrow afterwards
"""
ADVERBS = frozenset(_ADVERBS_LISTED.split())
_INTERROGATIVE = re.compile(
    r"^(?:кто|кого|кому|кем|ком|что|чего|чему|чем|ч[её]м|где|куда|откуда|когда|почему|зачем|отчего"
    r"|как|как(?:ой|ая|ое|ие|ого|ому|им|их|ую|ом|ими)|сколько|скольк\w+|насколько|чей|чья|чьё|чьи"
    r"|котор\w+|каков\w*|who|whom|whose|what|which|where|when|why|how)$",
    re.I,
)
_AUXILIARY_LISTED = """
is are was were be been being do does did has have had can could will would should may might must
shall isn't aren't wasn't weren't don't doesn't didn't
"""
_AUXILIARY = frozenset(_AUXILIARY_LISTED.split())
_MEASURES = frozenset({"many", "much", "long", "far", "old", "often", "big", "tall"})
# What a thing has: «а цена?» asks for that of what was spoken of.
_ATTRIBUTES_LISTED = """
причина цена стоимость длина ширина высота глубина площадь население столица вес масса возраст дата
автор адрес телефон расписание срок размер температура скорость мощность объём состав название
итог результат последствие цель рост зарплата reason price cost length width height depth area
population capital weight age date author address phone timetable deadline size temperature speed
power volume name result outcome purpose salary
"""
_ATTRIBUTES = frozenset(normalise(_ATTRIBUTES_LISTED))
_LIKELY = 0.2
_VERBAL = frozenset({"VERB", "INFN", "PRTS", "GRND", "PRED", "ADJS"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with where it stands."""

    text: str
    start: int
    end: int
    asks: bool

    @property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def is_preposition(self) -> bool:
        """Whether it is one; a name in the middle of a text isn't: «тариф Про»."""
        return self.low in PREPOSITIONS and (self.start == 0 or not self.text[0].isupper())


def words_in(text: str) -> list[Word]:
    """The words of a text; "how many" asks with both."""
    words: list[Word] = []
    for found in _WORD.finditer(text):
        low = found.group().lower()
        measured = bool(words) and words[-1].low == "how" and low in _MEASURES
        asks = measured or bool(_INTERROGATIVE.match(low))
        words.append(Word(found.group(), found.start(), found.end(), asks))
    return words


def tells(word: Word) -> bool:
    """Whether a word says that something is or happens."""
    if word.low in _AUXILIARY:
        return True
    if not is_cyrillic(word.text) or is_named(word):
        return False
    parses = morphology().parse(word.low)
    # «пристань» is rather a pier than an order to land.
    if any("NOUN" in parse.tag and parse.score > _LIKELY for parse in parses):
        return False
    return str(parses[0].tag.POS) in _VERBAL


def asks_or_tells(word: Word) -> bool:
    """Whether a word asks, or says that something is: it names nothing."""
    return word.asks or tells(word)


def is_named(word: Word) -> bool:
    """Whether a word names: it is written with a capital, and not only since it comes first."""
    return word.text[0].isupper() and (word.start > 0 or is_name(word.text))


def attribute_in(text: str, *, leading: bool = False) -> Word | None:
    """The first word of a text that is what a thing has, a price, a length, a reason; with
    `leading` none where other words than an article stand before it."""
    words = words_in(text)
    if leading:
        words = words[words[0].low in ("the", "a", "an") :][:1] if words else []
    return next((word for word in words if not _ATTRIBUTES.isdisjoint(normalise(word.text))), None)
