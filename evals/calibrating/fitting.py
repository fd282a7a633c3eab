"""Confidences and thresholds that fit what was judged, not far from those there were."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

from evals.calibrating.judging import Judged
from evals.metrics.abstention import auroc
from qa.reader.calibration import Calibration

# Of the answers that are said to be sure, at most this share may be wrong.
WRONG_OF_SURE = 0.15
# Of the questions that people ask, so many have an answer.
ANSWERABLE = 0.7
# Of the right answers this share may be refused.
REFUSED_OF_RIGHT = 0.01
# How strongly a coefficient, in units of its feature's spread, is drawn to where it was, in
# questions; where there are few, they move little.
_PULL = 2.0
_FOLDS = 5
# Questions in a row are often about one text, and stay together, up to so many.
_NEIGHBOURS = 20


@dataclass(frozen=True, slots=True)
class Fit:
    """A calibration with what it says of each question when it is fitted on the others."""

    calibration: Calibration
    confidences: np.ndarray


@dataclass(frozen=True, slots=True)
class Figures:
    """How well confidences and thresholds tell right answers from wrong ones; shares in [0, 1].

    `auroc` is of right against wrong; `sure` the share of answerable questions said surely,
    `sure_wrong` of what is said surely that is wrong, `not_sure` of unanswerable questions that are
    refused or answered unsurely, `falsely_refused` of the answerable. None: there was none.
    """

    auroc: float | None
    sure: float | None
    sure_wrong: float | None
    not_sure: float | None
    falsely_refused: float | None


def fit(
    judged: Sequence[Judged],
    base: Calibration,
    names: Sequence[str],
    weights: np.ndarray | None = None,
) -> Fit:
    """Fit a calibration's confidence and thresholds, beginning with `base`.

    `weights` are of questions, shape (questions,), mean 1; unless given, `weights_of`. Thresholds
    are chosen on confidences of questions that weren't fitted on.
    """
    features = np.array([[item.features[name] for name in names] for item in judged])
    right = np.array([item.right for item in judged])
    weights = weights_of(judged) if weights is None else weights
    start = np.array([base.intercept, *(base.coefficients.get(name, 0.0) for name in names)])
    neighbours = max(1, min(_NEIGHBOURS, len(judged) // (2 * _FOLDS)))
    fold = np.arange(len(judged)) // neighbours % _FOLDS
    confidences = np.empty(len(judged))
    for number in range(_FOLDS):
        kept = fold != number
        found = _regress(features[kept], right[kept], weights[kept], start)
        confidences[~kept] = _confidence(features[~kept], found)
    found = _regress(features, right, weights, start)
    calibration = replace(
        base,
        intercept=round(float(found[0]), 4),
        coefficients={
            name: round(float(value), 4) for name, value in zip(names, found[1:], strict=True)
        },
        fitted_on=dict(sorted(Counter(item.kind for item in judged).items())),
    )
    sure, answer = thresholds(confidences, right, weights)
    return Fit(replace(calibration, answer_threshold=answer, sure_threshold=sure), confidences)


def weights_of(
    judged: Sequence[Judged], group: Callable[[Judged], str] = lambda item: ""
) -> np.ndarray:
    """Weights under which ANSWERABLE of the questions have an answer, as in life; mean 1.

    Of either kind each group counts the same.
    """
    keys = [(item.answerable, group(item)) for item in judged]
    counts = Counter(keys)
    groups = Counter(answerable for answerable, _ in counts)
    shares = {True: ANSWERABLE, False: 1 - ANSWERABLE} if len(groups) == 2 else {keys[0][0]: 1.0}
    weights = [len(judged) * shares[key[0]] / groups[key[0]] / counts[key] for key in keys]
    return np.array(weights)


def thresholds(
    confidences: np.ndarray, right: np.ndarray, weights: np.ndarray
) -> tuple[float, float]:
    """From where on to be sure, and from where on to answer at all.

    Sure: as much as may be, with at most WRONG_OF_SURE wrong; 1 where nothing is that good.
    """
    order = np.argsort(-confidences)
    wrong = np.cumsum(np.where(right, 0.0, weights)[order]) / np.cumsum(weights[order])
    good = np.flatnonzero(wrong <= WRONG_OF_SURE)
    sure = float(confidences[order][good[-1]]) if len(good) else 1.0
    answer = float(np.quantile(confidences[right], REFUSED_OF_RIGHT)) if right.any() else 0.0
    return round(sure, 3), round(min(answer, sure), 3)


def figures(
    judged: Sequence[Judged],
    confidences: np.ndarray,
    answer: float,
    sure: float,
    weights: np.ndarray | None = None,
) -> Figures:
    """Measure confidences and thresholds on what was judged; for `weights` see `fit`."""
    right = np.array([item.right for item in judged])
    answerable = np.array([item.answerable for item in judged])
    weights = weights_of(judged) if weights is None else weights
    is_sure = confidences >= sure
    return Figures(
        auroc=auroc(right.tolist(), confidences.tolist()),
        sure=_share(is_sure[answerable]),
        sure_wrong=_share(~right[is_sure], weights[is_sure]),
        not_sure=_share(~is_sure[~answerable]),
        falsely_refused=_share(confidences[answerable] < answer),
    )


def _share(holds: np.ndarray, weights: np.ndarray | None = None) -> float | None:
    return float(np.average(holds, weights=weights)) if len(holds) else None


def _regress(
    features: np.ndarray, right: np.ndarray, weights: np.ndarray, start: np.ndarray
) -> np.ndarray:
    """Logistic regression drawn to `start`: intercept, then coefficients."""
    spread = np.maximum(features.std(axis=0), 1e-3)
    scale = np.array([1.0, *spread])
    signs = np.where(right, 1.0, -1.0)

    def loss(moved: np.ndarray) -> tuple[float, np.ndarray]:
        linear = features @ (start[1:] + moved[1:] / spread) + start[0] + moved[0]
        pushed = signs * linear
        total = float(weights @ np.logaddexp(0.0, -pushed)) + _PULL * float(moved[1:] @ moved[1:])
        slope = -weights * signs / (1 + np.exp(np.clip(pushed, -50, 50)))
        gradient = np.array([slope.sum(), *(features.T @ slope / spread)])
        gradient[1:] += 2 * _PULL * moved[1:]
        return total, gradient

    moved = minimize(loss, np.zeros(len(start)), jac=True, method="L-BFGS-B").x
    found: np.ndarray = start + moved / scale
    return found


def _confidence(features: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
    linear = features @ coefficients[1:] + coefficients[0]
    found: np.ndarray = 1 / (1 + np.exp(-linear))
    return found
