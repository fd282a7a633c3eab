"""The packaged model as an embedder: mean pooling, unit length, E5's prompts, layers in bytes.

A passage is read once for its own vector and for those of its sentences. Up to a layer all its
tokens see each other; beyond it those of a sentence see that sentence alone and what belongs to
none: the title, headings, a table's header. Late chunking (arXiv 2409.04701) pools sentences after
all layers, which blurs them; docs/scale.md has the figures of both.
"""

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from index.embedding.bert import load_bert, load_tokenizer
from index.embedding.int8 import bytes_are_fast, round_layers
from index.embedding.packaged.folder import PADDING, PROMPTS
from index.embedding.parted import Parted, PartedVectors
from index.embedding.workers import workers
from index.types import Span

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from numpy.typing import NDArray
    from tokenizers import Encoding

# A batch's tokens with its padding: what one thread computes at a time. More leave the core's own
# memory, and every operation then waits for the main one.
_BATCH_TOKENS = 512
# Texts whose tokens are kept at a time.
_STRETCH = 4_096
# The layers in which the sentences of a passage see each other.
SHARED_LAYERS = 8
# The owner of tokens that all parts of a text see, and of padding, which nobody does.
_COMMON, _PADDED = -1, -2


class _Tokens:
    """A text's tokens, where they stand in it, and which of its parts each belongs to."""

    def __init__(self, text: "Encoding", longest: int) -> None:
        """Of a text that is too long its beginning, and its end sign."""
        kept = [*range(longest - 1), -1] if len(text.ids) > longest else slice(None)
        self.ids = np.array(text.ids)[kept]
        self.owners = np.full(len(self.ids), _COMMON)
        self.parts = 0
        self._offsets = np.array(text.offsets)[kept]

    def give(self, parts: Sequence[Span], shift: int) -> None:
        """Give each token that lies in a part of the text to the first such part."""
        self.parts = len(parts)
        starts, ends = self._offsets.T - shift
        for number, part in enumerate(parts):
            inside = (ends > part.start) & (starts < part.end) & (ends > starts)
            self.owners[inside & (self.owners == _COMMON)] = number


class PackagedEmbedder:
    """An `Embedder` over the folder that the packaged model was unpacked into.

    Its vectors are those of `SentenceTransformer(folder).encode` but for rounding (their cosine is
    .998), without the seconds that importing it takes.
    """

    def __init__(self, folder: Path) -> None:
        self._fingerprint = folder.name
        self._model = round_layers(load_bert(folder))
        self._tokenizer = load_tokenizer(folder)
        self._padding = self._tokenizer.token_to_id(PADDING)
        self._starting = threading.Lock()

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._model.shape.hidden_size

    @property
    def fingerprint(self) -> str:
        """The name of the unpacked model and a hash of its source and of how it was written.

        Not of what was written: the same vectors need the same fingerprint whatever release of
        the libraries laid out the files.
        """
        return self._fingerprint

    def embed_query(self, text: str) -> "NDArray[np.float32]":
        """The vector of a question, of shape `(dimension,)`."""
        tokens = self._tokens([PROMPTS["query"] + text])
        questions, _ = self._pools()
        vector: NDArray[np.float32] = questions.submit(self._embed, tokens).result().texts[0]
        return vector

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> "NDArray[np.float32]":
        """The vectors of passages, of shape `(len(texts), dimension)`, in the order given."""
        return self.embed_parted([Parted(text) for text in texts], progress).texts

    def embed_parted(
        self, texts: Sequence[Parted], progress: Callable[[int], None] | None = None
    ) -> PartedVectors:
        """The vectors of passages and of their sentences, in the order given.

        Texts of like length are embedded together, batches side by side. A sentence of which the
        model reads nothing in its passage is embedded alone.
        """
        vectors = np.empty((len(texts), self.dimension), np.float32)
        parts = [np.empty((len(text.parts), self.dimension), np.float32) for text in texts]
        _, pool = self._pools()
        done = 0
        for start in range(0, len(texts), _STRETCH):
            tokens = self._parted_tokens(texts[start : start + _STRETCH])
            batches = _batches([len(own.ids) for own in tokens])
            found = pool.map(lambda b, t=tokens: self._embed([t[at] for at in b]), batches)
            for batch, of_batch in zip(batches, found, strict=True):
                for at, vector, of_parts in zip(batch, *of_batch, strict=True):
                    vectors[start + at], parts[start + at] = vector, of_parts
                done += len(batch)
                if progress:
                    progress(done)
        self._embed_unread(texts, parts)
        return PartedVectors(vectors, parts)

    def _embed_unread(
        self, texts: Sequence[Parted], parts: "Sequence[NDArray[np.float32]]"
    ) -> None:
        """Embed the parts alone that have no vector yet."""
        unread = [(at, number) for at, own in enumerate(parts) for number in _zeros(own)]
        if unread:
            alone = self.embed_passages([texts[at].alone[number] for at, number in unread])
            for (at, number), vector in zip(unread, alone, strict=True):
                parts[at][number] = vector

    def _parted_tokens(self, texts: Sequence[Parted]) -> list[_Tokens]:
        prompt = PROMPTS["passage"]
        tokens = self._tokens([prompt + text.text for text in texts])
        for own, text in zip(tokens, texts, strict=True):
            own.give(text.parts, len(prompt))
        return tokens

    def _tokens(self, texts: Sequence[str]) -> list[_Tokens]:
        longest = self._model.shape.max_position_embeddings
        return [_Tokens(text, longest) for text in self._tokenizer.encode_batch(texts)]

    def _embed(self, tokens: Sequence[_Tokens]) -> PartedVectors:
        """Unit vectors of the texts of one batch and of their parts."""
        width = max(len(own.ids) for own in tokens)
        ids = torch.full((len(tokens), width), int(self._padding or 0))
        owners = torch.full((len(tokens), width), _PADDED)
        for row, own in enumerate(tokens):
            ids[row, : len(own.ids)] = torch.from_numpy(own.ids)
            owners[row, : len(own.ids)] = torch.from_numpy(own.owners)
        seen = owners != _PADDED
        split = SHARED_LAYERS if any(own.parts for own in tokens) else None
        layers = self._model.encoder.layer
        with torch.inference_mode():
            states = self._model.embeddings(ids)
            mask = None if bool(seen.all()) else seen[:, None, None, :]
            for layer in layers[:split]:
                states = layer(states, mask)
            if split is None:
                return PartedVectors(
                    _mean(states, seen).numpy(),
                    [np.empty((0, self.dimension), np.float32)] * len(tokens),
                )
            apart, together = states, _together(owners)[:, None]
            for layer in layers[split:]:
                states, apart = layer(states, mask), layer(apart, together)
            parts = [
                _mean(of_text, _pooled(owner, own.parts)).numpy()
                for of_text, owner, own in zip(apart, owners, tokens, strict=True)
            ]
            return PartedVectors(_mean(states, seen).numpy(), parts)

    def _pools(self) -> "tuple[ThreadPoolExecutor, ThreadPoolExecutor]":
        """Threads for questions, and others for passages, so that no question waits for those."""
        with self._starting:
            return self._started

    @cached_property
    def _started(self) -> "tuple[ThreadPoolExecutor, ThreadPoolExecutor]":
        bytes_are_fast()  # measured before anything else is computed beside it
        return workers("question"), workers("passage")


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Positions of texts by length, longest first, as many together as a batch takes."""
    batches: list[list[int]] = []
    for position in sorted(range(len(lengths)), key=lambda position: -lengths[position]):
        if batches and lengths[batches[-1][0]] * (len(batches[-1]) + 1) <= _BATCH_TOKENS:
            batches[-1].append(position)
        else:
            batches.append([position])
    return batches


def _together(owners: Tensor) -> Tensor:
    """Which tokens see which, of shape (texts, tokens, tokens): their own part's and common ones.

    Padding sees what is common and is seen by none.
    """
    same = (owners[:, :, None] == owners[:, None, :]) & (owners != _PADDED)[:, None, :]
    return same | (owners == _COMMON)[:, None, :]


def _pooled(owners: Tensor, parts: int) -> Tensor:
    """The tokens that the vector of each part is made of, of shape (parts, tokens).

    Its own and the common ones, as if it stood alone under its title; none where it has none.
    """
    own = owners == torch.arange(parts)[:, None]
    return (own | (owners == _COMMON)) & own.any(-1, keepdim=True)


def _mean(states: Tensor, taken: Tensor) -> Tensor:
    """Unit vectors of the mean states of the tokens taken, zero where there is none."""
    shares = taken[..., None].to(states.dtype)
    pooled = (states * shares).sum(-2) / shares.sum(-2).clamp_min(1)
    return functional.normalize(pooled, dim=-1)


def _zeros(vectors: "NDArray[np.float32]") -> list[int]:
    return np.flatnonzero(~vectors.any(axis=1)).tolist()
