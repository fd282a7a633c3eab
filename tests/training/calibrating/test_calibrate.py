"""Ranking and confidence are fitted on what was asked, which is kept as it was."""

from pathlib import Path

import numpy as np
import pytest

from evals.calibrating.judging import Judged
from qa.reader.calibration import read_calibrations, shipped, write_calibrations
from qa.reader.similarity import FEATURES as SIMILAR
from qa.reader.trained import SIGNALS
from training.calibrate import bests, calibrate, fit_ranking
from training.calibrating.asking import ASKED, Asked, keep, read


def asked(count: int) -> list[Asked]:
    """Questions of six sentences, of which that with the greatest span answers mostly."""
    rng = np.random.default_rng(3)
    found = []
    for number in range(count):
        answerable = number % 2 == 0
        signals = rng.normal(size=(6, len(SIGNALS)))
        signals[:, SIGNALS.index("span")] *= 3
        features = rng.normal(size=(6, len(ASKED)))
        features[:, ASKED.index("span")] = signals[:, SIGNALS.index("span")]
        right = np.zeros(6, bool)
        if answerable:
            best = int(np.argmax(signals[:, SIGNALS.index("span")] + rng.normal(size=6)))
            right[best] = True
            features[best, ASKED.index("span")] += 4
        similar = dict.fromkeys(SIMILAR, float(rng.normal()))
        alone = Judged("some", similar, answerable, answerable)
        found.append(Asked("some", answerable, signals, features, right, alone))
    return found


def test_what_ranks_right_gets_the_weight() -> None:
    weights = fit_ranking(asked(200), {})
    assert weights["span"] > 3 * max(abs(weights[name]) for name in SIGNALS if name != "span")
    fixed = fit_ranking(asked(200), {"span": 0.0})
    assert fixed["span"] == 0.0


def test_what_was_asked_is_kept(tmp_path: Path) -> None:
    before = asked(4)
    keep(tmp_path / "asked.jsonl", before)
    after = read(tmp_path / "asked.jsonl")
    assert len(after) == 4
    for ours, theirs in zip(before, after, strict=True):
        assert (ours.kind, ours.answerable, ours.similar) == (
            theirs.kind,
            theirs.answerable,
            theirs.similar,
        )
        assert ours.signals == pytest.approx(theirs.signals)
        assert ours.right.tolist() == theirs.right.tolist()


def test_every_calibration_is_made_anew() -> None:
    found = calibrate(asked(200), "some@1")
    assert {fit.calibration.embedder for fit in found.values()} == {"some@1", None}
    ours = found["trained"].calibration
    assert ours.fitted_on == {"some": 200}
    assert ours.coefficients["span"] > 0
    # Cosines of an embedder say nothing where another one may be used.
    assert {"sentence", "foreign"}.isdisjoint(
        found["trained, any embedder"].calibration.coefficients
    )
    judged = bests(asked(200), ours)
    assert {item.kind for item in judged} == {"some"}
    assert shipped("trained").embedder is None


def test_what_there_was_before_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = calibrate(asked(200), "some@1")
    write_calibrations(tmp_path / "other.json", [fit.calibration for fit in first.values()])
    monkeypatch.setattr(
        "qa.reader.calibration.shipped_calibrations",
        lambda: read_calibrations(tmp_path / "other.json"),
    )
    again = calibrate(asked(200), "some@1")
    for name, fit in first.items():
        assert again[name].calibration == fit.calibration
