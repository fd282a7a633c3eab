"""Intervals and tests, by hand and against SciPy."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.statistics import (
    bootstrap_interval,
    holm,
    mcnemar_exact,
    mean,
    paired_bootstrap,
    percentiles,
)
from evals.types import Estimate

SHARES = st.lists(st.none() | st.sampled_from([0.0, 0.25, 1 / 3, 1.0]), max_size=40)
CHANGES = st.lists(st.tuples(*[st.sampled_from([0.0, 1.0, None])] * 2), max_size=60)


def test_mean_and_percentiles_leave_out_what_does_not_apply() -> None:
    assert mean([None, 1.0, None, 0.0]) == 0.5
    assert mean([None]) is None
    assert percentiles([None, *map(float, range(101))]) == {"p50": 50.0, "p95": 95.0}
    assert percentiles([3.0]) == {"p50": 3.0, "p95": 3.0}
    assert percentiles([None]) == percentiles([]) == {}


def test_interval_of_few_values() -> None:
    assert bootstrap_interval([]) == bootstrap_interval([None]) == Estimate(None, None, None, 0)
    assert bootstrap_interval([None, 0.25]) == Estimate(0.25, 0.25, 0.25, 1)
    assert bootstrap_interval([1.0] * 9) == Estimate(1.0, 1.0, 1.0, 9)


def test_interval_of_a_share_is_about_that_of_the_binomial() -> None:
    from scipy import stats

    estimate = bootstrap_interval([1.0] * 80 + [0.0] * 20, samples=20_000)
    low, high = stats.binom.ppf([0.025, 0.975], 100, 0.8) / 100
    assert (estimate.mean, estimate.n) == (0.8, 100)
    assert estimate.low == pytest.approx(low, abs=0.011)
    assert estimate.high == pytest.approx(high, abs=0.011)


def test_interval_agrees_with_scipy() -> None:
    from scipy import stats

    dice = random.Random(1)
    values = [dice.random() ** 2 for _ in range(60)]
    theirs = stats.bootstrap(
        (values,), lambda v, axis: v.mean(axis), method="percentile", n_resamples=20_000
    ).confidence_interval
    ours = bootstrap_interval(values, samples=20_000)
    assert ours.low == pytest.approx(theirs.low, abs=0.005)
    assert ours.high == pytest.approx(theirs.high, abs=0.005)


@given(SHARES, st.integers(0, 3))
def test_interval_holds_the_mean_and_is_the_same_again(
    values: list[float | None], seed: int
) -> None:
    estimate = bootstrap_interval(values, seed=seed)
    assert estimate == bootstrap_interval(values[::-1], seed=seed)
    assert estimate.mean == (None if estimate.n == 0 else pytest.approx(mean(values)))
    if estimate.mean is not None and estimate.low is not None and estimate.high is not None:
        assert -1e-12 <= estimate.low <= estimate.high <= 1 + 1e-12
        assert estimate.low - 1e-12 <= estimate.mean <= estimate.high + 1e-12


@given(CHANGES)
def test_mcnemar_is_the_exact_binomial(changes: list[tuple[float | None, float | None]]) -> None:
    from scipy import stats

    before, after = [old for old, _ in changes], [new for _, new in changes]
    broken, mended = changes.count((1.0, 0.0)), changes.count((0.0, 1.0))
    most = max(broken, mended)
    expected = (
        1.0
        if broken == mended
        else stats.binomtest(most, broken + mended, alternative="greater").pvalue
    )
    assert mcnemar_exact(before, after) == pytest.approx(expected)
    assert mcnemar_exact(after, before) == mcnemar_exact(before, after)


def test_mcnemar_by_hand() -> None:
    assert mcnemar_exact([1.0] * 6, [0.0] * 6) == 1 / 2**6
    assert mcnemar_exact([1.0] * 3 + [0.0], [0.0] * 3 + [1.0]) == (1 + 4) / 2**4
    assert mcnemar_exact([1.0, 0.0], [0.0, 1.0]) == 1.0
    assert mcnemar_exact([], []) == mcnemar_exact([None], [1.0]) == 1.0
    assert mcnemar_exact([1.0] * 5000, [0.0] * 5000) == 0.0
    with pytest.raises(ValueError, match="zip"):
        mcnemar_exact([1.0], [])


def test_paired_bootstrap_sees_a_steady_fall_and_no_noise() -> None:
    dice = random.Random(2)
    before = [dice.random() for _ in range(200)]
    noisy = [value + dice.gauss(0, 0.1) for value in before]
    lower = [value - 0.05 + dice.gauss(0, 0.1) for value in before]
    assert paired_bootstrap(before, lower) < 0.001
    assert paired_bootstrap(before, noisy) > 0.05
    assert paired_bootstrap(before, before) == 1.0
    assert paired_bootstrap([], []) == paired_bootstrap([None], [0.5]) == 1.0


def test_paired_bootstrap_is_near_the_t_test() -> None:
    from scipy import stats

    dice = random.Random(3)
    before = [dice.random() for _ in range(150)]
    after = [value - 0.02 + dice.gauss(0, 0.12) for value in before]
    expected = stats.ttest_rel(before, after, alternative="greater").pvalue
    assert 0.01 < expected < 0.3
    assert paired_bootstrap(before, after) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("changed", [1, 2, 4])
def test_a_handful_of_cases_is_never_significant(changed: int) -> None:
    before = [0.5] * 50
    after = [0.0] * changed + [0.5] * (50 - changed)
    assert paired_bootstrap(before, after) >= 1 / 2**changed
    assert paired_bootstrap([0.5] * changed, [0.0] * changed) >= 0.05


def test_paired_bootstrap_keeps_to_its_level() -> None:
    """Where nothing changed, about one comparison in twenty looks worse, and one better."""
    dice = random.Random(4)
    worse = better = 0
    for seed in range(300):
        changes = [dice.choice((-0.5, -0.25, 0.0, 0.25, 0.5)) for _ in range(40)]
        low = paired_bootstrap([0.5] * 40, changes_to(changes), samples=500, seed=seed) < 0.05
        worse += low and sum(changes) < 0
        better += low and sum(changes) > 0
    assert 0 < worse / 300 < 0.09
    assert 0 < better / 300 < 0.09


def changes_to(changes: list[float]) -> list[float | None]:
    return [0.5 + change for change in changes]


@given(SHARES, st.randoms(use_true_random=False))
def test_paired_bootstrap_is_a_p_value(before: list[float | None], dice: random.Random) -> None:
    after = before[:]
    dice.shuffle(after)
    p_value = paired_bootstrap(before, after, samples=200)
    assert 0 < p_value <= 1
    assert p_value == paired_bootstrap(before, after, samples=200)


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []
