"""The reader without a model of its own: sentences by similarity, shared words and numbers.

A sentence is compared with the question in every language it exists in. The weights of a sentence's
score were chosen on XQuAD dev; the confidence is a `Calibration`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.snapshot import FOREIGN_BONUS, EmbeddedSentence, Snapshot
from index.text.alignment import counterpart
from index.text.names import name_keys, question_keys
from index.text.views import view_at
from index.text.words import is_number, normalise, proper_names
from index.types import Document, Hit, Span
from qa.reader.calibration import Calibration, shipped
from qa.reader.expectation import expected, met
from qa.reader.sight import seen
from qa.types import Evidence, Question, Reading

# Score of a sentence: its cosine with the question plus these, chosen on XQuAD dev.
PASSAGE_WEIGHT = 0.25
WORDS_WEIGHT = 0.15
EXPECTED_WEIGHT = 0.03
# What the confidence may be made of, of the best sentence.
FEATURES = ("sentence", "foreign", "missing_numbers", "missing_names", "held_names", "margin")
# Cosines of this model crowd between 0.7 and 0.9; features are tenfold distances from here.
_COSINE_CENTRE = 0.8
# Scores are tenfold too, so that a lead of 1 is clear with either reader.
_SCALE = 10.0


@dataclass(frozen=True, slots=True)
class _View:
    """A sentence in one of the languages it exists in."""

    text: str
    words: frozenset[str]
    vector: np.ndarray


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence of a hit, its views (its own first) and its passage's cosine with the question."""

    hit: Hit
    start: int
    end: int
    views: tuple[_View, ...]
    passage: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate's evidence with the features that its confidence is made of."""

    evidence: Evidence
    features: tuple[float, ...]


class SimilarityReader:
    """Reads by the vectors that the index keeps of every sentence."""

    def __init__(self, calibration: Calibration | None = None) -> None:
        """Decide by a calibration, unless given by the one for any embedder."""
        self._calibration = calibration or shipped("similarity")

    def load(self) -> None:
        """Nothing is to be loaded: the vectors are in the index."""

    def find(self, question: str, text: str) -> str | None:
        """Nothing: likeness knows sentences alone."""
        return None

    def read(self, question: Question, hits: Sequence[Hit], snapshot: Snapshot) -> Reading:
        """Rank the sentences of the passages; the confidence is that of the best one."""
        scored = self.score(question, hits, snapshot)
        if not scored:
            return Reading((), 0.0)
        features = dict(zip(FEATURES, scored[0].features, strict=True))
        confidence = self._calibration.confidence(features)
        return Reading(tuple(item.evidence for item in scored), confidence, features)

    def score(self, question: Question, hits: Sequence[Hit], snapshot: Snapshot) -> list[Scored]:
        """Score every sentence of the passages, best first, with its features."""
        query = snapshot.embed_query(question.standalone)
        words = list(dict.fromkeys(normalise(question.standalone)))
        candidates = _candidates(query, frozenset(words), hits, snapshot)
        if not candidates:
            return []
        rarity = _rarities(words, candidates)
        numbers = [word for word in words if is_number(word)]
        names = proper_names(question.standalone)
        kinds = expected(question.standalone)
        scores, cosines = [], []
        for candidate in candidates:
            views = [float(view.vector @ query) for view in candidate.views]
            shared = max(_shared_words(view, rarity) for view in candidate.views)
            cosines.append(views[0])
            score = (
                float(np.mean(views))
                + PASSAGE_WEIGHT * candidate.passage
                + WORDS_WEIGHT * shared
                + FOREIGN_BONUS * _is_foreign(candidate.hit, question)
                + EXPECTED_WEIGHT * met(kinds, candidate.views[0].text)
            )
            scores.append(_SCALE * score)
        order = sorted(range(len(candidates)), key=lambda position: -scores[position])
        return [
            Scored(
                Evidence(
                    candidates[position].hit,
                    candidates[position].start,
                    candidates[position].end,
                    scores[position],
                ),
                (
                    10 * (cosines[position] - _COSINE_CENTRE),
                    float(_is_foreign(candidates[position].hit, question)),
                    _missing(numbers, candidates[position].hit),
                    0.0
                    if _is_foreign(candidates[position].hit, question)
                    else _missing_names(names, candidates[position].hit),
                    _held(names, candidates[position]),
                    scores[position] - scores[following] if following != position else 0.0,
                ),
            )
            for position, following in zip(order, [*order[1:], order[-1]], strict=True)
        ]


def _candidates(
    query: np.ndarray, words: frozenset[str], hits: Sequence[Hit], snapshot: Snapshot
) -> list[_Candidate]:
    """Every sentence of the passages that has words besides the question's, in each language."""
    passages = [hit.passage for hit in hits]
    vectors, sentences = snapshot.passage_vectors(passages), snapshot.sentences(passages)
    versions = snapshot.versions_of([hit.document for hit in hits])
    found = [(hit, sentence) for hit in hits for sentence in sentences[hit.passage.id]]
    twins = _twins(found, versions, snapshot)
    cosines = {passage: float(vector @ query) for passage, vector in vectors.items()}
    candidates = [
        _Candidate(
            hit,
            sentence.start,
            sentence.end,
            (_view(hit.document, sentence), *twins[position]),
            cosines.get(hit.passage.id, _COSINE_CENTRE),
        )
        for position, (hit, sentence) in enumerate(found)
    ]
    # What only says the question's own words again, as a caption may, tells nothing.
    return [c for c in candidates if not c.views[0].words <= words] or candidates


def _twins(
    found: Sequence[tuple[Hit, EmbeddedSentence]],
    versions: Mapping[str, Sequence[Document]],
    snapshot: Snapshot,
) -> list[list[_View]]:
    """Each sentence in the other languages: where one of a translation stands for it alone."""
    areas = []
    for position, (hit, sentence) in enumerate(found):
        for version in versions[hit.document.id]:
            if version.id != hit.document.id:
                span = counterpart(Span(sentence.start, sentence.end), hit.document, version)
                if span:
                    areas.append((position, version, span))
    within = snapshot.sentences_within([(version.id, span) for _, version, span in areas])
    twins: list[list[_View]] = [[] for _ in found]
    for (position, version, _), there in zip(areas, within, strict=True):
        if len(there) == 1:
            twins[position].append(_view(version, there[0]))
    return twins


def _view(document: Document, sentence: EmbeddedSentence) -> _View:
    text = view_at(document, Span(sentence.start, sentence.end)).text
    return _View(text, frozenset(normalise(text)), sentence.vector)


def _is_foreign(hit: Hit, question: Question) -> bool:
    return hit.document.language != question.language


def _rarities(words: Sequence[str], candidates: Sequence[_Candidate]) -> dict[str, float]:
    """The weight of each word of the question: the fewer sentences hold it, the more."""
    held = [
        frozenset[str]().union(*(view.words for view in candidate.views))
        for candidate in candidates
    ]
    counts = {word: sum(word in sentence for sentence in held) for word in words}
    return {
        word: math.log(1 + (len(held) - count + 0.5) / (count + 0.5))
        for word, count in counts.items()
    }


def _shared_words(view: _View, rarity: dict[str, float]) -> float:
    """The share of the question's words, rare ones counting more, that a sentence holds."""
    shared = sum(weight for word, weight in rarity.items() if word in view.words)
    return shared / (sum(rarity.values()) or 1.0)


def _missing(words: Sequence[str], hit: Hit) -> float:
    """The share of words that neither a passage nor its document's title and date hold."""
    if not words:
        return 0.0
    known = f"{seen(hit)}\n{hit.document.date or ''}"
    there = set(normalise(known))
    return sum(word not in there for word in words) / len(words)


def _missing_names(names: Sequence[str], hit: Hit) -> float:
    """The share of names that a passage doesn't hold in any spelling or script."""
    if not _missing(names, hit):
        return 0.0
    keys = set(name_keys(seen(hit)))
    others = [name for name in names if not question_keys(name).keys() & keys]
    return _missing(others, hit) * len(others) / len(names)


def _held(names: Sequence[str], candidate: _Candidate) -> float:
    """The share of names that the sentence itself holds, 0 where the question names nobody."""
    there = candidate.views[0].words
    return sum(name in there for name in names) / len(names) if names else 0.0
