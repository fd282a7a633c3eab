"""The BERT encoder in PyTorch alone, for the packaged model and the reader.

Importing transformers and sentence-transformers takes three times as long as PyTorch itself, and
neither computes anything else for these weights: the names are theirs, and so are the vectors.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_WEIGHTS = "model.safetensors"


@dataclass(frozen=True, slots=True)
class BertShape:
    """The sizes of a network, by the names of Hugging Face's `config.json`."""

    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float

    @classmethod
    def read(cls, folder: Path) -> "BertShape":
        """The shape of the model in a folder."""
        found = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return cls(**{name: found[name] for name in cls.__slots__})


class Bert(nn.Module):
    """Embeddings and layers, without a pooler.

    `dropout` is that of hidden states in training. Attention has none: drawing its random numbers
    would be half of training's time on a CPU.
    """

    def __init__(self, shape: BertShape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = _Embeddings(shape)
        self.encoder = _Encoder(shape, dropout)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, attention: Tensor) -> list[Tensor]:
        """The states before the first layer and after each, of shape (texts, tokens, size).

        `ids` and `attention` are of shape (texts, tokens); padding has no attention.
        """
        states = [self.dropout(self.embeddings(ids))]
        seen = attention.bool()
        mask = None if bool(seen.all()) else seen[:, None, None, :]
        for layer in self.encoder.layer:
            states.append(layer(states[-1], mask))
        return states


class _Embeddings(nn.Module):
    def __init__(self, shape: BertShape) -> None:
        super().__init__()
        size = shape.hidden_size
        self.word_embeddings = _table(shape.vocab_size, size)
        self.position_embeddings = _table(shape.max_position_embeddings, size)
        self.token_type_embeddings = _table(shape.type_vocab_size, size)
        self.LayerNorm = nn.LayerNorm(size, eps=shape.layer_norm_eps)

    def forward(self, ids: Tensor) -> Tensor:
        kind = self.token_type_embeddings.weight[0]
        places = self.position_embeddings.weight[: ids.shape[1]]
        found: Tensor = self.LayerNorm(self.word_embeddings(ids) + kind + places)
        return found


def _table(rows: int, size: int) -> nn.Embedding:
    """A table of zeros: to draw random numbers on no device at all imports half of PyTorch."""
    return nn.Embedding(rows, size, _weight=torch.zeros(rows, size))


class _Encoder(nn.Module):
    def __init__(self, shape: BertShape, dropout: float) -> None:
        super().__init__()
        layers = (_Layer(shape, dropout) for _ in range(shape.num_hidden_layers))
        self.layer = nn.ModuleList(layers)


class _Layer(nn.Module):
    def __init__(self, shape: BertShape, dropout: float) -> None:
        super().__init__()
        size, wide = shape.hidden_size, shape.intermediate_size
        self.attention = Attention(shape, dropout)
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(size, wide)})
        self.output = _Output(wide, shape, dropout)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        states = self.attention(states, mask)
        found: Tensor = self.output(functional.gelu(self.intermediate["dense"](states)), states)
        return found


class Attention(nn.Module):
    def __init__(self, shape: BertShape, dropout: float) -> None:
        super().__init__()
        size = shape.hidden_size
        self._heads = shape.num_attention_heads
        # Query, key and value, or one layer that gives all three.
        self.self = nn.ModuleDict(
            {name: nn.Linear(size, size) for name in ("query", "key", "value")}
        )
        self.output = _Output(size, shape, dropout)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        given = [linear(states) for linear in self.self.values()]
        query, key, value = (
            part.unflatten(-1, (self._heads, -1)).transpose(1, 2)
            for part in (given if len(given) == 3 else given[0].chunk(3, -1))
        )
        if self.training and query.device.type == "cpu":
            seen = _attend(query, key, value, mask)
        else:
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        found: Tensor = self.output(seen.transpose(1, 2).flatten(2), states)
        return found


def _attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    """The same step by step: on a CPU the fused kernel's gradient takes three times as long."""
    scores = query * query.shape[-1] ** -0.5 @ key.transpose(-1, -2)
    if mask is not None:
        scores = scores.masked_fill(~mask, -1e4)
    with torch.autocast(scores.device.type, enabled=False):
        weights = scores.softmax(-1)
    seen: Tensor = weights @ value
    return seen


class _Output(nn.Module):
    def __init__(self, given: int, shape: BertShape, dropout: float) -> None:
        super().__init__()
        self.dense = nn.Linear(given, shape.hidden_size)
        self.LayerNorm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, inner: Tensor, states: Tensor) -> Tensor:
        found: Tensor = self.LayerNorm(self.dropout(self.dense(inner)) + states)
        return found


def load_tensors(folder: Path) -> dict[str, Tensor]:
    """The weights of the model in a folder, mapped from its file; its pooler is left out."""
    from safetensors.torch import load_file

    tensors = load_file(folder / _WEIGHTS)
    return {name: found for name, found in tensors.items() if not name.startswith("pooler.")}


def load_bert(folder: Path) -> Bert:
    """The model in a folder, for computing vectors."""
    with torch.device("meta"):
        model = Bert(BertShape.read(folder))
    model.load_state_dict(load_tensors(folder), assign=True)
    return model.eval().requires_grad_(False)


@lru_cache(maxsize=4)
def load_tokenizer(folder: Path) -> "Tokenizer":
    """The tokenizer in a folder, one for all who use it: nobody may set anything in it.

    A text's "</s>" is text to it, not an end.
    """
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    return tokenizer
