"""Two runs side by side."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.compare import Comparison, MetricChange, compare, fell
from evals.report import read_runs
from evals.types import Case, Result, Run
from qa.types import Answer

BASELINE = Path(__file__).resolve().parents[2] / "evals" / "baselines" / "seeds.json"
Metrics = dict[str, float | None]


def run(*cases: Metrics, ids: list[str] | None = None) -> dict[str, Any]:
    names = ids or [f"c{number}" for number in range(len(cases))]
    results = [
        {"id": name, "question": "?", "metrics": metrics}
        for name, metrics in zip(names, cases, strict=True)
    ]
    return {"suite": "seeds", "provenance": {}, "results": results}


def matches(*values: float | None) -> list[Metrics]:
    return [{"answer_match": value} for value in values]


def only(comparison: Comparison, name: str = "answer_match") -> MetricChange:
    """The one metric that was compared, apart from whether cases are right."""
    (change,) = [change for change in comparison.metrics if change.name != "right"]
    assert change.name == name
    return change


def test_a_fall_of_a_0_1_metric() -> None:
    change = only(compare(run(*matches(*[1] * 10)), run(*matches(*[0] * 7, *[1] * 3))))
    assert (change.before, change.after, change.n) == (1.0, 0.3, 10)
    assert change.difference == pytest.approx(-0.7)
    assert (change.test, change.p_value) == ("mcnemar", 1 / 2**7)
    assert change.significant
    assert change.worse


def test_a_small_fall_is_no_significant_one() -> None:
    comparison = compare(run(*matches(*[1] * 20)), run(*matches(0, 0, *[1] * 18)))
    assert only(comparison).worse
    assert not only(comparison).significant
    assert fell(comparison) == ()
    assert comparison.broken == ("c0", "c1")


def test_shares_take_the_bootstrap() -> None:
    before = [{"recall@5": value} for value in [1.0, 0.5, 1.0] * 10]
    after = [{"recall@5": value} for value in [0.5, 0.5, 0.0] * 10]
    change = only(compare(run(*before), run(*after)), "recall@5")
    assert change.test == "paired_bootstrap"
    assert change.difference == pytest.approx(-0.5)
    assert change.significant


def test_direction_of_better() -> None:
    good: list[Metrics] = [{"falsely_refused": 0.0, "answer_match": 1.0}] * 12
    bad: list[Metrics] = [{"falsely_refused": 1.0, "answer_match": 0.0}] * 12
    names = {change.name for change in fell(compare(run(*good), run(*bad)))}
    assert names == {"falsely_refused", "answer_match", "right"}
    assert fell(compare(run(*bad), run(*good))) == ()


def test_holm_over_the_metrics_that_are_not_gated() -> None:
    """Six cases that fell are significant alone (p = 1/64), not among four such metrics."""
    old: Metrics = {"groundedness": 1.0}
    new: Metrics = {"groundedness": 0.0}
    others: Metrics = {"right_language": 1.0, "supported": 1.0, "recall@5": 1.0}
    assert fell(compare(run(*[old] * 6), run(*[new] * 6)))
    many = compare(run(*[old | others] * 6), run(*[new | others] * 6))
    assert fell(many) == ()
    assert many.metrics[0].p_value == 1 / 2**6


LOST: Metrics = {"refused": 0.0, "exact_match": 0.0, "token_f1": 0.0, "lemma_f1": 0.0}
WON: Metrics = dict.fromkeys(LOST, 1.0)
BROKEN: Metrics = {"answer_match": 0.0, "sentence@1": 0.0, "citation_coverage": 0.0}
MENDED: Metrics = dict.fromkeys(BROKEN, 1.0)


def changed(before: dict[str, Any], *moves: tuple[list[str], Metrics]) -> dict[str, Any]:
    """A run like the one before, but for some metrics of some cases."""
    cases = {name: metrics for names, metrics in moves for name in names}
    results = [
        result | {"metrics": result["metrics"] | cases.get(result["id"], {})}
        for result in before["results"]
    ]
    return before | {"results": results}


@pytest.fixture(scope="module")
def seeds() -> tuple[dict[str, Any], list[str], list[str]]:
    """A run of the shipped suite with all its metrics, and the ids of its two kinds of cases.

    The first 108 of 118 answers are right, and the first 26 of 58 refusals.
    """
    (found,) = read_runs(BASELINE).values()
    answerable, not_answerable = (
        [result["id"] for result in found["results"] if result["case"]["answerable"] is kind]
        for kind in (True, False)
    )
    found = changed(
        found,
        (answerable[:108], MENDED),
        (answerable[108:], BROKEN),
        (not_answerable[:26], WON),
        (not_answerable[26:], LOST),
    )
    return found, answerable, not_answerable


Seeds = tuple[dict[str, Any], list[str], list[str]]


@pytest.mark.parametrize("won", [0, 2])
def test_nine_refusals_lost_of_twenty_six_do_not_pass(seeds: Seeds, won: int) -> None:
    """Two others that are refused now don't hide it; nor do two dozen metrics beside."""
    before, _, unanswerable = seeds
    after = changed(before, (unanswerable[:9], LOST), (unanswerable[26 : 26 + won], WON))
    comparison = compare(before, after)
    assert len(comparison.metrics) > 20
    assert "refused" in {change.name for change in fell(comparison)}
    assert fell(compare(after, before)) == ()


def test_answers_gained_do_not_make_up_for_refusals_lost(seeds: Seeds) -> None:
    """A lower threshold: more is answered, rightly and wrongly."""
    before, answerable, unanswerable = seeds
    after = changed(before, (answerable[108:117], MENDED), (unanswerable[:9], LOST))
    names = {change.name for change in fell(compare(before, after))}
    assert "refused" in names
    assert "right" not in names


def test_a_little_lost_everywhere_is_seen_over_all_cases(seeds: Seeds) -> None:
    """Four answers and four refusals: neither is significant by itself."""
    before, answerable, unanswerable = seeds
    after = changed(before, (answerable[:4], BROKEN), (unanswerable[:4], LOST))
    assert {change.name for change in fell(compare(before, after))} == {"right"}


@pytest.mark.parametrize(("lost", "won"), [(1, 0), (4, 0), (3, 2), (6, 4), (9, 7)])
def test_ordinary_noise_does_not_trip_the_gate(seeds: Seeds, lost: int, won: int) -> None:
    before, answerable, unanswerable = seeds
    refusals = changed(before, (unanswerable[:lost], LOST), (unanswerable[26 : 26 + won], WON))
    assert fell(compare(before, refusals)) == ()
    answers = changed(before, (answerable[:lost], BROKEN), (answerable[108 : 108 + won], MENDED))
    assert fell(compare(before, answers)) == ()


def test_the_gate_trips_seldom_where_nothing_changed() -> None:
    """Of runs whose every case may turn out either way, not one in ten."""
    dice = random.Random(5)

    def draw() -> list[Metrics]:
        answers = [dice.random() for _ in range(118)]
        cases: list[Metrics] = [
            {"answer_match": float(x < 0.9), "falsely_refused": float(x > 0.97)} for x in answers
        ]
        return [*cases, *({"refused": float(dice.random() < 0.45)} for _ in range(58))]

    trips = sum(bool(fell(compare(run(*draw()), run(*draw())))) for _ in range(100))
    assert trips < 10


def test_cases_that_are_gone_are_named() -> None:
    comparison = compare(run(*matches(1, 1, 1)), run(*matches(1)))
    assert comparison.gone == ("c1", "c2")
    assert compare(run(*matches(1)), run(*matches(1, 0))).gone == ()


def test_broken_and_mended_cases() -> None:
    before = run(*matches(1, 0, 1, 0, None), {"answer_match": None, "refused": 1.0})
    after = run(*matches(0, 1, 1, 0, 1), {"answer_match": None, "refused": 0.0})
    comparison = compare(before, after)
    assert comparison.suite == "seeds"
    assert comparison.broken == ("c0", "c5")
    assert comparison.mended == ("c1",)


def test_only_cases_and_metrics_of_both_runs_are_paired() -> None:
    before = run(*matches(1, 1, 1), ids=["a", "b", "gone"])
    after = run(
        {"answer_match": 0.0, "new": 1.0}, *matches(1, None), {"x": 1}, ids=["b", "a", "n", "m"]
    )
    change = only(compare(before, after))
    assert (change.n, change.before, change.after) == (2, 1.0, 0.5)
    assert compare(before, after).broken == ("b",)
    assert compare(before, run(*matches(1), ids=["z"])).metrics == ()


def test_runs_in_memory_and_from_json_are_the_same() -> None:
    answer = Answer("?", "en", True, None, (), (), (), 0.5, "test")
    values: list[Metrics] = [{"answer_match": 1.0, "refused": None}, {"answer_match": 0.0}]
    results = tuple(
        Result(Case(f"c{number}", "?", "en", (), (), True), "?", answer, "en→en", "en", metrics)
        for number, metrics in enumerate(values)
    )
    kept = Run("seeds", results, ())
    read = json.loads(json.dumps(run(*values)))
    other = run(*matches(0.0, 1.0))
    assert compare(kept, other) == compare(read, other)
    assert compare(other, kept) == compare(other, read)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"suite": "s"},
        {"suite": "s", "results": 3},
        {"suite": "s", "results": [{"id": "a"}]},
        {"suite": "s", "results": [{"id": "a", "metrics": []}]},
        {"suite": "s", "results": [{"id": "a", "metrics": {"answer_match": "1"}}]},
        {"suite": "s", "results": [{"id": "a", "metrics": {"answer_match": float("nan")}}]},
        [],
    ],
)
def test_what_is_no_run(broken: Any) -> None:
    with pytest.raises(ValueError, match="not a run of ours"):
        compare(broken, run(*matches(1)))


VALUES = st.none() | st.sampled_from([0.0, 0.5, 1.0])
METRICS = st.fixed_dictionaries(
    {"answer_match": st.sampled_from([0.0, 1.0]), "recall@5": VALUES, "falsely_refused": VALUES}
)


@given(st.lists(METRICS, max_size=12))
def test_a_run_against_itself_shows_nothing(cases: list[Metrics]) -> None:
    comparison = compare(run(*cases), run(*cases))
    assert fell(comparison) == comparison.broken == comparison.mended == ()
    for change in comparison.metrics:
        assert (change.difference, change.p_value, change.significant) == (0.0, 1.0, False)


@given(st.lists(st.tuples(METRICS, METRICS), max_size=12))
def test_turned_round_it_is_the_opposite(cases: list[tuple[Metrics, Metrics]]) -> None:
    before, after = run(*[old for old, _ in cases]), run(*[new for _, new in cases])
    there, back = compare(before, after), compare(after, before)
    assert (there.broken, there.mended) == (back.mended, back.broken)
    opposites = {change.name: change for change in back.metrics}
    assert opposites.keys() == {change.name for change in there.metrics}
    for change in there.metrics:
        opposite = opposites[change.name]
        assert change.difference == pytest.approx(-opposite.difference)
        assert not (change.worse and opposite.worse)
