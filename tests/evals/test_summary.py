"""Averages of a run: what doesn't apply is left out, and any relevant passage is one."""

import pytest

from evals.summary import curve, summarise, timings
from evals.types import Case, Result
from qa.types import Answer


def found(recall: float, confidence: float, **timings: float) -> Result:
    """A case of a data set that judges documents, of which it grades several."""
    case = Case("q", "?", "en", (), (), True, relevant=(("a", 1), ("b", 1), ("c", 1)))
    answer = Answer("?", "en", True, None, (), (), (), confidence, "test", timings_ms=dict(timings))
    metrics = {"recall@1": recall, "answer_match": None, "mrr": 1.0}
    return Result(case, "?", answer, "en→en", "en", metrics)


def test_the_first_of_several_relevant_documents_is_no_risk() -> None:
    results = [found(1 / 3, 0.9), found(0.0, 0.1)]
    assert curve(results) == ((0.5, 0.0), (1.0, 0.5))
    assert summarise(results)[0].metrics["aurc"].mean == pytest.approx(0.25)


def test_a_reply_that_went_through_no_stage_takes_no_time_in_it() -> None:
    results = [found(1, 0.5, search=10.0, read=30.0), found(1, 0.5)]
    assert timings(results) == {
        "search": {"p50": 10.0, "p95": 10.0},
        "read": {"p50": 30.0, "p95": 30.0},
        "total": {"p50": 40.0, "p95": 40.0},
    }
    assert timings([found(1, 0.5)]) == timings([]) == {}
