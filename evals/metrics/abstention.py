"""How well answering and refusing are told apart, over the cases of a whole run.

Every argument holds one value a case, in the same order.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter


def hallucination_rate(answerable: Sequence[bool], answered: Sequence[bool]) -> float | None:
    """Share answered of the questions that nothing answers: FP / (FP + TN).

    NoMIRACL (Thakur et al. 2023, arXiv:2312.11361), non-relevant subset. Lower is better.
    """
    return _share([said for real, said in zip(answerable, answered, strict=True) if not real])


def error_rate(answerable: Sequence[bool], answered: Sequence[bool]) -> float | None:
    """Share refused of the questions that have an answer: FN / (FN + TP).

    NoMIRACL (Thakur et al. 2023, arXiv:2312.11361), relevant subset. Lower is better.
    """
    return _share([not said for real, said in zip(answerable, answered, strict=True) if real])


def refusal_precision(answerable: Sequence[bool], answered: Sequence[bool]) -> float | None:
    """Share of the refusals that were right: TN / (TN + FN). None where nothing was refused."""
    return _share([not real for real, said in zip(answerable, answered, strict=True) if not said])


def refusal_recall(answerable: Sequence[bool], answered: Sequence[bool]) -> float | None:
    """Share of the unanswerable questions that were refused: TN / (TN + FP)."""
    return _share([not said for real, said in zip(answerable, answered, strict=True) if not real])


def auroc(answerable: Sequence[bool], confidence: Sequence[float]) -> float | None:
    """Probability that an answerable question has more confidence than an unanswerable one.

    Area under the ROC curve, ties counted half (Hanley & McNeil 1982). None unless there are
    questions of both kinds.
    """
    if len(set(answerable)) < 2:
        return None
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(answerable, confidence))


def risk_coverage(
    correct: Sequence[bool], confidence: Sequence[float]
) -> tuple[tuple[float, float], ...]:
    """Points (coverage, risk), one for each threshold, from the most confident answer on.

    Coverage: share of the cases answered at that threshold; risk: share of those that are wrong
    (El-Yaniv & Wiener 2010). Answering what nothing answers is wrong.
    """
    points, covered, wrong = [], 0, 0
    for group in reversed(_ties(correct, confidence)):
        covered += len(group)
        wrong += len(group) - sum(group)
        points.append((covered / len(correct), wrong / covered))
    return tuple(points)


def aurc(correct: Sequence[bool], confidence: Sequence[float]) -> float | None:
    """Area under the risk–coverage curve: mean risk of answering the i most confident, i = 1…n.

    Geifman, Uziel & El-Yaniv 2019 (arXiv:1805.08206). Among equal confidences the expected risk
    over all their orders is taken, so that the order of the cases doesn't matter. Lower is better.
    """
    covered, wrong, total = 0, 0.0, 0.0
    for group in reversed(_ties(correct, confidence)):
        share = 1 - sum(group) / len(group)
        for _ in group:
            covered += 1
            wrong += share
            total += wrong / covered
    return total / covered if covered else None


def _ties(truth: Sequence[bool], confidence: Sequence[float]) -> list[list[bool]]:
    """The truth of the cases, grouped by confidence, lowest first."""
    ordered = sorted(zip(confidence, truth, strict=True), key=itemgetter(0))
    return [[real for _, real in group] for _, group in groupby(ordered, key=itemgetter(0))]


def _share(holds: Sequence[bool]) -> float | None:
    return sum(holds) / len(holds) if holds else None
