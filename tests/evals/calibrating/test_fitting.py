"""Confidences and thresholds are fitted, and not far from where they were with few questions."""

import numpy as np
import pytest

from evals.calibrating.fitting import WRONG_OF_SURE, figures, fit, thresholds
from evals.calibrating.judging import Judged
from qa.reader.calibration import Calibration

BASE = Calibration("trained", None, 0.0, {"span": 0.0, "noise": 0.0}, 0.2, 0.5)


def judged(count: int, seed: int = 1) -> list[Judged]:
    """Questions whose sentence is right the more often, the greater its span's lead is."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        lead = float(rng.normal(0, 4))
        right = bool(rng.random() < 1 / (1 + np.exp(-lead)))
        features = {"span": lead, "noise": float(rng.normal())}
        found.append(Judged("all", features, right, answerable=right or bool(rng.random() < 0.2)))
    return found


def test_what_tells_is_weighed_and_noise_is_not() -> None:
    found = fit(judged(2_000), BASE, ["span", "noise"]).calibration
    assert found.coefficients["span"] == pytest.approx(1.0, abs=0.2)
    assert abs(found.coefficients["noise"]) < 0.2
    assert found.fitted_on == {"all": 2_000}


def test_few_questions_move_little() -> None:
    many = fit(judged(2_000), BASE, ["span", "noise"]).calibration.coefficients["span"]
    few = fit(judged(12), BASE, ["span", "noise"]).calibration.coefficients["span"]
    assert 0 <= few < many


def test_of_what_is_sure_few_are_wrong_on_questions_that_were_not_fitted() -> None:
    found = fit(judged(2_000), BASE, ["span", "noise"]).calibration
    others = judged(2_000, seed=2)
    confidences = np.array([found.confidence(item.features) for item in others])
    told = figures(others, confidences, found.answer_threshold, found.sure_threshold)
    assert told.sure_wrong is not None
    assert told.sure_wrong <= WRONG_OF_SURE + 0.05
    assert told.sure is not None
    assert told.sure > 0.6
    assert told.falsely_refused is not None
    assert told.falsely_refused < 0.2


def test_nothing_is_sure_where_nothing_is_right() -> None:
    confidences = np.array([0.9, 0.8, 0.1])
    sure, answer = thresholds(confidences, np.zeros(3, bool), np.ones(3))
    assert (sure, answer) == (1.0, 0.0)


def test_all_is_sure_where_all_is_right() -> None:
    sure, answer = thresholds(np.array([0.9, 0.8, 0.3]), np.ones(3, bool), np.ones(3))
    assert sure == 0.3
    assert answer <= sure


def test_figures_of_what_never_happens_are_none() -> None:
    some = [Judged("all", {}, True, True)] * 3
    told = figures(some, np.array([0.1, 0.2, 0.3]), 0.5, 0.9)
    assert (told.auroc, told.sure_wrong, told.not_sure) == (None, None, None)
    assert (told.sure, told.falsely_refused) == (0.0, 1.0)
