"""Examples as labelled windows, and those as batches of like length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from qa.reader.inputs import Encoder, Window
from qa.reader.network import Batch, collate
from qa.reader.training.examples import Example, sentences_of

# The title of an article is given with this share of its passages, so that its absence is no news.
_TITLED = 0.5
# Batches are cut from stretches of this many windows sorted by length, to save padding.
_STRETCH = 1_200


@dataclass(frozen=True, slots=True)
class Labelled:
    """A window with the tokens where the answer starts and ends; both 0 where there is none."""

    window: Window
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """A batch with its targets; `sentences` holds 1 for the sentences that the answer touches."""

    batch: Batch
    start: Tensor
    end: Tensor
    answerable: Tensor
    sentences: Tensor

    def to(self, device: torch.device) -> "Lesson":
        """The same on another device."""
        targets = (self.start, self.end, self.answerable, self.sentences)
        return Lesson(self.batch.to(device), *(target.to(device) for target in targets))


def label(example: Example, encoder: Encoder, rng: random.Random) -> Labelled | None:
    """Choose a window and an answer in it; None for a passage without tokens."""
    title = example.passage.title if rng.random() < _TITLED else ""
    windows = encoder.encode(
        example.question, title, example.passage.text, sentences_of(example.passage)
    )
    if not windows:
        return None
    if not example.answers:
        return Labelled(rng.choice(windows), 0, 0)
    answer = rng.choice(example.answers)
    for window in windows:
        inside = [
            place
            for place, (start, end) in enumerate(window.spans)
            if start < answer.end and end > answer.start
        ]
        if inside and window.spans[inside[-1]][1] >= answer.end:
            return Labelled(window, window.first + inside[0], window.first + inside[-1])
    return Labelled(windows[0], 0, 0)


def draw_batches(
    labelled: Sequence[Labelled], tokens: int, rng: random.Random
) -> list[list[Labelled]]:
    """Group windows so that a batch, padded, holds at most `tokens`; the order is drawn anew."""
    batches: list[list[Labelled]] = []
    order = rng.sample(labelled, len(labelled))
    for at in range(0, len(order), _STRETCH):
        stretch = sorted(order[at : at + _STRETCH], key=lambda item: len(item.window.ids))
        batches += _cut(stretch, tokens)
    rng.shuffle(batches)
    return batches


def _cut(stretch: Sequence[Labelled], tokens: int) -> Iterator[list[Labelled]]:
    batch: list[Labelled] = []
    for item in stretch:  # each is at least as long as those before it
        if (len(batch) + 1) * len(item.window.ids) > tokens and batch:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def lesson(items: Sequence[Labelled], pad: int) -> Lesson:
    """Put labelled windows side by side."""
    touched = [
        float(item.end > 0 and start <= item.end and end > item.start)
        for item in items
        for start, end, _ in item.window.sentences
    ]
    return Lesson(
        collate([item.window for item in items], pad),
        torch.tensor([item.start for item in items]),
        torch.tensor([item.end for item in items]),
        torch.tensor([float(item.end > 0) for item in items]),
        torch.tensor(touched),
    )
