"""The default reader: the trained network over the first passages, joined with similarity.

Its numbers are a `Calibration`, fitted by `python -m training.calibrate`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.snapshot import Snapshot
from index.text.paragraphs import trim
from index.types import Hit, Span
from qa.reader.calibration import Calibration
from qa.reader.entries import of_the_day
from qa.reader.neural.spans import ReaderInput, ReadSentence, SpanModel
from qa.reader.premises import FEATURES as PREMISES
from qa.reader.premises import premises
from qa.reader.sight import view_of
from qa.reader.similarity import FEATURES as SIMILARITY_FEATURES
from qa.reader.similarity import Scored, SimilarityReader
from qa.types import Evidence, Question, Reading
from qa.understanding.questions import wants_several

# Passages that the network reads for a question: each takes a core about 55 ms.
READ_PASSAGES = 4
# Where a span of the first leads by so much and one thing is asked for, the others are not read:
# of 400 held-out questions over a thousand documents 41 % end so, the same sentence is best in 99 %
# of these, and as many answers are right.
FIRST_PASSAGES, SETTLED_LEAD = 2, 1.0
# What a sentence is ranked by. The network's own logits of sentence and passage add nothing:
# cross-validated sentence@1 of all sets 89.5 with them, 89.7 without. Within a language the match
# mostly repeats what shared words say; across languages it is worth five points.
SIGNALS = ("similarity", "span", "match", "foreign_match")
# What is taken for the span's lead of a sentence that wasn't read; its match is a little below the
# lowest of the others.
_UNREAD_SPAN = -12.0
_UNREAD_MATCH = -0.02
# What the confidence is made of: of the best sentence, `span_ahead` is how far its lead is ahead of
# that of any other sentence. How often it holds the names asked for, the network's own logit of the
# passage and how well that matches the worst matched word of the question added nothing.
FEATURES = (
    *("sentence", "foreign", "missing_numbers", "missing_names"),
    *SIGNALS,
    "span_ahead",
    *PREMISES,
)
# A span's lead over "no answer" beyond this many logits says nothing more.
_SPAN_LIMIT = 12.0
_FOREIGN = SIMILARITY_FEATURES.index("foreign")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence's evidence with its signals, and the features of its confidence."""

    evidence: Evidence
    signals: Mapping[str, float]
    features: dict[str, float]


class TrainedReader:
    """Reads the first passages with the network, and ranks every sentence by all that is known."""

    def __init__(
        self,
        similarity: SimilarityReader,
        model: SpanModel,
        calibration: Calibration,
    ) -> None:
        self._similarity = similarity
        self._model = model
        self._calibration = calibration

    def load(self) -> None:
        """Load the network now rather than at the first question; raises ModelError."""
        self._model.load()

    def read(self, question: Question, hits: Sequence[Hit], snapshot: Snapshot) -> Reading:
        """Rank the sentences of the passages; the confidence is that of the best one."""
        judged = self.judge(question, hits, snapshot)
        if not judged:
            return Reading((), 0.0)
        first, *others = (item.signals["span"] for item in judged)
        features = judged[0].features | {"span_ahead": ahead(first, others)}
        confidence = self._calibration.confidence(features)
        return Reading(tuple(item.evidence for item in judged), confidence, features)

    def find(self, question: str, text: str) -> str | None:
        """The words that the network answers with, whether or not they answer."""
        whole = ReaderInput("", text, (Span(0, len(text)),))
        sentence = self._model.read(question, [whole])[0].sentences[0]
        return text[sentence.span.start : sentence.span.end] if sentence else None

    def judge(self, question: Question, hits: Sequence[Hit], snapshot: Snapshot) -> list[Judged]:
        """Judge every sentence of the passages, best first."""
        scored = self._similarity.score(question, hits, snapshot)
        if not scored:
            return []
        read = self._read(question, hits[:FIRST_PASSAGES], scored)
        several = wants_several(question.text, question.language)
        if several or max(map(_lead, read.values()), default=_UNREAD_SPAN) < SETTLED_LEAD:
            read |= self._read(question, hits[FIRST_PASSAGES:READ_PASSAGES], scored)
        matches = _matches(scored, read)
        judged = []
        for item, match in zip(scored, matches, strict=True):
            lead = _lead(read.get(_key(item)))
            values = (item.evidence.score, lead, *match)
            signals = dict(zip(SIGNALS, values, strict=True))
            own = dict(zip(SIMILARITY_FEATURES, item.features, strict=True))
            contradicted = premises(question.standalone, item.evidence)
            features = {
                **{name: value for name, value in own.items() if name in FEATURES},
                **signals,
                **dict(zip(PREMISES, contradicted, strict=True)),
            }
            evidence = replace(
                item.evidence,
                score=self._calibration.score(signals),
                focus=_focus(item, read),
            )
            judged.append(Judged(evidence, signals, features))
        judged.sort(key=lambda item: -item.evidence.score)
        staying = of_the_day(question.standalone, [item.evidence for item in judged])
        return [judged[at] for at in staying]

    def _read(
        self, question: Question, hits: Sequence[Hit], scored: Sequence[Scored]
    ) -> dict[tuple[int, int], ReadSentence]:
        """What the network says of each sentence, by its passage and start.

        The spans are the document's.
        """
        starts: dict[int, list[Evidence]] = {hit.passage.id: [] for hit in hits}
        for item in scored:
            if item.evidence.hit.passage.id in starts:
                starts[item.evidence.hit.passage.id].append(item.evidence)
        views = [view_of(hit) for hit in hits]
        passages = [
            ReaderInput(
                hit.document.title,
                view.text,
                tuple(
                    view.from_document(Span(e.start, e.end)) or Span(0, 0)
                    for e in starts[hit.passage.id]
                ),
            )
            for hit, view in zip(hits, views, strict=True)
        ]
        found = {}
        answers = self._model.read(question.standalone, passages)
        for hit, view, passage in zip(hits, views, answers, strict=True):
            for evidence, sentence in zip(starts[hit.passage.id], passage.sentences, strict=True):
                if sentence:
                    unit = Span(evidence.start, evidence.end)
                    words = view.to_document(sentence.span, unit) or Span(unit.start, unit.start)
                    found[hit.passage.id, evidence.start] = replace(sentence, span=words)
        return found


def ahead(lead: float, others: Iterable[float]) -> float:
    """How far the lead of the best sentence's span is ahead of those of all others."""
    return lead - max(others, default=_UNREAD_SPAN)


def _key(item: Scored) -> tuple[int, int]:
    return item.evidence.hit.passage.id, item.evidence.start


def _lead(sentence: ReadSentence | None) -> float:
    """The lead of a sentence's best span over "no answer"."""
    if sentence is None:
        return _UNREAD_SPAN
    return max(-_SPAN_LIMIT, min(sentence.span_score, _SPAN_LIMIT))


def _matches(
    scored: Sequence[Scored], read: Mapping[tuple[int, int], ReadSentence]
) -> list[tuple[float, float]]:
    """How much worse tenfold a sentence matches the question than the best in its language does.

    First for the question's language, then for others, 0 where the sentence is in the other kind;
    neither is favoured.
    """
    pairs = [(0.0, 0.0)] * len(scored)
    for foreign in (False, True):
        positions = [
            at for at, item in enumerate(scored) if (item.features[_FOREIGN] > 0) == foreign
        ]
        found = [read.get(_key(scored[at])) for at in positions]
        known = [sentence.match for sentence in found if sentence]
        best, unread = max(known, default=0.0), min(known, default=0.0) + _UNREAD_MATCH
        for at, sentence in zip(positions, found, strict=True):
            behind = 10 * ((sentence.match if sentence else unread) - best)
            pairs[at] = (0.0, behind) if foreign else (behind, 0.0)
    return pairs


def _focus(item: Scored, read: Mapping[tuple[int, int], ReadSentence]) -> tuple[int, int] | None:
    """The words that answer, in document offsets."""
    found = read.get(_key(item))
    if not found:
        return None
    inside = trim(item.evidence.hit.document.text, found.span.start, found.span.end)
    return (inside.start, inside.end) if inside else None
