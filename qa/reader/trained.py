"""The default reader: the trained network over the first passages, joined with similarity.

The numbers were fitted on XQuAD and SQuAD 2.0 dev by `benchmarks/calibrate_reader.py`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.paragraphs import trim
from index.types import Hit, Span
from qa.reader.premises import FEATURES as PREMISES
from qa.reader.premises import premises
from qa.reader.similarity import FEATURES as SIMILARITY_FEATURES
from qa.reader.similarity import Scored, SimilarityReader
from qa.reader.spans import Passage, ReadPassage, ReadSentence, SpanModel
from qa.types import Evidence, Question, Reading

# Passages that the network reads for a question: each takes a core about 55 ms.
READ_PASSAGES = 4
# Score of a sentence: these times its features. Similarity alone ranks what wasn't read.
SIGNALS = ("similarity", "sentence", "span", "answerable", "match")
WEIGHTS = (1.05, 0.05, 0.35, 0.05, 1.6)
# What the network is taken to say of a sentence that it hasn't read; its match is a little worse
# than the worst of the others.
_UNREAD = (-4.0, -12.0, -3.0)
_UNREAD_MATCH = -0.02
# Logistic regression of "the sources answer" on the features of the best sentence.
# With all the network's logits and the lead over the next sentence it would be 0.788 on SQuAD 2.0
# dev rather than 0.785, with signs that make no sense.
FEATURES = (*SIMILARITY_FEATURES[:-1], "span", "match", *PREMISES)
COEFFICIENTS = (2.08, 2.82, -0.11, -0.28, 0.43, 0.25, 0.0, -3.0, -3.0, -3.0)
INTERCEPT = -0.49
# A span's lead over "no answer" beyond this many logits says nothing more.
_SPAN_LIMIT = 12.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence's evidence with its signals, and the features of its confidence."""

    evidence: Evidence
    signals: tuple[float, ...]
    features: tuple[float, ...]


class TrainedReader:
    """Reads the first passages with the network, and ranks every sentence by all that is known."""

    def __init__(self, similarity: SimilarityReader, model: SpanModel) -> None:
        self._similarity = similarity
        self._model = model

    def load(self) -> None:
        """Load the network now rather than at the first question; raises ModelError."""
        self._model.load()

    def read(self, question: Question, hits: Sequence[Hit]) -> Reading:
        """Rank the sentences of the passages; the confidence is that of the best one."""
        judged = self.judge(question, hits)
        if not judged:
            return Reading((), 0.0)
        return Reading(tuple(item.evidence for item in judged), _confidence(judged[0].features))

    def judge(self, question: Question, hits: Sequence[Hit]) -> list[Judged]:
        """Judge every sentence of the passages, best first."""
        scored = self._similarity.score(question, hits)
        if not scored:
            return []
        read = self._read(question, hits[:READ_PASSAGES], scored)
        unread = min((s.match for _, s in read.values()), default=0.0) + _UNREAD_MATCH
        weighed = sorted(
            (
                (item, _signals(item, unread, *read.get(_place(item), (None, None))))
                for item in scored
            ),
            key=lambda pair: -_score(pair[1]),
        )
        return [
            Judged(
                replace(item.evidence, score=_score(signals), focus=_focus(item, read)),
                signals,
                (
                    *item.features[:-1],
                    signals[SIGNALS.index("span")],
                    signals[SIGNALS.index("match")],
                    *premises(question.standalone, item.evidence),
                ),
            )
            for item, signals in weighed
        ]

    def _read(
        self, question: Question, hits: Sequence[Hit], scored: Sequence[Scored]
    ) -> "dict[tuple[int, int], tuple[ReadPassage, ReadSentence]]":
        """What the network says of each sentence, by passage and place."""
        starts: dict[int, list[Evidence]] = {hit.chunk.id: [] for hit in hits}
        for item in scored:
            if item.evidence.hit.chunk.id in starts:
                starts[item.evidence.hit.chunk.id].append(item.evidence)
        passages = [
            Passage(
                hit.document.title,
                hit.chunk.text,
                tuple(
                    Span(e.start - hit.chunk.start, e.end - hit.chunk.start)
                    for e in starts[hit.chunk.id]
                ),
            )
            for hit in hits
        ]
        found = {}
        answers = self._model.read(question.standalone, passages)
        for hit, passage in zip(hits, answers, strict=True):
            for evidence, sentence in zip(starts[hit.chunk.id], passage.sentences, strict=True):
                if sentence:
                    found[hit.chunk.id, evidence.start] = (passage, sentence)
        return found


def _place(item: Scored) -> tuple[int, int]:
    return item.evidence.hit.chunk.id, item.evidence.start


def _signals(
    item: Scored, unread: float, passage: ReadPassage | None, sentence: ReadSentence | None
) -> tuple[float, ...]:
    if passage is None or sentence is None:
        return (item.evidence.score, *_UNREAD, 10 * unread)
    lead = max(-_SPAN_LIMIT, min(sentence.span_score, _SPAN_LIMIT))
    return (item.evidence.score, sentence.score, lead, passage.answerable, 10 * sentence.match)


def _score(signals: Sequence[float]) -> float:
    return sum(weight * signal for weight, signal in zip(WEIGHTS, signals, strict=True))


def _focus(
    item: Scored, read: "dict[tuple[int, int], tuple[ReadPassage, ReadSentence]]"
) -> tuple[int, int] | None:
    """The words that answer, in document offsets."""
    found = read.get(_place(item))
    if not found:
        return None
    chunk, span = item.evidence.hit.chunk, found[1].span
    inside = trim(item.evidence.hit.document.text, chunk.start + span.start, chunk.start + span.end)
    return (inside.start, inside.end) if inside else None


def _confidence(features: Sequence[float]) -> float:
    linear = INTERCEPT + sum(c * f for c, f in zip(COEFFICIENTS, features, strict=True))
    return 1 / (1 + math.exp(-linear))
