"""Calibrations are data: read, chosen by reader and embedding model, refused when damaged."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.embedding import Embedder
from index.errors import ModelError
from qa.factory import calibration_of
from qa.reader.calibration import (
    OWN,
    Calibration,
    calibration_for,
    keep_calibration,
    read_calibrations,
    shipped,
    shipped_calibrations,
    write_calibrations,
)
from qa.reader.similarity import FEATURES as SIMILAR
from qa.reader.trained import FEATURES, SIGNALS
from qa.settings import load_settings

OURS = Calibration("trained", "mine@1", 0.5, {"span": 1.0}, 0.1, 0.9, {"span": 1.0}, {"all": 40})


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_calibrations(tmp_path / "some.json", [OURS, replace(OURS, embedder=None)])
    assert read_calibrations(tmp_path / "some.json") == (OURS, replace(OURS, embedder=None))


def test_the_shipped_ones_name_what_the_readers_give() -> None:
    for calibration in shipped_calibrations():
        known = FEATURES if calibration.reader == "trained" else SIMILAR
        assert set(calibration.coefficients) <= set(known)
        assert set(calibration.signals) <= set(SIGNALS)
        assert 0 <= calibration.answer_threshold <= calibration.sure_threshold <= 1


def test_the_packaged_model_has_its_own(embedder: Embedder, tmp_path: Path) -> None:
    for reader in ("trained", "similarity"):
        found = calibration_for(reader, embedder.fingerprint, tmp_path)  # type: ignore[arg-type]
        assert found.embedder == embedder.fingerprint


def test_another_model_is_read_by_the_network_and_never_by_foreign_cosines(tmp_path: Path) -> None:
    found = calibration_for("trained", "other@2", tmp_path)
    assert found.embedder is None
    assert {"sentence", "foreign"}.isdisjoint(found.coefficients)
    # With similarity alone nothing is known: all is answered, and nothing said to be sure.
    alone = calibration_for("similarity", "other@2", tmp_path)
    assert (alone.answer_threshold, alone.sure_threshold) == (0, 1)


def test_an_index_s_own_comes_first(tmp_path: Path) -> None:
    keep_calibration(tmp_path / OWN, OURS, "mine@1")
    keep_calibration(tmp_path / OWN, replace(OURS, intercept=0.7), "mine@1")
    keep_calibration(tmp_path / OWN, OURS, "mine@2")
    assert len(read_calibrations(tmp_path / OWN)) == 2
    assert calibration_for("trained", "mine@1", tmp_path).intercept == 0.7
    assert calibration_for("trained", "mine@3", tmp_path) == shipped("trained", "mine@3")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        "7",
        '[{"reader": "trained"}]',
        '[{"reader": "trained", "more": 1}]',
    ],
)
def test_a_damaged_one_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / OWN).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="calibrate SUITE"):
        calibration_for("trained", "mine@1", tmp_path)


def test_no_number_is_missing(tmp_path: Path) -> None:
    write_calibrations(tmp_path / OWN, [replace(OURS, coefficients={"span": float("nan")})])
    with pytest.raises(ModelError):
        read_calibrations(tmp_path / OWN)


def test_settings_overrule_thresholds(tmp_path: Path) -> None:
    settings = load_settings(index=tmp_path, answer_threshold=0.33)
    found = calibration_of(settings, "other@2")
    assert found.answer_threshold == 0.33
    assert found.sure_threshold == shipped("trained").sure_threshold


def test_more_lead_is_more_confidence() -> None:
    assert OURS.confidence({"span": 3.0}) > OURS.confidence({"span": -3.0})
    assert OURS.score({"span": 2.0}) == 2.0
