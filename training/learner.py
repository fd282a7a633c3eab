"""A network that learns step by step, and its state as a file."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import torch
from torch import nn

from qa.reader.neural.network import ReaderNetwork
from training.batches import LabelledGroup, lesson
from training.losses import loss_of
from training.plan import Plan


class Learner:
    """Takes steps by a plan, and keeps a moving average of the weights.

    On a CPU the pieces of a step are shared out among threads that compute alone: threads that
    share one piece wait for each other at every operation, which on a busy machine is most of the
    time. Sums of gradients then depend on who comes first, in their last digits.
    """

    def __init__(self, network: ReaderNetwork, plan: Plan, pad: int, threads: int) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = network.to(self.device)
        self.plan = plan
        self.done = 0
        self.stretch = 0  # of examples, the one that is being learnt
        self._pad = pad
        self._halved = self.device.type == "cuda" or _multiplies_bfloat16()
        self._optimiser = _optimiser_of(network, plan)
        self._learnt = [p for p in network.parameters() if p.requires_grad]
        self._average = [p.detach().clone() for p in self._learnt]
        if self.device.type == "cpu":
            torch.set_num_threads(1)
        self.pool = ThreadPoolExecutor(threads if self.device.type == "cpu" else 1, "learn")

    def step(self, pieces: Sequence[Sequence[LabelledGroup]]) -> float:
        """Learn the pieces of one step together; gives their mean loss."""
        self.network.train()
        windows = sum(len(group) for piece in pieces for group in piece)
        longest_first = sorted(pieces, key=lambda piece: -sum(len(group) for group in piece))
        loss = sum(self.pool.map(lambda piece: self._learn(piece, windows), longest_first))
        nn.utils.clip_grad_norm_(self._learnt, 1.0)
        rate = self.plan.rate_at(self.done)
        for group in self._optimiser.param_groups:
            group["lr"] = rate * group["times"]
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        self.done += 1
        # Young averages forget their first weights sooner.
        kept = min(self.plan.averaging, self.done / (self.done + 10))
        torch._foreach_lerp_(self._average, [p.detach() for p in self._learnt], 1 - kept)
        return loss

    def _learn(self, piece: Sequence[LabelledGroup], windows: int) -> float:
        wanted = lesson(piece, self._pad).to(self.device)
        with torch.autocast(self.device.type, torch.bfloat16, self._halved):
            scores = self.network(wanted.batch)
        loss = loss_of(scores, wanted, self.plan) / windows
        loss.backward()  # type: ignore[no-untyped-call]
        return loss.item()

    def swap(self) -> None:
        """Exchange the weights for their average, and back again."""
        with torch.no_grad():
            for weight, average in zip(self._learnt, self._average, strict=True):
                kept = weight.clone()
                weight.copy_(average)
                average.copy_(kept)

    def keep(self, path: Path) -> None:
        """Write all that going on needs; the file before it stays until this one is whole."""
        state = {
            "done": self.done,
            "stretch": self.stretch,
            "learnt": [p.detach().cpu() for p in self._learnt],
            "average": [p.cpu() for p in self._average],
            "optimiser": self._optimiser.state_dict(),
        }
        draft = path.with_suffix(".new")
        torch.save(state, draft)
        draft.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a file that `keep` wrote."""
        state: dict[str, Any] = torch.load(path, weights_only=True, map_location=self.device)
        with torch.no_grad():
            for kept, mine in (("learnt", self._learnt), ("average", self._average)):
                for saved, tensor in zip(state[kept], mine, strict=True):
                    tensor.copy_(saved)
        self._optimiser.load_state_dict(state["optimiser"])
        self.done, self.stretch = int(state["done"]), int(state["stretch"])


def _multiplies_bfloat16() -> bool:
    """Whether this processor multiplies bfloat16 itself; where it doesn't, that takes longer."""
    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16") or able.get("sve_bf16"))


def _optimiser_of(network: ReaderNetwork, plan: Plan) -> torch.optim.AdamW:
    """Lower layers learn more slowly, the heads faster, the embeddings not at all."""
    network.encoder.embeddings.requires_grad_(False)
    layers = list(network.encoder.encoder.layer)
    groups: list[dict[str, Any]] = []
    for number, layer in enumerate(layers):
        if number < plan.frozen_layers:
            layer.requires_grad_(False)
            continue
        times = plan.layer_decay ** (len(layers) - 1 - number)
        groups.append({"params": list(layer.parameters()), "times": times})
    heads = [network.spans, network.answerable, network.sentences]
    params = [parameter for head in heads for parameter in head.parameters()]
    groups.append({"params": params, "times": plan.head_rate})
    return torch.optim.AdamW(
        groups, lr=plan.stages[0].rate, weight_decay=plan.weight_decay, fused=True
    )
