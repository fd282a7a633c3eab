"""How well passages are found: recall@k, reciprocal rank and nDCG@k.

All are of a ranking of ids with grades, equal to ir-measures' `R@k`, `RR`, `RR@k` and `nDCG@k`. The
ids are documents where a data set grades those, as BEIR does, else the gold places that passages
hold (`rank_places`).
"""

import math
from collections.abc import Mapping, Sequence

from evals.metrics.places import Places, covers
from index.types import Hit, Span


def rank_places(hits: Sequence[Hit], places: Places) -> tuple[list[str], dict[str, int]]:
    """Turn passages into a ranking of ids with grades: each gold place is one relevant id.

    A passage that holds no place, or one found before, has an id that isn't relevant.
    """
    ids: list[str] = []
    for rank, hit in enumerate(hits):
        span = Span(hit.passage.start, hit.passage.end)
        held = [
            f"gold-{number}"
            for number, versions in enumerate(places)
            if covers(hit.document.id, span, versions) and f"gold-{number}" not in ids
        ]
        ids += held or [f"hit-{rank}"]
    return ids, {f"gold-{number}": 1 for number in range(len(places))}


def ranked_recall(k: int, ranked_ids: Sequence[str], relevant: Mapping[str, int]) -> float | None:
    """Share of the relevant documents (grade > 0) among the first `k` (trec_eval `recall_k`).

    An id that comes again keeps its first rank. None where nothing is relevant.
    """
    wanted = _wanted(relevant)
    if not wanted:
        return None
    return len(wanted.intersection(_distinct(ranked_ids)[:k])) / len(wanted)


def ranked_reciprocal_rank(
    k: int | None, ranked_ids: Sequence[str], relevant: Mapping[str, int]
) -> float | None:
    """1 / the rank of the first relevant document, 0 where none is among the first `k`.

    trec_eval `recip_rank`; MS MARCO's MRR@10 where `k` is 10. None where nothing is relevant.
    """
    wanted = _wanted(relevant)
    if not wanted:
        return None
    return _reciprocal([name in wanted for name in _distinct(ranked_ids)[:k]])


def ndcg_at(k: int, ranked_ids: Sequence[str], relevant: Mapping[str, int]) -> float | None:
    """DCG@k of the ranking / DCG@k of the best one, DCG = Σ grade(i) / log2(i + 1).

    Järvelin & Kekäläinen 2002, with the grade itself as the gain as in trec_eval `ndcg_cut`.
    None where nothing is relevant.
    """
    grades = sorted((grade for grade in relevant.values() if grade > 0), reverse=True)
    if not grades:
        return None
    gains = [max(relevant.get(name, 0), 0) for name in _distinct(ranked_ids)[:k]]
    return _dcg(gains) / _dcg(grades[:k])


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _wanted(relevant: Mapping[str, int]) -> set[str]:
    return {name for name, grade in relevant.items() if grade > 0}


def _distinct(ranked_ids: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(ranked_ids))


def _reciprocal(relevance: Sequence[bool]) -> float:
    return next((1 / rank for rank, holds in enumerate(relevance, start=1) if holds), 0.0)
