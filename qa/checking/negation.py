"""What a sentence denies where the words it cites don't, or says where they say the opposite."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.text.names import keys_of
from index.text.words import TOKEN, is_cyrillic, is_stopword, normalise
from index.types import Span
from qa.checking.dates import moments_in
from qa.checking.opposites import EXCLUSIVE, OPPOSITES

_REMEMBERED = 256
# Where "not" denies nothing: "not only", «не менее», «чуть не».
_NO_DENIAL = re.compile(
    r"(?<!\w)(?:не (?:только|просто|менее|более|меньше|больше|раньше|ранее|позднее|позже|раз"
    r"|один|одн\w+"
    r"|хуже|лучше|считая|говоря|исключено|так|смотря|взирая)|(?:едва|чуть|пока|разве) не|ни разу не"
    r"|(?:\w+ше|\w+ее) не|не \w+ не|не без|не мо[гж]\w+ не"
    r"|not (?:only|just|merely|simply|less|fewer|more|until|least|later|earlier|without|so|all"
    r"|necessarily)"
    r"|(?:if|whether or|why) not|no (?:more|less|fewer|later|earlier|other|matter|doubt|sooner)"
    r"|no\. ?\d|no one but|не против)(?!\w)",
    re.I,
)
_DENIAL = re.compile(
    r"(?<!\w)(?:не|нет|никогда|нельзя|not|never|cannot|can't|no|none|nobody|neither|\w+n't)(?!\w)",
    re.I,
)
# Whatever may deny in other words; where one of these stands nothing is told.
_HINT = re.compile(
    r"(?<!\w)(?:не|ни|нет|нельзя|никто|никак\w*|ничт\w+|ничего|ничем|никогда|без|без\w{4,}"
    r"|бес\w{4,}|не\w{4,}"
    r"|запре[тщ]\w+|отказ\w*|отсутств\w+|лиш\w+|кроме|помимо|перест\w+|прекра[тщ]\w+|отмен\w+"
    r"|опроверг\w*"
    r"|отверг\w*|отриц\w+|исключ\w+|против\w*|закры\w+|мало\w*|редк\w+|только|едва|пуст\w+"
    r"|утра[тч]\w+"
    r"|потер\w+|избе[гж]\w+|провал\w*|бывш\w+|вместо|хотя|сомне\w+|отклон\w+|воздерж\w+|остал\w+"
    r"|скры\w+"
    r"|not|no|nor|none|nobody|nothing|neither|never|cannot|can't|\w+n't|without|un\w{4,}|in(?:ab"
    r"|ad|cap"
    r"|compl|corr|depen|eff|suff|val|vis)\w+|im(?:poss|mob|pass)\w+|dis\w{4,}|few|fewer|little"
    r"|less|rare\w*"
    r"|hardly|barely|only|fail\w*|refus\w+|reject\w*|den(?:y|ied|ies|ial)|lack\w*|absen\w+|ban\w*"
    r"|prohibit\w*|forb\w+|except\w*|stop\w*|ceas\w+|cancel\w*|avoid\w*|instead|rather|los[et]\w*"
    r"|clos\w+|zero|free|last|former\w*|but|however|although|despite|minus|miss\w*|empty|illegal\w*"
    r"|against|prevent\w*|remain\w*|mere\w*|other|until|yet)(?!\w)|n't\b",
    re.I,
)
_CLAUSE = re.compile(r"[,;:()—–]| (?:but|and|while|и|а|но) ")
# A sentence is about the same as another that has so much of its words.
_ABOUT_SAME, _FEWEST_SHARED = 0.5, 3
_REVERSED_SAME = 0.34
_FEWEST_ANCHORS = 2
# Of a text so short every sentence is about the same.
_SHORT_TEXT = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A cited sentence: its words, those that it denies, and those that may deny something.

    `anchors` are its numbers and the keys of its names, which are the same in another language.
    """

    text: str
    stems: frozenset[str]
    denied: frozenset[str]
    hints: frozenset[str]
    anchors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Denial:
    """Where a sentence denies, and the word that it denies."""

    start: int
    end: int
    stem: str | None


def _hints(text: str) -> frozenset[str]:
    """The words of a sentence that may deny something; «не» and "not" are among them."""
    found = (match.group() for match in _HINT.finditer(text))
    return frozenset("".join(normalise(word, keep_stopwords=True)) or word for word in found)


@lru_cache(maxsize=_REMEMBERED)
def lines_of(sentences: tuple[str, ...]) -> tuple[Line, ...]:
    """Read what a cited text denies."""
    return tuple(
        Line(
            text,
            frozenset(normalise(text)),
            frozenset(denial.stem for denial in denials_in(text) if denial.stem),
            _hints(text),
            frozenset(anchor for anchors in _anchors(text) for anchor in anchors),
        )
        for text in sentences
    )


def denials_in(text: str) -> list[Denial]:
    """Where a sentence denies something."""
    spared = [match.span() for match in _NO_DENIAL.finditer(text)]
    found = []
    for match in _DENIAL.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in spared):
            continue
        stem, end = None, match.end()
        for token in TOKEN.finditer(text, match.end()):
            if _CLAUSE.search(text[match.end() : token.start()]):
                break
            if not is_stopword(token.group()):
                stem, end = "".join(normalise(token.group())), token.end()
                break
        found.append(Denial(match.start(), end, stem))
    return found


def unsupported(said: str, cited: Sequence[tuple[Line, ...]]) -> list[Span]:
    """Where a sentence denies what it cites, or says the opposite."""
    lines = [line for text in cited for line in text]
    if not lines or any(line.text.strip(" .") == said.strip(" .") for line in lines):
        return []
    return [*_denied(said, lines), *_reversed(said, lines)]


def _denied(said: str, lines: Sequence[Line]) -> Iterator[Span]:
    denials = denials_in(said)
    across = _best_across(said, lines)
    text = "\n".join(line.text for line in lines)
    denials = [one for one in denials if not _is_reversed(said[one.start : one.end], text)]
    # In another language the word can't be compared: what denies must stand somewhere.
    if denials and not any(
        line.hints - {denials[0].stem} for line in ([across] if across else lines)
    ):
        yield Span(denials[0].start, denials[0].end)
        return
    stems = frozenset(normalise(said))
    best = _best(stems, lines)
    if best is None:
        return
    for denial in denials:
        if denial.stem in best.stems and not best.hints - {denial.stem}:
            yield Span(denial.start, denial.end)
    yield from _affirmed(said, stems, best, lines)


def _is_reversed(denied: str, text: str) -> bool:
    """Whether the opposite of what is denied stands in a text: «не запрещено», "allowed"."""
    return any(
        (one.search(denied) and two.search(text)) or (two.search(denied) and one.search(text))
        for one, two in OPPOSITES
    )


def _affirmed(
    said: str, stems: frozenset[str], best: Line, lines: Sequence[Line]
) -> Iterator[Span]:
    """The words that a sentence says and the one that it cites denies."""
    hints = _hints(said)
    others = [
        line for line in lines if line is not best and _overlap(stems, line) >= _REVERSED_SAME
    ]
    for token in TOKEN.finditer(said):
        stem = "".join(normalise(token.group()))
        if stem not in best.denied or hints - {stem}:
            continue
        if not any(stem in line.stems - line.denied for line in others):
            yield Span(*token.span())


def _reversed(said: str, lines: Sequence[Line]) -> Iterator[Span]:
    """The words of a sentence that are the opposite of those cited, which stand nowhere there."""
    best = _best(frozenset(normalise(said)), lines, _REVERSED_SAME)
    nearest = best or _best_across(said, lines)
    if denials_in(said) or (nearest is None and len(lines) > _SHORT_TEXT):
        return
    text = "\n".join(line.text for line in lines)
    around = [nearest] if nearest else lines
    for one, two in OPPOSITES:
        for ours, theirs in ((one, two), (two, one)):
            match = ours.search(said)
            if not match or theirs.search(said) or ours.search(text):
                continue
            against = [line for line in around if theirs.search(line.text)]
            if against and not any(line.denied or _on_other_days(said, line) for line in against):
                yield Span(*match.span())
    if best is None:
        return
    for group in EXCLUSIVE:
        for word in group:
            match = word.search(said)
            if match and not word.search(text) and any(other.search(best.text) for other in group):
                yield Span(*match.span())


def _on_other_days(said: str, line: Line) -> bool:
    """Whether two sentences speak of other weekdays: closed on Mondays, open on Tuesdays."""
    ours, theirs = (
        {moment.weekday for moment in moments_in(text)} - {None} for text in (said, line.text)
    )
    return bool(ours) and ours.isdisjoint(theirs)


def _best(stems: frozenset[str], lines: Sequence[Line], share: float = _ABOUT_SAME) -> Line | None:
    """The cited sentence that has most words of the one said, if it has enough of them."""
    best = max(lines, key=lambda line: _overlap(stems, line))
    enough = len(stems & best.stems) >= _FEWEST_SHARED and _overlap(stems, best) >= share
    return best if enough else None


def _best_across(said: str, lines: Sequence[Line]) -> Line | None:
    """The sentence in another language that shares most names and numbers, if it's but one."""
    script = is_cyrillic(said)
    if any(is_cyrillic(line.text) == script for line in lines if line.stems):
        return None
    anchors = _anchors(said)
    shared = [sum(not line.anchors.isdisjoint(one) for one in anchors) for line in lines]
    most = max(shared)
    if most < _FEWEST_ANCHORS or shared.count(most) > 1:
        return None
    return lines[shared.index(most)]


def _anchors(text: str) -> list[frozenset[str]]:
    """The keys of each word of a sentence that may be the same in another language."""
    words = {token for token in TOKEN.findall(text) if token[0].isdigit() or token[0].isupper()}
    keys = (normalise(word) if word[0].isdigit() else keys_of(word) for word in words)
    return [frozenset(found) for found in keys if found]


def _overlap(stems: frozenset[str], line: Line) -> float:
    return len(stems & line.stems) / len(stems) if stems else 0.0
