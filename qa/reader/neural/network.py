"""The reading network: a cross-encoder over question and passage with four small heads."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from index.embedding.bert import Bert
from qa.reader.neural.inputs import Window

# What stands for "not a word of the passage" among logits.
MASKED = -1e4


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: `ids` and masks of shape (windows, tokens).

    `passage` marks the tokens that may be part of an answer, and the first one, which stands for
    "no answer". `pools` averages tokens into sentences, shape (sentences, windows × tokens).
    """

    ids: Tensor
    attention: Tensor
    passage: Tensor
    pools: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same on another device."""
        parts = (self.ids, self.attention, self.passage, self.pools)
        return Batch(*(part.to(device) for part in parts))


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits: `start` and `end` (windows, tokens), `answerable` (windows,), `sentences` (all,).

    `states` are what stands for the tokens after half of the layers, (windows, tokens, size):
    there a word and its translation are most alike.
    """

    start: Tensor
    end: Tensor
    answerable: Tensor
    sentences: Tensor
    states: Tensor


class ReaderNetwork(nn.Module):
    """The encoder layers are trained; the embeddings are those of the packaged model, as they are.

    A window's first token says whether the passage answers, every token how well an answer starts
    or ends there, the mean of a sentence's tokens whether it holds the answer.
    """

    def __init__(self, encoder: Bert) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.shape.hidden_size
        self.spans = nn.Linear(size, 2)
        self.answerable = nn.Linear(size, 1)
        self.sentences = nn.Linear(size, 1)

    def forward(self, batch: Batch) -> Scores:
        states = self.encoder(batch.ids, batch.attention)
        hidden = states[-1].float()
        # The heads are small and want full precision, whatever the encoder ran in.
        with torch.autocast(hidden.device.type, enabled=False):
            logits = self.spans(hidden).masked_fill(~batch.passage[..., None], MASKED)
            pooled = torch.sparse.mm(batch.pools, hidden.reshape(-1, hidden.shape[-1]))
            return Scores(
                start=logits[..., 0],
                end=logits[..., 1],
                answerable=self.answerable(hidden[:, 0]).squeeze(-1),
                sentences=self.sentences(pooled).squeeze(-1),
                states=states[len(states) // 2].detach(),
            )


def collate(windows: Sequence[Window], pad: int) -> Batch:
    """Put windows side by side, padded to the longest."""
    width = max(len(window.ids) for window in windows)
    ids = torch.full((len(windows), width), pad)
    attention = torch.zeros(len(windows), width, dtype=torch.long)
    passage = torch.zeros(len(windows), width, dtype=torch.bool)
    rows: list[int] = []
    columns: list[int] = []
    weights: list[float] = []
    count = 0
    for position, window in enumerate(windows):
        ids[position, : len(window.ids)] = torch.tensor(window.ids)
        attention[position, : len(window.ids)] = 1
        passage[position, 0] = True
        passage[position, window.first : window.first + len(window.spans)] = True
        for start, end, _ in window.sentences:
            rows += [count] * (end - start)
            columns += range(position * width + start, position * width + end)
            weights += [1 / (end - start)] * (end - start)
            count += 1
    pools = torch.sparse_coo_tensor(
        torch.tensor([rows, columns], dtype=torch.long),
        torch.tensor(weights),
        (count, len(windows) * width),
        check_invariants=False,
    ).coalesce()
    return Batch(ids, attention, passage, pools)
