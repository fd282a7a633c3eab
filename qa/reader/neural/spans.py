"""What the network says of passages: how well each sentence answers, and with which words."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embedding.workers import workers
from index.types import Span
from qa.reader.neural.inputs import Encoder, Window

if TYPE_CHECKING:
    from torch import Tensor

    from qa.reader.neural.network import ReaderNetwork

_LONGEST_ANSWER = 30  # tokens
_BELOW_ALL = -1e5


@dataclass(frozen=True, slots=True)
class ReaderInput:
    """A text to read, with the spans of its sentences in it."""

    title: str
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence's logit, its best span with that span's lead over "no answer", and its match.

    `match` is ColBERT's MaxSim (arXiv 2004.12832): the mean over the question's words of the
    cosine with the most alike token of the sentence.
    """

    score: float
    span: Span
    span_score: float
    match: float


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """The logit that a passage answers, and its sentences; None: a sentence without tokens."""

    answerable: float
    sentences: tuple[ReadSentence | None, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a text that claims something stands to the sentences of passages.

    `words` are the places of its telling words; `alike` the cosines of each, in the middle layer,
    with the most alike token of each sentence of all passages, shape (words, sentences), -1 for one
    without tokens. `answerable` is the highest logit that a passage bears it out, `lead` the
    longest lead of a span over "no answer".
    """

    words: tuple[Span, ...]
    alike: np.ndarray
    answerable: float
    lead: float


class SpanModel:
    """The trained network, loaded when it is first asked.

    Windows are read side by side, each by one thread.
    """

    def __init__(self, weights: Path, packaged_model: Callable[[], Path]) -> None:
        self._weights = weights
        self._packaged_model = packaged_model
        self._loading = threading.Lock()

    def load(self) -> None:
        """Load the network now; raises ModelError."""
        with self._loading:
            self._loaded  # noqa: B018

    @cached_property
    def _loaded(self) -> "tuple[ReaderNetwork, Encoder, ThreadPoolExecutor]":
        from index.embedding.bert import load_tokenizer
        from qa.reader.neural.weights import load_network

        folder = self._packaged_model()
        tokenizer = load_tokenizer(folder)
        return load_network(self._weights, folder), Encoder(tokenizer), workers("read")

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[ReadPassage]:
        """Read passages with a question; long ones in windows that overlap."""
        self.load()
        _, _, pool = self._loaded
        return list(pool.map(lambda passage: self._read(question, passage), passages))

    def score(self, question: str, sentences: Sequence[str]) -> list[float]:
        """Score sentences that stand alone: a `SentenceScorer`."""
        passages = [ReaderInput("", text, (Span(0, len(text)),)) for text in sentences]
        return [
            max((read.score for read in passage.sentences if read), default=_BELOW_ALL)
            for passage in self.read(question, passages)
        ]

    def liken(self, said: str, passages: Sequence[ReaderInput]) -> Likeness:
        """Compare a text that claims something with passages."""
        self.load()
        _, encoder, pool = self._loaded
        found = list(pool.map(lambda passage: self._liken(said, passage), passages))
        return Likeness(
            tuple(encoder.telling(said)),
            np.concatenate([alike for alike, _, _ in found], axis=1),
            max(answerable for _, answerable, _ in found),
            max(lead for _, _, lead in found),
        )

    def _liken(self, said: str, passage: ReaderInput) -> "tuple[np.ndarray, float, float]":
        import torch

        from qa.reader.neural.network import collate

        network, encoder, _ = self._loaded
        answerable = lead = _BELOW_ALL
        alike = np.full((len(encoder.telling(said)), len(passage.sentences)), -1.0)
        for window in encoder.encode(said, passage.title, passage.text, passage.sentences):
            with torch.inference_mode():
                scores = network(collate([window], encoder.pad))
            answerable = max(answerable, float(scores.answerable[0]))
            first, last = window.first, window.first + len(window.spans)
            _, best = _best_span(window, scores.start[0], scores.end[0], first, last)
            lead = max(lead, best - float(scores.start[0, 0] + scores.end[0, 0]))
            states = torch.nn.functional.normalize(scores.states[0].float(), dim=-1)
            for word, (start, end) in enumerate(window.words):
                cosines = states[start:end] @ states.T
                for first, last, number in window.sentences:
                    best = float(cosines[:, first:last].amax(1).mean())
                    alike[word, number] = max(alike[word, number], best)
        return alike, answerable, lead

    def _read(self, question: str, passage: ReaderInput) -> ReadPassage:
        import torch

        from qa.reader.neural.network import collate

        network, encoder, _ = self._loaded
        answerable = _BELOW_ALL
        found: list[ReadSentence | None] = [None] * len(passage.sentences)
        for window in encoder.encode(question, passage.title, passage.text, passage.sentences):
            with torch.inference_mode():
                scores = network(collate([window], encoder.pad))
            answerable = max(answerable, float(scores.answerable[0]))
            null = float(scores.start[0, 0] + scores.end[0, 0])
            alike, shares = _likeness(window, scores.states[0])
            for (first, last, number), logit in zip(
                window.sentences, scores.sentences.tolist(), strict=True
            ):
                span, lead = _best_span(window, scores.start[0], scores.end[0], first, last)
                known = found[number]
                if known is None or logit > known.score:
                    match = float(alike[:, first:last].amax(1) @ shares)
                    found[number] = ReadSentence(logit, span, lead - null, match)
        return ReadPassage(answerable, tuple(found))


def _likeness(window: Window, states: "Tensor") -> "tuple[Tensor, Tensor]":
    """The cosines of the question's telling tokens with a window's, and the tokens' shares.

    Every word has one share, which its tokens divide; a question without tokens is like nothing.
    """
    import torch

    states = torch.nn.functional.normalize(states.float(), dim=-1)
    positions = [position for start, end in window.words for position in range(start, end)]
    shares = [1 / (end - start) for start, end in window.words for _ in range(start, end)]
    return states[positions] @ states.T, torch.tensor(shares) / max(1, len(window.words))


def _best_span(
    window: Window, start: "Tensor", end: "Tensor", first: int, last: int
) -> tuple[Span, float]:
    """The best span within the tokens [first, last) of a window, and the sum of its logits."""
    import torch

    table = start[first:last, None] + end[None, first:last]
    allowed = torch.ones_like(table, dtype=torch.bool).triu().tril(_LONGEST_ANSWER - 1)
    table = table.masked_fill(~allowed, _BELOW_ALL)
    from_, to = divmod(int(table.argmax()), table.shape[1])
    offset = first - window.first
    span = Span(window.spans[offset + from_][0], window.spans[offset + to][1])
    return span, float(table.max())
