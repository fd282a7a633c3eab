"""An optional second look: a model of one's own puts the best sentences in order."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.errors import ModelError
from index.snapshot import Snapshot
from index.types import Hit
from qa.reader import Reader
from qa.types import Question, Reading

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

# Sentences that are put in order anew, the best by the reader's own score.
DEPTH = 20


class SentenceScorer(Protocol):
    """Scores how well sentences answer a question; `SpanModel` is one, a CrossEncoder another."""

    def load(self) -> None:
        """Load the model now; raises ModelError."""

    def score(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        """One score a sentence, comparable within the call, higher is better."""


class CrossEncoderScorer:
    """Any sentence-transformers CrossEncoder, by folder or by name."""

    def __init__(self, name: str, *, allow_download: bool = False) -> None:
        self._name = name
        self._allow_download = allow_download
        self._turn = threading.Lock()

    def load(self) -> None:
        with self._turn:
            self._model  # noqa: B018

    def score(self, question: str, sentences: Sequence[str]) -> list[float]:
        pairs = [(question, sentence) for sentence in sentences]
        with self._turn:
            scores = self._model.predict(pairs, show_progress_bar=False)
        return [float(score) for score in scores]

    @cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        folder = Path(self._name).expanduser()
        try:
            model: CrossEncoder = CrossEncoder(
                str(folder) if folder.is_dir() else self._name,
                local_files_only=not self._allow_download,
                num_labels=1,
            )
        except Exception as error:  # whatever the libraries raise, the user meets one error
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
            raise ModelError("reranker_missing", model=self._name, reason=reason) from error
        return model


class RerankingReader:
    """Another reader whose first sentences a scorer puts in order; the confidence stays."""

    def __init__(self, reader: Reader, scorer: SentenceScorer) -> None:
        self._reader = reader
        self._scorer = scorer

    def load(self) -> None:
        self._reader.load()
        self._scorer.load()

    def find(self, question: str, text: str) -> str | None:
        return self._reader.find(question, text)

    def read(self, question: Question, hits: Sequence[Hit], snapshot: Snapshot) -> Reading:
        """Read, and put the first sentences in the scorer's order."""
        reading = self._reader.read(question, hits, snapshot)
        first, rest = reading.evidence[:DEPTH], reading.evidence[DEPTH:]
        if not first:
            return reading
        texts = [item.hit.document.text[item.start : item.end] for item in first]
        scores = self._scorer.score(question.standalone, texts)
        ranked = sorted(zip(scores, first, strict=True), key=lambda pair: -pair[0])
        # The rest keeps its order below; its scores are on the reader's scale.
        floor = ranked[-1][0]
        ordered = [replace(item, score=score) for score, item in ranked]
        below = [replace(item, score=floor - 1 - rank) for rank, item in enumerate(rest)]
        return replace(reading, evidence=(*ordered, *below))
