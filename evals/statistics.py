"""Means, intervals and tests over the cases of a run; None values don't apply and are left out."""

from collections.abc import Sequence
from math import comb, fsum

import numpy as np
from numpy.typing import NDArray

from evals.types import Estimate

Values = Sequence[float | None]

_TAILS = (2.5, 97.5)
# Sums of the same values in another order differ by less than this.
_ROUNDING = 1e-12


def mean(values: Values) -> float | None:
    """Average of the values that apply, None where none does."""
    applying = [value for value in values if value is not None]
    return fsum(applying) / len(applying) if applying else None


def percentiles(values: Values) -> dict[str, float]:
    """The median and the 95th percentile, between neighbours by line; empty where none applies."""
    applying = [value for value in values if value is not None]
    if not applying:
        return {}
    middle, high = np.percentile(applying, (50, 95))
    return {"p50": float(middle), "p95": float(high)}


def bootstrap_interval(values: Values, *, samples: int = 1000, seed: int = 0) -> Estimate:
    """Mean with its 95 % percentile bootstrap interval (Efron & Tibshirani 1993, section 13.3).

    A suite is a sample of the questions that could have been asked: the interval says how much the
    mean would move with another one of the same size.
    """
    applying = np.array([value for value in values if value is not None], dtype=float)
    if not applying.size:
        return Estimate(None, None, None, 0)
    low, high = np.percentile(_resampled_means(applying, samples, seed), _TAILS)
    return Estimate(mean(values), float(low), float(high), applying.size)


def paired_bootstrap(
    before: Values, after: Values, *, samples: int = 10_000, seed: int = 0
) -> float:
    """One-sided p-value for the means of two runs over the same cases being equal.

    The differences are shifted to mean 0 and resampled; p is the share of resampled means at least
    as far from 0 as the observed one, on its side, (1 + count) / (1 + samples) (Efron & Tibshirani
    1993, section 16.4; Davison & Hinkley 1997 for the 1). It is never below 1 / 2^m, m the cases
    that differ: the least that flipping their signs can give, so that a handful can't be
    significant. Cases that don't apply in one of the runs are left out; 1 where nothing differs.
    """
    differences = np.array([new - old for old, new in pairs(before, after)], dtype=float)
    changed = int(np.count_nonzero(differences))
    observed = differences.mean() if changed else 0.0
    if abs(observed) < _ROUNDING:
        return 1.0
    means = _resampled_means(differences, samples, seed) - observed
    extreme = int(np.count_nonzero(means * np.sign(observed) >= abs(observed) - _ROUNDING))
    return min(1.0, max((1 + extreme) / (1 + samples), 2.0**-changed))


def mcnemar_exact(before: Values, after: Values) -> float:
    """One-sided p-value for 0/1 values of two runs over the same cases: McNemar's exact test.

    With b cases that broke and c that were mended, each is as likely as the other where nothing
    changed: p = P(X ≤ min(b, c)), X ~ Binomial(b + c, ½), the chance of a move at least as far in
    its direction (McNemar 1947; it is the sign test). 1 where as many broke as were mended.
    """
    changes = [new - old for old, new in pairs(before, after)]
    broken, mended = changes.count(-1), changes.count(1)
    if broken == mended:
        return 1.0
    trials = broken + mended
    tail: int = sum(comb(trials, fewer) for fewer in range(min(broken, mended) + 1))
    ways: int = 2**trials
    return tail / ways


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted for being many, in their order (Holm 1979).

    The i-th smallest of m is multiplied by m - i + 1, and never below the one before it.
    """
    adjusted, floor = [0.0] * len(p_values), 0.0
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    for rank, position in enumerate(order):
        floor = max(floor, min(1.0, (len(p_values) - rank) * p_values[position]))
        adjusted[position] = floor
    return adjusted


def pairs(before: Values, after: Values) -> list[tuple[float, float]]:
    """The values of the cases that apply in both runs."""
    return [
        (old, new)
        for old, new in zip(before, after, strict=True)
        if old is not None and new is not None
    ]


def _resampled_means(values: NDArray[np.float64], samples: int, seed: int) -> NDArray[np.float64]:
    """Means of samples drawn with replacement.

    How often each distinct value is drawn is multinomial, and most metrics have few: this is the
    same draw as picking cases one by one, in a fraction of the time and memory.
    """
    distinct, counts = np.unique(values, return_counts=True)
    drawn = np.random.default_rng(seed).multinomial(values.size, counts / values.size, samples)
    means: NDArray[np.float64] = drawn @ distinct / values.size
    return means
