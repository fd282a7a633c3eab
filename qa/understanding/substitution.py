"""A question with a part of it replaced by what is like it: another year, place or thing."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.text.words import is_cyrillic, morphology
from qa.understanding.wordings import (
    ADVERBS,
    Word,
    asks_or_tells,
    is_named,
    tells,
    words_in,
)

YEAR = re.compile(
    r"(?:\b(?:в|во|за|на|с|к|до|in|for|during|of|since|by)\s+)?(?<![\d.,])(?:1\d|20)\d\d(?![\d%])"
    r"(?:-?(?:м|й|го|ом|ый|е|х))?(?:\s+(?:год[ау]?|году|годом|годах|годы|г\.?)(?!\w))?",
    re.I,
)
# «Если ключ потерян», "if I am late": up to a comma or the end.
CONDITION = re.compile(r"\b(?:если|if)\s+(?=\w)", re.I)
_WHOLE_CONDITION = re.compile(rf"{CONDITION.pattern}[^,?]*", re.I)
_COUNTS = re.compile(r"\W*how (?:many|much)\b", re.I)
_PARTICLES = frozenset({"ли", "же", "бы", "не"})
_ARTICLE = re.compile(r"\b(?:the|an?)\s+$", re.I)
# What is not meant: «…, а не в парке», ", not the park".
_NOT_MEANT = re.compile(r",?\s+(?:а\s+)?(?:не|not)\s+.*$", re.I)


def put_into(before: str, fragment: str) -> str:
    """The question before with a fragment in the place of what is like it, else behind all."""
    words = words_in(fragment)
    if all(word.asks for word in words):
        return f"{_asked_anew(before, fragment)}?"
    for phrase in _phrases(_NOT_MEANT.sub("", fragment)):
        place = _place_of(before, phrase)
        before = (
            f"{before[: place[0]]}{phrase}{before[place[1] :]}" if place else f"{before} {phrase}"
        )
    return f"{before}?"


def under_condition(before: str, condition: str) -> str:
    """The question before under another condition: one it had goes, except for what a single word
    takes the place of."""
    said = condition[CONDITION.match(condition).end() :]  # type: ignore[union-attr]
    old = _WHOLE_CONDITION.search(before)
    if old is None:
        return f"{before}, {condition}?"
    if len(words_in(said)) == 1:
        clause = put_into(old[0].rstrip(), said).rstrip("?")
        condition = clause if CONDITION.match(clause) else condition
    opening = old[0][: len(CONDITION.match(old[0])[0])]  # type: ignore[index]
    condition = opening + CONDITION.sub("", condition, count=1)
    return f"{before[: old.start()]}{condition}{before[old.end() :]}?"


def _asked_anew(before: str, interrogative: str) -> str:
    """The question before, asking for another thing."""
    words = words_in(before)
    end = 0
    for word in words:
        if not word.asks:
            break
        end = word.end
    opening = interrogative[0].upper() + interrogative[1:]
    return f"{opening}{before[end:]}" if end else f"{opening}: {before}"


def _phrases(fragment: str) -> list[str]:
    """A fragment cut before each preposition and year: «в 2024 из Индии»."""
    cuts = {0}
    for word in words_in(fragment):
        if word.is_preposition:
            cuts.add(word.start)
    edges = [*sorted(cuts), len(fragment)]
    pieces = [fragment[a:b].strip(" ,") for a, b in pairwise(edges)]
    return [piece for piece in pieces if piece]


def _place_of(before: str, phrase: str) -> tuple[int, int] | None:
    """Where in the question before stands what a phrase replaces."""
    year = YEAR.search(phrase)
    if year:
        found = list(YEAR.finditer(before))
        return (_opened(before, found[0], phrase, year), found[-1].end()) if found else None
    first, *others = words_in(phrase)
    if first.is_preposition and others:
        return _same_preposition(before, phrase)
    if any(word.low in ADVERBS for word in words_in(phrase)):
        return _adverb(before)
    runs = _runs(before)
    names = [(start, end) for start, end, name in runs if name]
    named = any(word.text[0].isupper() for word in words_in(phrase))
    if named and (names or not is_cyrillic(phrase)):
        return _with_article(before, names[0], phrase) if names else None
    if not others and first.text[0].isdigit():
        return _number_like(before, first)
    if not is_cyrillic(phrase):
        return _english_place(before, runs)
    cases = _cases(words_in(phrase))
    alike = (
        (start, end)
        for start, end, name in runs
        if not name and cases & _cases(words_in(before[start:end]))
    )
    return next(alike, None)


def _with_article(before: str, place: tuple[int, int], phrase: str) -> tuple[int, int]:
    """A place with the article before it, where what comes there has its own."""
    article = (
        _ARTICLE.search(before, 0, place[0]) if _ARTICLE.match(f"{phrase.split()[0]} ") else None
    )
    return (article.start() if article else place[0]), place[1]


def _number_like(before: str, number: Word) -> tuple[int, int] | None:
    """The one number that is written alike: «5-го» and «6-го», 5 and 6."""
    alike = [word for word in words_in(before) if _shape(word) == _shape(number)]
    return (alike[0].start, alike[0].end) if len(alike) == 1 else None


def _shape(word: Word) -> str:
    return re.sub(r"\d+", "0", word.low)


def _opened(before: str, found: re.Match[str], phrase: str, year: re.Match[str]) -> int:
    """Where what is replaced begins: words before both years, "in the", aren't said twice."""
    opening = phrase[: year.start()]
    start = found.start() - len(opening)
    same = start >= 0 and before[start : found.start()].lower() == opening.lower()
    return start if opening and same else found.start()


def _adverb(before: str) -> tuple[int, int] | None:
    """The last word that says when; before another word "before" is a preposition."""
    words = words_in(before)
    for word in reversed(words):
        if word.low in ADVERBS and (not word.is_preposition or word is words[-1]):
            return word.start, word.end
    return None


def _english_place(before: str, runs: list[tuple[int, int, bool]]) -> tuple[int, int] | None:
    """What is counted, where something is; else what the question ends with."""
    if not runs:
        return None
    counted = _COUNTS.match(before)
    start, end, _ = runs[0] if counted else runs[-1]
    end = _counted_end(before, start) if counted else end
    article = _ARTICLE.search(before, 0, start)
    return (article.start() if article else start), end


def _counted_end(before: str, start: int) -> int:
    """Where what is counted ends: before a word that tells, «bilateral meetings were»; where none
    follows, what comes next may be a verb."""
    words = [word for word in words_in(before) if word.start >= start]
    for last, word in pairwise(words):
        if tells(word):
            return last.end
        if word.is_preposition:
            break
    return words[0].end


def _cases(words: Sequence[Word]) -> set[str]:
    """The cases that the first noun among words may be in."""
    for word in words:
        parses = [p for p in morphology().parse(word.low) if "NOUN" in p.tag or "NPRO" in p.tag]
        if is_cyrillic(word.text) and parses:
            return {str(parse.tag.case) for parse in parses}
    return set()


def _same_preposition(before: str, phrase: str) -> tuple[int, int] | None:
    """The phrase of the question before that begins with the same word and is of the same kind."""
    own = words_in(phrase)
    named = any(is_named(word) for word in own[1:])
    words = words_in(before)
    for at, word in enumerate(words):
        if word.low != own[0].low or at + 1 == len(words):
            continue
        last = at + 1
        while last + 1 < len(words) and _goes_on(before, words, last + 1):
            last += 1
        said = words[at + 1 : last + 1]
        if YEAR.search(before, word.start, words[last].end):
            continue
        if any(map(is_named, said)) != named:
            continue
        # "On the Kazakh side" stands for "on the Chinese side", side and all.
        while last + 1 < len(words) and words[last + 1].low == own[-1].low:
            last += 1
        return word.start, words[last].end
    return None


def _goes_on(before: str, words: Sequence[Word], at: int) -> bool:
    """Whether a word belongs to the same phrase as the one before it."""
    word, earlier = words[at], words[at - 1]
    joined = before[earlier.end : word.start].strip(' «"“') == ""
    if not joined or word.is_preposition or asks_or_tells(word):
        return False
    return is_named(word) == is_named(earlier) or not is_named(earlier)


def _numbers_name(words: Sequence[Word], at: int) -> bool:
    """Whether a number belongs to the name before it: "Boeing 737", with no word it counts."""
    ends = at + 1 == len(words) or words[at + 1].is_preposition
    return ends and words[at].text.isdigit() and is_named(words[at - 1])


def _runs(before: str) -> list[tuple[int, int, bool]]:
    """Runs of words that neither ask nor tell nor stand behind a preposition: names, and others."""
    words = words_in(before)
    runs: list[tuple[int, int, bool]] = []
    for at, word in enumerate(words):
        if word.is_preposition or asks_or_tells(word) or word.low in _PARTICLES:
            continue
        name = at > 0 and (is_named(word) or _numbers_name(words, at))
        behind = at > 0 and words[at - 1].is_preposition
        goes_on = bool(runs) and runs[-1][1] == words[at - 1].end and runs[-1][2] == name
        # An English verb can't be told from a noun, so a run that isn't a name is one word.
        joined = before[words[at - 1].end : word.start].isspace()
        if goes_on and joined and not behind and (name or is_cyrillic(word.text)):
            runs[-1] = (runs[-1][0], word.end, name)
        elif not behind or name:
            runs.append((word.start, word.end, name))
    return runs
