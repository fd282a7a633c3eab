"""Train the reader: `python -m qa.reader.train DATA_FOLDER OUT_FILE`.

From a seed, on a CPU in about two hours or on a GPU in minutes. DATA_FOLDER holds `train/` and
`dev/`, in SQuAD layout; the embeddings are the packaged model's and stay as they are. A run that
was interrupted goes on from its checkpoint.
"""

import json
import random
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from index.embedding import load_embedder
from index.embedding.packaged.unpacked import unpack
from qa.reader.inputs import Encoder
from qa.reader.network import ReaderNetwork, Scores
from qa.reader.training.batches import Lesson, draw_batches, label, lesson
from qa.reader.training.course import draw_epoch, gather
from qa.reader.training.dev import measure
from qa.reader.weights import begin_with, history_of, load_encoder, save_weights


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is made of; the same plan and data give the same weights on one machine."""

    seed: int = 7
    course: int = 1
    steps: int = 1_500
    batch_tokens: int = 4_096
    rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.92  # of the rate, for each layer below the last
    warm_up: int = 100
    weight_decay: float = 0.01
    sentence_weight: float = 1.0
    answerable_weight: float = 0.5


def loss_of(scores: Scores, wanted: Lesson, plan: Plan) -> Tensor:
    """Cross-entropy of the span's two ends, plus that of answerable and of every sentence."""
    ends = cross_entropy(scores.start, wanted.start) + cross_entropy(scores.end, wanted.end)
    answerable = binary_cross_entropy_with_logits(scores.answerable, wanted.answerable)
    sentences = binary_cross_entropy_with_logits(scores.sentences, wanted.sentences)
    return ends / 2 + plan.answerable_weight * answerable + plan.sentence_weight * sentences


def optimiser_of(network: ReaderNetwork, plan: Plan) -> torch.optim.AdamW:
    """Lower layers learn more slowly, the new heads faster, the embeddings not at all."""
    network.encoder.embeddings.requires_grad_(False)
    layers = network.encoder.encoder.layer
    groups: list[dict[str, Any]] = [
        {"params": list(layer.parameters()), "lr": plan.rate * plan.layer_decay**above}
        for above, layer in zip(range(len(layers) - 1, -1, -1), layers, strict=True)
    ]
    heads = [network.spans, network.answerable, network.sentences]
    groups.append({"params": [p for h in heads for p in h.parameters()], "lr": plan.head_rate})
    return torch.optim.AdamW(groups, weight_decay=plan.weight_decay, fused=True)


def train(
    data: Path, out: Path, plan: Plan, start: Path | None = None, measure_every: int = 300
) -> None:
    """Train by a plan, from `start` where weights are given, and write the weights."""
    began = time.monotonic()

    def say(text: str) -> None:
        click.echo(f"{time.monotonic() - began:7.0f} s  {text}", err=True)

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(plan.seed)
    folder = unpack()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    network = ReaderNetwork(load_encoder(folder)).to(device)
    if start:
        begin_with(network, start)
    optimiser = optimiser_of(network, plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / plan.warm_up, 1 - step / plan.steps)
    )
    vocabulary = sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().__getitem__)
    material = gather(data / "train", vocabulary, load_embedder(None), say)
    encoder = Encoder(tokenizer)
    checkpoint = out.with_suffix(".checkpoint.pt")
    done = _resume(checkpoint, network, optimiser, schedule)
    step = 0
    losses: list[float] = []
    for epoch in range(plan.steps):
        rng = random.Random(f"{plan.seed} {epoch}")
        drawn = [label(example, encoder, rng) for example in draw_epoch(material, rng, plan.course)]
        batches = draw_batches([item for item in drawn if item], plan.batch_tokens, rng)
        say(f"epoch {epoch}: {len(drawn)} examples, {len(batches)} batches")
        for items in batches:
            step += 1
            if step <= done:
                continue
            losses.append(_learn(network, optimiser, lesson(items, encoder.pad), plan, device))
            schedule.step()
            if step % 25 == 0:
                say(f"step {step} loss {np.mean(losses[-100:]):.3f}")
            if step % measure_every == 0 or step == plan.steps:
                say(json.dumps(measure(network, encoder, data / "dev", step == plan.steps)))
                _keep(checkpoint, step, network, optimiser, schedule)
            if step == plan.steps:
                save_weights(network, out, {"plans": [*history_of(start), asdict(plan)]})
                checkpoint.unlink()
                return


def _learn(
    network: ReaderNetwork,
    optimiser: torch.optim.AdamW,
    wanted: Lesson,
    plan: Plan,
    device: torch.device,
) -> float:
    network.train()
    wanted = wanted.to(device)
    with torch.autocast(device.type, torch.bfloat16):
        scores = network(wanted.batch)
    loss = loss_of(scores, wanted, plan)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return loss.item()


def _keep(path: Path, step: int, *parts: Any) -> None:
    state = {"step": step, "parts": [part.state_dict() for part in parts]}
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def _resume(path: Path, *parts: Any) -> int:
    if not path.is_file():
        return 0
    state = torch.load(path, weights_only=True)
    for part, saved in zip(parts, state["parts"], strict=True):
        part.load_state_dict(saved)
    return int(state["step"])


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--start", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--course", type=click.IntRange(1, 2), default=1, show_default=True)
@click.option("--steps", default=1_500, show_default=True)
@click.option("--rate", default=2e-4, show_default=True)
@click.option("--seed", default=7, show_default=True)
def main(
    data: Path, out: Path, start: Path | None, course: int, steps: int, rate: float, seed: int
) -> None:
    """Train the reader on DATA and write its weights to OUT, going on from START if given."""
    plan = Plan(seed=seed, course=course, steps=steps, rate=rate, head_rate=5 * rate)
    train(data, out, plan, start)


if __name__ == "__main__":
    sys.exit(main())
