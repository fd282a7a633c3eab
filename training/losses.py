"""What a step is to make small."""

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, softplus

from qa.reader.neural.network import Scores
from training.batches import Lesson
from training.plan import Plan

_BELOW_ALL = -1e5
# Tokens of the longest answer that is looked for; the reader's own limit.
_LONGEST_ANSWER = 30


def loss_of(scores: Scores, wanted: Lesson, plan: Plan) -> Tensor:
    """The sum over windows: the span's two ends, answerable, sentences, and what pairs want."""
    windows = len(wanted.start)
    ends = cross_entropy(scores.start, wanted.start, reduction="sum")
    ends = ends + cross_entropy(scores.end, wanted.end, reduction="sum")
    answerable = binary_cross_entropy_with_logits(
        scores.answerable, wanted.answerable, reduction="sum"
    )
    # A mean, so that passages of many sentences weigh no more.
    sentences = windows * binary_cross_entropy_with_logits(scores.sentences, wanted.sentences)
    loss = ends / 2 + plan.answerable_weight * answerable + plan.sentence_weight * sentences
    if len(wanted.pairs):
        loss = loss + plan.pair_weight * _pair_loss(scores, wanted.pairs, plan)
    return loss


def _pair_loss(scores: Scores, pairs: Tensor, plan: Plan) -> Tensor:
    """The sum over pairs: a margin between their leads, and a level common to all passages.

    The level pushes the asked one's best span above "no answer" and the twin's below, wherever
    they stand, so that one threshold serves every passage. The logits of answerable get half the
    margin.
    """
    leads = lead_of(scores)
    asked, twin = leads[pairs[:, 0]], leads[pairs[:, 1]]
    answerable = scores.answerable[pairs[:, 0]] - scores.answerable[pairs[:, 1]]
    margin = softplus(plan.margin - (asked - twin)) + softplus(plan.margin / 2 - answerable)
    level = softplus(plan.level - asked) + softplus(plan.level + twin)
    return (margin + level).sum()


def lead_of(scores: Scores) -> Tensor:
    """The lead of each window's best span over "no answer", shape (windows,)."""
    start, end = scores.start[:, 1:], scores.end[:, 1:]
    table = start[:, :, None] + end[:, None, :]
    allowed = torch.ones_like(table[0], dtype=torch.bool).triu().tril(_LONGEST_ANSWER - 1)
    best = table.masked_fill(~allowed, _BELOW_ALL).flatten(1).amax(1)
    return best - scores.start[:, 0] - scores.end[:, 0]
