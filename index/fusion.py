"""Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
# The constant of the paper; it damps the difference between the first ranks.
RANK_CONSTANT = 60


def reciprocal_rank_fusion(
    rankings: Sequence[Mapping[Item, int]], constant: int = RANK_CONSTANT
) -> list[tuple[Item, float]]:
    """Fuse rankings, each from item to rank (1 is best), by the sum of 1 / (constant + rank)."""
    scores: dict[Item, float] = {}
    for ranking in rankings:
        for item, rank in ranking.items():
            scores[item] = scores.get(item, 0.0) + 1 / (constant + rank)
    return sorted(scores.items(), key=lambda pair: -pair[1])
