"""Groups as labelled windows, and those as steps of pieces of like length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from qa.reader.neural.inputs import Encoder, Window
from qa.reader.neural.network import Batch, collate
from training.sets.examples import Example, sentences_of
from training.sets.mixture import Group

# The title of an article is given with this share of its passages, so that its absence is no news.
_TITLED = 0.5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A window with the tokens where the answer starts and ends; both 0 where there is none."""

    window: Window
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """A batch with its targets.

    `sentences` holds 1 for the sentences that the answer touches; `pairs` the rows (answered, not
    answered) that are twins, shape (pairs, 2).
    """

    batch: Batch
    start: Tensor
    end: Tensor
    answerable: Tensor
    sentences: Tensor
    pairs: Tensor

    def to(self, device: torch.device) -> "Lesson":
        """The same on another device."""
        targets = (self.start, self.end, self.answerable, self.sentences, self.pairs)
        return Lesson(self.batch.to(device), *(target.to(device) for target in targets))


LabelledGroup = tuple[Labelled, ...]


def label(group: Group, encoder: Encoder, rng: random.Random) -> LabelledGroup:
    """Choose windows and answers; members of a group have their titles together or not at all."""
    titled = rng.random() < _TITLED
    found = [_label(example, encoder, titled, rng) for example in group]
    return tuple(item for item in found if item)


def _label(example: Example, encoder: Encoder, titled: bool, rng: random.Random) -> Labelled | None:
    """Choose a window and an answer in it; None for a passage without tokens."""
    passage = example.passage
    windows = encoder.encode(
        example.question, passage.title if titled else "", passage.text, sentences_of(passage)
    )
    if not windows:
        return None
    if not example.answers:
        return Labelled(rng.choice(windows), 0, 0)
    answer = rng.choice(example.answers)
    for window in windows:
        inside = [
            number
            for number, (start, end) in enumerate(window.spans)
            if start < answer.end and end > answer.start
        ]
        if inside and window.spans[inside[-1]][1] >= answer.end:
            return Labelled(window, window.first + inside[0], window.first + inside[-1])
    return Labelled(windows[0], 0, 0)


def steps_of(
    groups: Sequence[LabelledGroup], step_tokens: int, piece_tokens: int, rng: random.Random
) -> Iterator[list[list[LabelledGroup]]]:
    """Share groups out over steps of about `step_tokens`, each cut into pieces of like length.

    A piece, padded, holds at most `piece_tokens`, or a single group.
    """
    order = rng.sample(groups, len(groups))
    step: list[LabelledGroup] = []
    tokens = 0
    for group in order:
        step.append(group)
        tokens += sum(len(item.window.ids) for item in group)
        if tokens >= step_tokens:
            yield list(_pieces(step, piece_tokens))
            step, tokens = [], 0


def _pieces(groups: Sequence[LabelledGroup], piece_tokens: int) -> Iterator[list[LabelledGroup]]:
    piece: list[LabelledGroup] = []
    rows = 0
    for group in sorted(groups, key=_width):  # each is at least as wide as those before it
        if piece and (rows + len(group)) * _width(group) > piece_tokens:
            yield piece
            piece, rows = [], 0
        piece.append(group)
        rows += len(group)
    if piece:
        yield piece


def _width(group: LabelledGroup) -> int:
    return max(len(item.window.ids) for item in group)


def lesson(groups: Sequence[LabelledGroup], pad: int) -> Lesson:
    """Put the windows of groups side by side."""
    items = [item for group in groups for item in group]
    touched = [
        float(item.end > 0 and start <= item.end and end > item.start)
        for item in items
        for start, end, _ in item.window.sentences
    ]
    pairs, row = [], 0
    for group in groups:
        ends = [item.end > 0 for item in group]
        if ends == [True, False]:  # a window may have lost the answer
            pairs.append((row, row + 1))
        row += len(group)
    return Lesson(
        collate([item.window for item in items], pad),
        torch.tensor([item.start for item in items]),
        torch.tensor([item.end for item in items]),
        torch.tensor([float(item.end > 0) for item in items]),
        torch.tensor(touched),
        torch.tensor(pairs, dtype=torch.long).reshape(-1, 2),
    )
