"""The ranking that retrieval is measured by: deep enough for every k, each document once."""

from collections.abc import Callable, Mapping, Sequence

from evals import metrics
from evals.types import Case
from index.types import Hit

# The largest k of the metrics.
RANK_DEPTH = 10

# Gives so many passages for the question of a case, best first.
Search = Callable[[int], Sequence[Hit]]


def rank(
    case: Case, hits: Sequence[Hit], places: metrics.Places, search: Search | None
) -> tuple[list[str], Mapping[str, int]]:
    """Turn the passages found into a ranking of ids, and give the relevant ids with their grades.

    Where a data set judges documents, these are the ids; else each gold place is one. Where the
    passages found are too few for `RANK_DEPTH` ranks, more are asked for; `search` is None where
    nothing was searched.
    """
    if not hits:
        search = None
    if case.relevant:
        return _rank_documents(case, hits, search), dict(case.relevant)
    if search and len(hits) < RANK_DEPTH:
        hits = search(RANK_DEPTH)
    return metrics.rank_places(hits, places)


def _rank_documents(case: Case, hits: Sequence[Hit], search: Search | None) -> list[str]:
    """The documents of the passages, each at its best passage's rank.

    A document with the query's own id is the query itself, as in ArguAna and Quora, and doesn't
    count (BEIR's `ignore_identical_ids`), unless it is judged relevant.
    """
    own = case.id if dict(case.relevant).get(case.id, 0) <= 0 else None
    found = _documents(hits, own)
    depth = max(RANK_DEPTH, len(hits))
    while search and len(found) < RANK_DEPTH:
        depth *= 2
        hits = search(depth)
        # What was found before keeps its rank.
        found |= _documents(hits, own)
        if len(hits) < depth:
            break
    return list(found)[:RANK_DEPTH]


def _documents(hits: Sequence[Hit], own: str | None) -> dict[str, None]:
    return dict.fromkeys(hit.document.id for hit in hits if hit.document.id != own)
