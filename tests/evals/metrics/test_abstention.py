"""Answering and refusing, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import metrics

# Four that have an answer, one of them refused; three that have none, two of them answered.
ANSWERABLE = [True, True, True, True, False, False, False]
ANSWERED = [True, True, True, False, True, True, False]
CASES = st.lists(
    st.tuples(st.booleans(), st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0])), max_size=30
)


def test_rates_by_hand() -> None:
    assert metrics.hallucination_rate(ANSWERABLE, ANSWERED) == pytest.approx(2 / 3)
    assert metrics.error_rate(ANSWERABLE, ANSWERED) == 1 / 4
    assert metrics.refusal_precision(ANSWERABLE, ANSWERED) == 1 / 2
    assert metrics.refusal_recall(ANSWERABLE, ANSWERED) == pytest.approx(1 / 3)


def test_rates_that_do_not_apply() -> None:
    assert metrics.hallucination_rate([True], [True]) is None
    assert metrics.error_rate([False], [True]) is None
    assert metrics.refusal_precision([True, False], [True, True]) is None
    assert metrics.refusal_recall([True], [False]) is None
    assert metrics.auroc([True, True], [0.1, 0.2]) is None
    assert metrics.auroc([], []) is None
    assert metrics.aurc([], []) is None
    assert metrics.risk_coverage([], []) == ()


def test_arrays_of_different_lengths_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="zip"):
        metrics.hallucination_rate([True], [])
    with pytest.raises(ValueError, match="inconsistent numbers"):
        metrics.auroc([True, False], [0.5])


def test_auroc_by_hand() -> None:
    assert metrics.auroc([True, False], [0.9, 0.1]) == 1.0
    assert metrics.auroc([True, False], [0.1, 0.9]) == 0.0
    assert metrics.auroc([True, False], [0.5, 0.5]) == 0.5
    # Pairs: 0.8 beats both, 0.4 ties with one and loses to the other.
    assert metrics.auroc([True, True, False, False], [0.8, 0.4, 0.4, 0.6]) == 2.5 / 4


def test_risk_coverage_by_hand() -> None:
    correct, confidence = [False, True, True, False], [0.2, 0.9, 0.6, 0.7]
    assert metrics.risk_coverage(correct, confidence) == (
        (0.25, 0.0),
        (0.5, 0.5),
        (0.75, pytest.approx(1 / 3)),
        (1.0, 0.5),
    )
    assert metrics.aurc(correct, confidence) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_equal_confidences_are_one_threshold() -> None:
    assert metrics.risk_coverage([True, False], [0.5, 0.5]) == ((1.0, 0.5),)
    # Either order is as likely: right first gives (0 + 1/2) / 2, wrong first (1 + 1/2) / 2.
    assert metrics.aurc([True, False], [0.5, 0.5]) == metrics.aurc([False, True], [0.5, 0.5]) == 0.5


def test_aurc_of_the_best_and_the_worst_order() -> None:
    assert metrics.aurc([True, True], [0.1, 0.2]) == 0.0
    assert metrics.aurc([False, False], [0.1, 0.2]) == 1.0
    assert metrics.aurc([True, False], [0.9, 0.1]) == 0.25
    assert metrics.aurc([True, False], [0.1, 0.9]) == 0.75


@given(CASES)
def test_curve_is_well_formed(cases: list[tuple[bool, float]]) -> None:
    correct, confidence = [real for real, _ in cases], [value for _, value in cases]
    points = metrics.risk_coverage(correct, confidence)
    coverages = [coverage for coverage, _ in points]
    assert coverages == sorted(set(coverages))
    assert all(0 <= risk <= 1 for _, risk in points)
    if cases:
        assert points[-1] == (1.0, pytest.approx(1 - sum(correct) / len(correct)))
        area = metrics.aurc(correct, confidence)
        assert area is not None
        assert 0 <= area <= 1
        assert metrics.aurc(correct[::-1], confidence[::-1]) == pytest.approx(area)
