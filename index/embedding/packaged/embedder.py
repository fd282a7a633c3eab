"""The packaged model as an embedder: mean pooling, unit length, E5's prompts."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from index.embedding.batching import embed_in_batches
from index.embedding.bert import load_bert, load_tokenizer
from index.embedding.packaged.folder import PADDING, PROMPTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class PackagedEmbedder:
    """An `Embedder` over the folder that the packaged model was unpacked into.

    Its vectors are those of `SentenceTransformer(folder).encode`, without the seconds that
    importing it takes.
    """

    def __init__(self, folder: Path) -> None:
        self._fingerprint = folder.name
        self._model = load_bert(folder)
        self._tokenizer = load_tokenizer(folder)
        self._padding = self._tokenizer.token_to_id(PADDING)
        self._turn = threading.Lock()

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
        vector: NDArray[np.float32] = self._embed([PROMPTS["query"] + text])[0]
        return vector

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> "NDArray[np.float32]":
        """The vectors of passages, of shape `(len(texts), dimension)`, in the order given."""
        prompted = [PROMPTS["passage"] + text for text in texts]
        return embed_in_batches(prompted, self.dimension, self._embed, progress)

    def _embed(self, texts: list[str]) -> "NDArray[np.float32]":
        """Unit vectors of one batch; the lock is let go between batches, for queries' sake."""
        longest = self._model.shape.max_position_embeddings
        tokens = []
        for text in self._tokenizer.encode_batch(texts):
            cut = len(text.ids) > longest
            tokens.append([*text.ids[: longest - 1], text.ids[-1]] if cut else text.ids)
        width = max(map(len, tokens))
        ids = torch.tensor([own + [self._padding] * (width - len(own)) for own in tokens])
        lengths = torch.tensor([len(own) for own in tokens])
        attention = torch.arange(width) < lengths[:, None]
        with self._turn, torch.inference_mode():
            states = self._model(ids, attention)[-1]
            shares = attention[..., None].to(states.dtype)
            pooled = (states * shares).sum(1) / shares.sum(1)
            vectors: NDArray[np.float32] = functional.normalize(pooled, dim=-1).numpy()
        return vectors
