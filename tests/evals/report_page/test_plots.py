"""The plots of a report."""

import re

import pytest

from evals.report_page import render
from evals.report_page.plots import by_direction, risk_coverage
from evals.report_page.words import Words
from tests.evals.report_page.results import run

EN = Words("en")


def test_plots_can_be_read_aloud() -> None:
    page = render([run()], language="en")
    assert re.search(r'<svg[^>]*role="img"[^>]*aria-labelledby="curve-0-title curve-0-desc"', page)
    assert "Risk at coverage: 0.50: 0.000; 1.00: 0.100." in page
    assert "ru\u00a0→\u00a0ru: 0.938, from 0.800 to 1.000, n\u00a0=\u00a01,234" in page


def test_plots_of_nothing() -> None:
    assert risk_coverage((), EN) is None
    assert risk_coverage(((float("nan"), 0.5),), EN) is None
    assert by_direction(run(summaries=()), EN) == ()


def test_a_long_curve_keeps_its_ends_and_few_points() -> None:
    curve = risk_coverage([(number / 5_000, 0.04) for number in range(1, 5_001)], EN)
    assert curve is not None
    assert curve.line.count("L") < 300
    assert curve.end == pytest.approx(
        (curve.right, curve.bottom - (curve.bottom - curve.top) * 0.8)
    )


def test_directions_without_a_mean_have_no_bar() -> None:
    plots = {plot.name: plot for plot in by_direction(run(), EN)}
    assert [bar.label for bar in plots["answer_match"].bars] == ["ru\u00a0→\u00a0ru"]
    assert plots["refused"].bars[0].mean == plots["refused"].right
    assert plots["refused"].overall is None
    assert plots["aurc"].lower_is_better
