"""The default reader: the trained network over the first passages, joined with similarity.

Its numbers are a `Calibration`, fitted by `python -m training.calibrate`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.snapshot import Snapshot
from index.text.paragraphs import trim
from index.types import Hit, Span
from qa.reader.calibration import Calibration
from qa.reader.entries import of_the_day
from qa.reader.neural.spans import ReaderInput, ReadPassage, ReadSentence, SpanModel
from qa.reader.premises import FEATURES as PREMISES
from qa.reader.premises import premises
from qa.reader.sight import view_of
from qa.reader.similarity import FEATURES as SIMILARITY_FEATURES
from qa.reader.similarity import Scored, SimilarityReader
from qa.types import Evidence, Question, Reading

# Passages that the network reads for a question: each takes a core about 55 ms.
READ_PASSAGES = 4
# What a sentence is ranked by. The network's own logits of sentence and passage add nothing:
# cross-validated sentence@1 of all sets 89.5 with them, 89.7 without. Within a language the match
# mostly repeats what shared words say; across languages it is worth five points.
SIGNALS = ("similarity", "span", "match", "foreign_match")
# What is taken for the span's lead of a sentence that wasn't read; its match is a little below the
# lowest of the others.
_UNREAD_SPAN = -12.0
_UNREAD_MATCH = -0.02
# What the confidence may be made of: of the best sentence, `answerable` of its passage, `rival` the
# best lead of a span in another passage, `least` and `heard` how well its passage matches the
# question's words.
FEATURES = (
    *SIMILARITY_FEATURES[:-1],
    *("span", "answerable", "rival", "least", "heard"),
    *PREMISES,
)
# A span's lead over "no answer" beyond this many logits says nothing more.
_SPAN_LIMIT = 12.0
_ANSWERABLE_LIMIT = 8.0
_FOREIGN = SIMILARITY_FEATURES.index("foreign")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence's evidence with its signals, and the features of its confidence."""

    evidence: Evidence
    signals: Mapping[str, float]
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Read:
    """What the network says of sentences, by their passage and start, and of passages."""

    sentences: Mapping[tuple[int, int], ReadSentence]
    passages: Mapping[int, ReadPassage]

    def of_passage(self, passage: int) -> tuple[float, float, float]:
        """`answerable`, `least` and `heard`; of a passage that wasn't read the lowest there are."""
        known = [self.passages[passage]] if passage in self.passages else self.passages.values()
        answerable = min((read.answerable for read in known), default=0.0)
        least = min((read.least for read in known), default=0.0)
        heard = min((read.heard for read in known), default=0.0)
        return max(-_ANSWERABLE_LIMIT, min(answerable, _ANSWERABLE_LIMIT)), least, heard


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
        features = judged[0].features
        confidence = self._calibration.confidence(features)
        return Reading(tuple(item.evidence for item in judged), confidence, features)

    def judge(self, question: Question, hits: Sequence[Hit], snapshot: Snapshot) -> list[Judged]:
        """Judge every sentence of the passages, best first."""
        scored = self._similarity.score(question, hits, snapshot)
        if not scored:
            return []
        read = self._read(question, hits[:READ_PASSAGES], scored)
        matches = _matches(scored, read.sentences)
        rivals = _Rivals(read.sentences)
        judged = []
        for item, match in zip(scored, matches, strict=True):
            lead = _lead(read.sentences.get(_key(item)))
            values = (item.evidence.score, lead, *match)
            signals = dict(zip(SIGNALS, values, strict=True))
            passage = item.evidence.hit.passage.id
            answerable, *matched = read.of_passage(passage)
            features = (
                *item.features[:-1],
                lead,
                answerable,
                rivals.of(passage),
                *matched,
                *premises(question.standalone, item.evidence),
            )
            evidence = replace(
                item.evidence,
                score=self._calibration.score(signals),
                focus=_focus(item, read.sentences),
            )
            judged.append(Judged(evidence, signals, dict(zip(FEATURES, features, strict=True))))
        judged.sort(key=lambda item: -item.evidence.score)
        staying = of_the_day(question.standalone, [item.evidence for item in judged])
        return [judged[at] for at in staying]

    def _read(self, question: Question, hits: Sequence[Hit], scored: Sequence[Scored]) -> _Read:
        """What the network says of each sentence and passage; the spans are the document's."""
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
        by_id = {hit.passage.id: read for hit, read in zip(hits, answers, strict=True)}
        return _Read(found, by_id)


class _Rivals:
    """The best lead in each passage, to be compared with those in all others."""

    def __init__(self, sentences: Mapping[tuple[int, int], ReadSentence]) -> None:
        best: dict[int, float] = {}
        for (passage, _), sentence in sentences.items():
            best[passage] = max(best.get(passage, _UNREAD_SPAN), _lead(sentence))
        self._ranked = sorted(best.items(), key=lambda item: -item[1])

    def of(self, passage: int) -> float:
        """The best lead in any passage but this one."""
        return next((lead for other, lead in self._ranked if other != passage), _UNREAD_SPAN)


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
