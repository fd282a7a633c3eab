"""Train the reader by a plan: `python -m training.train PLAN DATA RUN [--start WEIGHTS]`.

DATA holds `train/` and `dev/`. RUN is a folder for checkpoints, figures and weights; a run that was
interrupted goes on from there, with the same command.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import numpy as np
from tokenizers import Tokenizer

from index.embedding import load_embedder
from index.embedding.packaged.unpacked import unpack
from qa.reader.neural.inputs import Encoder
from qa.reader.neural.network import ReaderNetwork
from qa.reader.neural.weights import SHIPPED, begin_with, history_of, load_encoder, save_weights
from training.batches import LabelledGroup, label, steps_of
from training.learner import Learner
from training.measuring import Measurer
from training.plan import Plan, read_plan
from training.sets.hand_pairs import pair_files, read_pairs, read_texts
from training.sets.material import Material, gather
from training.sets.mixture import Mixture

# Examples that are drawn at once.
_STRETCH = 3_000
_SAY_EVERY, _KEEP_EVERY = 10, 50
_SQUAD_EVERY = 4


def train(plan: Plan, data: Path, run: Path, start: Path | None, measure_every: int) -> None:
    """Take the steps of a plan that are left, and write the weights."""
    began = time.monotonic()
    run.mkdir(parents=True, exist_ok=True)

    def say(text: str) -> None:
        line = f"{time.strftime('%d %H:%M')} {time.monotonic() - began:7.0f} s  {text}"
        click.echo(line, err=True)

    folder = unpack()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    encoder = Encoder(tokenizer)
    network = ReaderNetwork(load_encoder(folder, plan.dropout))
    if start:
        begin_with(network, start)
    workers = os.cpu_count() or 1
    learner = Learner(network, plan, encoder.pad, workers)
    checkpoint = run / "checkpoint.pt"
    if checkpoint.is_file():
        learner.resume(checkpoint)
        say(f"going on from step {learner.done} of {plan.steps}")
    material = _gather(data, tokenizer, run, say)
    mixture = Mixture(material, plan.seed)
    measurer = Measurer(network, encoder, learner.pool)
    texts = read_texts(data / "train")
    dev = [pair for path in pair_files(data / "train") for pair in read_pairs(path, texts, "dev")]
    losses: list[float] = []

    def report() -> None:
        learner.swap()
        figures = measurer.dev(data / "dev", _SQUAD_EVERY) | {"pairs": measurer.pairs(dev)}
        save_weights(network, run / "reader.safetensors", _about(plan, start, learner.done))
        learner.swap()
        line = json.dumps({"step": learner.done, **figures}, ensure_ascii=False)
        with (run / "figures.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        say(line)

    if learner.done == 0:
        report()
    tokens = 0
    for pieces in _steps(plan, mixture, encoder, learner):
        losses.append(learner.step(pieces))
        tokens += sum(len(i.window.ids) for piece in pieces for group in piece for i in group)
        if learner.done % _SAY_EVERY == 0:
            say(f"step {learner.done} loss {np.mean(losses[-50:]):.3f} {tokens} tokens")
        if learner.done % _KEEP_EVERY == 0:
            learner.keep(checkpoint)
        if learner.done % measure_every == 0 or learner.done == plan.steps:
            report()


def _steps(
    plan: Plan, mixture: Mixture, encoder: Encoder, learner: Learner
) -> Iterator[list[list[LabelledGroup]]]:
    """The steps that are left. A stretch that was broken off is not gone through again."""
    while learner.done < plan.steps:
        stage, _ = plan.stage_at(learner.done)
        rng = random.Random(f"{plan.seed} {learner.stretch}")
        groups = [
            group
            for drawn in mixture.draw(stage.shares, learner.stretch, _STRETCH)
            if (group := label(drawn, encoder, rng))
        ]
        learner.stretch += 1
        for step in steps_of(groups, plan.step_tokens, plan.piece_tokens, rng):
            yield step
            if learner.done == plan.steps or plan.stage_at(learner.done)[0] is not stage:
                break


def _gather(data: Path, tokenizer: Tokenizer, run: Path, say: Callable[[str], None]) -> Material:
    vocabulary = tokenizer.get_vocab()
    tokens = sorted(vocabulary, key=vocabulary.__getitem__)
    return gather(data / "train", tokens, load_embedder(None), say, run)


def _about(plan: Plan, start: Path | None, done: int) -> dict[str, object]:
    return {"plans": [*history_of(start), plan.as_dict() | {"done": done}]}


@click.command()
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("run", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--start",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=SHIPPED,
    show_default="the shipped weights",
)
@click.option("--measure-every", default=250, show_default=True, help="steps")
def main(plan: Path, data: Path, run: Path, start: Path, measure_every: int) -> None:
    """Train the reader by PLAN on DATA, in the folder RUN."""
    train(read_plan(plan), data, run, start, measure_every)


if __name__ == "__main__":
    sys.exit(main())
