"""What rules object to in a sentence that cites: numbers, dates, names, denials, the language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.text.language import detect
from index.types import Span
from qa.checking import dates, names, negation, numbers
from qa.checking.plain import read, sentences_of
from qa.types import LANGUAGES

Kind = Literal["number", "date", "name", "negation", "language", "nothing_cited"]

# Letters neither Latin nor Cyrillic; one of them by itself is a sign (α, µ).
_FOREIGN = re.compile(r"[^\W\d_A-Za-z\u00aa-\u024f\u0250-\u02ff\u0400-\u052f\u1e00-\u1eff]{2,}")
# A shorter sentence tells too little of its language.
_FEWEST_WORDS = 5
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check objects to, and where in the sentence that stands."""

    kind: Kind
    span: Span


def findings(said: str, cited: Sequence[str]) -> tuple[Finding, ...]:
    """Check a sentence without marks of citations against all passages that it cites together.

    Each passage may begin with its document's title and date. Numbers, dates and names that none
    of them has are found however they are written; what is denied or reversed only where it can be
    told.
    """
    plain = read(said)
    if not plain.text.strip():
        return ()
    texts = [sentences for passage in cited if (sentences := sentences_of(passage))]
    start = len(said) - len(said.lstrip())
    whole = Span(start, len(said.rstrip()))
    if not texts:
        return (Finding("nothing_cited", whole),)
    if _is_foreign(plain.text, texts):
        return (Finding("language", whole),)
    found = {
        Finding(kind, plain.span(span.start, _without_stop(plain.text, span)))
        for kind, span in _checked(plain.text, texts)
    }
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end, one.kind)))


def _without_stop(text: str, span: Span) -> int:
    """Where a span ends without the stop that ends the sentence; that of "p.m." belongs to it."""
    words = text[span.start : span.end]
    ends = words.endswith(".") and not text[span.end :].strip()
    return span.end - 1 if ends and words.split()[-1].count(".") == 1 else span.end


def _checked(said: str, texts: Sequence[tuple[str, ...]]) -> Iterator[tuple[Kind, Span]]:
    calendars = [dates.calendar_of(text) for text in texts]
    moments = [Span(moment.start, moment.end) for moment in dates.moments_in(said)]
    for moment in dates.unsupported(said, calendars):
        yield "date", Span(moment.start, moment.end)
    counted = [numbers.counted(text) for text in texts]
    for span in numbers.unsupported(said, counted, calendars, moments):
        yield "number", span
    for span in names.unsupported(said, [names.named(text) for text in texts], moments):
        yield "name", span
    for span in negation.unsupported(said, [negation.lines_of(text) for text in texts]):
        yield "negation", span
    for match in _strange(said, texts):
        yield "language", Span(*match.span())


def _strange(said: str, texts: Sequence[tuple[str, ...]]) -> list[re.Match[str]]:
    """Words in a script that is neither Russian nor English, and not cited."""
    cited = "\n".join(sentence for text in texts for sentence in text)
    return [match for match in _FOREIGN.finditer(said) if match.group() not in cited]


def _is_foreign(said: str, texts: Sequence[tuple[str, ...]]) -> bool:
    """Whether a sentence is in neither Russian nor English, and doesn't quote what it cites."""
    words = _WORD.findall(said)
    if len(words) < _FEWEST_WORDS or (detect(said) or LANGUAGES[0]) in LANGUAGES:
        return False
    cited = "\n".join(sentence for text in texts for sentence in text)
    return sum(word in cited for word in words) * 2 <= len(words)
