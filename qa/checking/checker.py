"""The check of one sentence against all that it cites together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from index.text.words import TOKEN
from index.types import Document, Span
from qa.checking.rules import findings
from qa.checking.support import Features, Support
from qa.reader.neural.spans import Likeness, ReaderInput, SpanModel
from qa.reader.sight import view_of
from qa.types import Evidence, Verdict
from qa.understanding.claims import claim_of

# Of one sentence's words so many may lean on a second place before that is cited as well.
_GAIN = 0.06
# Fewer words than these, out of their sentence, may say something else.
_FEWEST_QUOTED = 5
# So many words are an answer rather than a sentence.
_MOST_OF_A_FRAGMENT = 4


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that may be cited: its units that can answer, in order."""

    units: tuple[Evidence, ...]

    @property
    def document(self) -> Document:
        """The document that the passage is of."""
        return self.units[0].hit.document


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on a sentence, and the units that bear it best, the best first."""

    verdict: Verdict
    bearing: tuple[Evidence, ...]


class Checker(Protocol):
    """Checks what was said against what it cites."""

    def check(self, said: str, cited: Sequence[Source], question: str = "") -> Checked:
        """Judge a sentence against all that it cites together; nothing cited bears nothing.

        Some words that are no sentence claim what they answer: `question`.
        """


class ReadingChecker:
    """Checks numbers, dates, names and negation by rules, all else by the reader's network."""

    def __init__(self, model: SpanModel, support: Support) -> None:
        self._model = model
        self._support = support

    def check(self, said: str, cited: Sequence[Source], question: str = "") -> Checked:
        sources = [source for source in cited if source.units]
        if not sources:
            return Checked(Verdict("unsupported", "nothing_cited"), ())
        quoted = _quoted(said, sources)
        if quoted:
            return Checked(Verdict("supported", "quoted"), (quoted,))
        objections = findings(said, self.seen(sources))
        short = bool(question) and 0 < len(TOKEN.findall(said)) <= _MOST_OF_A_FRAGMENT
        claimed = claim_of(question, said.strip(" .!")) if short else said
        likeness = self.liken(claimed, sources)
        units = [unit for source in sources for unit in source.units]
        bearing = tuple(units[at] for at in _bearing(likeness.alike))
        if objections:
            faults = tuple(sorted({(found.span.start, found.span.end) for found in objections}))
            return Checked(Verdict("unsupported", objections[0].kind, faults), bearing)
        verdict = self._judge(likeness)
        # What is at fault in a claim stands nowhere in the words that were said.
        return Checked(replace(verdict, faults=()) if short else verdict, bearing)

    def seen(self, cited: Sequence[Source]) -> list[str]:
        """The texts that a sentence is checked against by rules."""
        return [_seen(source) for source in cited]

    def liken(self, said: str, cited: Sequence[Source]) -> Likeness:
        """How alike a sentence's words are to what is cited."""
        return self._model.liken(said, [_input(source) for source in cited])

    def _judge(self, likeness: Likeness) -> Verdict:
        if not likeness.words:
            return Verdict("partial", "nothing_to_check")
        status = self._support.status(Features.of(likeness))
        if status == "supported":
            return Verdict("supported", "words_borne")
        best = likeness.alike.max(axis=1)
        faults = tuple(
            (word.start, word.end)
            for word, alike in zip(likeness.words, best, strict=True)
            if alike < self._support.word
        )
        return Verdict(status, "words_missing", faults)


def _quoted(said: str, sources: Sequence[Source]) -> Evidence | None:
    """The unit that a sentence repeats word for word, all of it or a part of some words."""
    words = TOKEN.findall(said.lower())
    if len(words) < _FEWEST_QUOTED:
        return None
    wanted = f" {' '.join(words)} "
    for source in sources:
        for unit in source.units:
            text = source.document.text[unit.start : unit.end].lower()
            if wanted in f" {' '.join(TOKEN.findall(text))} ":
                return unit
    return None


def _bearing(table: np.ndarray) -> list[int]:
    """The unit whose sentence is most alike, and one more where that has what the first lacks."""
    if not table.size:
        return [0] if table.shape[1] else []
    first = int(table.mean(axis=0).argmax())
    both = np.maximum(table, table[:, [first]]).mean(axis=0)
    second = int(both.argmax())
    gained = both[second] - table[:, first].mean()
    return [first, second] if second != first and gained > _GAIN else [first]


def _seen(source: Source) -> str:
    document, hit = source.document, source.units[0].hit
    return "\n".join(filter(None, [document.title, document.date, view_of(hit).text]))


def _input(source: Source) -> ReaderInput:
    view = view_of(source.units[0].hit)
    spans = [view.from_document(Span(unit.start, unit.end)) or Span(0, 0) for unit in source.units]
    return ReaderInput(source.document.title, view.text, tuple(spans))
