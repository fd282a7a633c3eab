"""Linear layers in whole numbers: a quarter of the memory, a third of the time on many CPUs.

A processor without instructions for such products takes thirty times as long instead. There the
same whole numbers are multiplied as floats, which hold them exactly, at four times the memory.
"""

import time
from collections.abc import Callable
from functools import cache

import torch
from torch import Tensor, nn

from index.embedding.bert import Attention, Bert

_LARGEST = 127  # of a signed byte
_TOKENS, _SIZE, _TRIES = 64, 384, 3


def quantise(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Round a weight of shape (out, in) to bytes, with one scale a row."""
    scale = weight.abs().amax(dim=1).clamp_min(1e-8) / _LARGEST
    return (weight / scale[:, None]).round().to(torch.int8), scale


class Int8Linear(nn.Module):
    """A linear layer whose weight is kept in bytes; what comes in is rounded token by token."""

    weight: Tensor
    scale: Tensor
    bias: Tensor

    def __init__(self, weight: Tensor, scale: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("scale", scale)
        self.register_buffer("bias", bias)
        self._floats: Tensor | None = None

    def forward(self, states: Tensor) -> Tensor:
        flat = states.reshape(-1, states.shape[-1])
        size = flat.abs().amax(dim=1, keepdim=True).clamp_min_(1e-8).div_(_LARGEST)
        rounded = (flat / size).round_()
        out = self._product(rounded).mul_(size).mul_(self.scale).add_(self.bias)
        return out.reshape(*states.shape[:-1], -1)

    def _product(self, rounded: Tensor) -> Tensor:
        if bytes_are_fast():
            return torch._int_mm(rounded.to(torch.int8), self.weight.t()).float()
        if self._floats is None:
            self._floats = self.weight.float()
        return rounded @ self._floats.t()


def round_layers(model: Bert) -> Bert:
    """Put rounded weights in place of those of a model's layers."""
    for name, layer in list(model.encoder.named_modules()):
        if isinstance(layer, nn.Linear):
            put(model.encoder, name, Int8Linear(*quantise(layer.weight.detach()), layer.bias))
    join(model)
    return model


def join(network: nn.Module) -> None:
    """Let one layer give the query, key and value of each attention: the same, a little faster."""
    for attention in network.modules():
        if isinstance(attention, Attention):
            layers = list(attention.self.values())
            joined = (
                torch.cat([layer.get_buffer(part) for layer in layers])
                for part in ("weight", "scale", "bias")
            )
            attention.self = nn.ModuleDict({"joined": Int8Linear(*joined)})


def put(network: nn.Module, name: str, layer: nn.Module) -> None:
    """Put a layer in the place of the one of that name."""
    owner, attribute = name.rsplit(".", 1)
    setattr(network.get_submodule(owner), attribute, layer)


@cache
def bytes_are_fast() -> bool:
    """Whether this processor multiplies bytes faster than floats, as it is measured once."""
    tokens = torch.ones(_TOKENS, _SIZE, dtype=torch.int8)
    weight = torch.ones(_SIZE, _SIZE, dtype=torch.int8)
    floats = weight.float()
    in_bytes = _fastest(lambda: torch._int_mm(tokens, weight.t()).float())
    return in_bytes < _fastest(lambda: tokens.float() @ floats.t())


def _fastest(work: Callable[[], Tensor]) -> float:
    """The seconds that the fastest of some tries takes."""
    times = []
    for _ in range(_TRIES):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)
