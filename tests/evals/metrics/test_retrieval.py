"""Graded retrieval metrics: by hand, and equal to ir-measures'."""

import math
import random
from collections.abc import Iterator

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, nDCG

from evals import metrics

GRADES = {"a": 2, "b": 1, "c": 0}
IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)
QRELS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3))


def test_by_hand() -> None:
    ranking = ["c", "b", "x", "a"]
    assert metrics.ranked_recall(2, ranking, GRADES) == 0.5
    assert metrics.ranked_recall(4, ranking, GRADES) == 1.0
    assert metrics.ranked_reciprocal_rank(None, ranking, GRADES) == 0.5
    assert metrics.ranked_reciprocal_rank(1, ranking, GRADES) == 0.0
    best = 2 + 1 / math.log2(3)
    assert metrics.ndcg_at(3, ranking, GRADES) == pytest.approx(1 / math.log2(3) / best)
    assert metrics.ndcg_at(4, ranking, GRADES) == pytest.approx(
        (1 / math.log2(3) + 2 / math.log2(5)) / best
    )
    assert metrics.ndcg_at(2, ["a", "b"], GRADES) == 1.0


def test_nothing_relevant_does_not_apply_and_nothing_found_is_zero() -> None:
    for relevant in ({}, {"a": 0}, {"a": -1}):
        assert metrics.ranked_recall(5, ["a"], relevant) is None
        assert metrics.ranked_reciprocal_rank(None, ["a"], relevant) is None
        assert metrics.ndcg_at(5, ["a"], relevant) is None
    assert metrics.ranked_recall(5, [], GRADES) == 0.0
    assert metrics.ranked_reciprocal_rank(None, [], GRADES) == 0.0
    assert metrics.ndcg_at(5, [], GRADES) == 0.0


def test_a_document_found_by_two_passages_counts_once() -> None:
    assert metrics.ndcg_at(2, ["a", "a", "b"], GRADES) == 1.0
    assert metrics.ranked_recall(2, ["a", "a", "b"], GRADES) == 1.0
    assert metrics.ranked_reciprocal_rank(2, ["c", "c", "b"], GRADES) == 0.5


def sample(seed: int) -> Iterator[tuple[str, dict[str, int], list[str]]]:
    """Queries with judgements and rankings as a BEIR folder has them, some without a ranking."""
    dice = random.Random(seed)
    corpus = [f"doc{number}" for number in range(300)]
    for query in range(60):
        judged = dice.sample(corpus, dice.randint(1, 30))
        relevant = {name: dice.choice((0, 0, 1, 1, 2, 3)) for name in judged}
        relevant[judged[0]] = dice.randint(1, 3)
        found = dice.sample(judged, dice.randint(0, len(judged)))
        ranking = list(dict.fromkeys(found + dice.sample(corpus, 80)))
        dice.shuffle(ranking)
        ranking = ranking[: dice.choice((0, 1, 5, 20, 100))]
        # The run may know documents that the judgements don't, and none of those judged.
        yield f"q{query}", relevant, ranking or dice.choice(([], ["unheard-of"]))


@pytest.mark.parametrize("seed", range(3))
def test_equal_to_ir_measures(seed: int) -> None:
    queries = list(sample(seed))
    qrels = {query: relevant for query, relevant, _ in queries}
    run = {
        query: {name: float(-rank) for rank, name in enumerate(ranking)}
        for query, _, ranking in queries
        if ranking
    }
    assert len(run) < len(queries)
    cutoffs = (1, 5, 10, 100)
    measures = [RR, RR @ 10, *(R @ k for k in cutoffs), *(nDCG @ k for k in cutoffs)]
    theirs = {
        (str(metric.measure), metric.query_id): metric.value
        for metric in ir_measures.iter_calc(measures, qrels, run)
    }
    for query, relevant, ranking in queries:
        ours = {
            "RR": metrics.ranked_reciprocal_rank(None, ranking, relevant),
            "RR@10": metrics.ranked_reciprocal_rank(10, ranking, relevant),
        }
        for k in cutoffs:
            ours[f"R@{k}"] = metrics.ranked_recall(k, ranking, relevant)
            ours[f"nDCG@{k}"] = metrics.ndcg_at(k, ranking, relevant)
        for name, value in ours.items():
            assert value == pytest.approx(theirs[name, query], abs=1e-9), (name, query)


@given(IDS, QRELS, st.integers(1, 8))
def test_bounds_and_growth_with_k(ranking: list[str], relevant: dict[str, int], k: int) -> None:
    for measure in (metrics.ranked_recall, metrics.ranked_reciprocal_rank):
        shorter, longer = measure(k, ranking, relevant), measure(k + 1, ranking, relevant)
        if shorter is None or longer is None:
            assert not any(relevant.values())
        else:
            assert 0 <= shorter <= longer <= 1
    gain = metrics.ndcg_at(k, ranking, relevant)
    assert gain is None or 0 <= gain <= 1 + 1e-12


@given(QRELS.filter(lambda relevant: any(relevant.values())), st.integers(1, 8))
def test_the_best_ranking_has_ndcg_1(relevant: dict[str, int], k: int) -> None:
    best = sorted(relevant, key=lambda name: -relevant[name])
    assert metrics.ndcg_at(k, best, relevant) == pytest.approx(1)
