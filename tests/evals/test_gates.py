"""Gates: what is worse than allowed, or than before, and what can't be told."""

import re
from pathlib import Path
from typing import Any

import pytest

from evals.compare import compare
from evals.gates import Gate, parse_gate, regressions, shortfalls
from evals.summary import METRICS
from evals.types import Estimate, Run, Summary
from index.errors import SuiteError

MAKEFILE = Path(__file__).resolve().parents[2] / "Makefile"


def run(suite: str = "seeds", **cuts: dict[str, float]) -> Run:
    """A run with these means; a cut's kind stands before its name."""
    summaries = []
    for name, means in ({"all__all": {}} | cuts).items():
        kind, _, cut = name.partition("__")
        metrics = {metric: Estimate(mean, None, None, 9) for metric, mean in means.items()}
        summaries.append(Summary(kind, cut.replace("_", "→"), 9, metrics))
    return Run(suite, (), tuple(summaries))


def complaints(run: Run, *gates: str) -> list[str]:
    return shortfalls("en", [run], [parse_gate(gate, METRICS) for gate in gates])


def test_floors_and_ceilings() -> None:
    measured = run(all__all={"answer_match": 0.85, "falsely_refused": 0.05, "aurc": 0.2})
    assert complaints(measured, "answer_match=0.85", "falsely_refused=0.05", "aurc=0.3") == []
    assert complaints(measured, "answer_match=0.86", "falsely_refused=0.04", "aurc=0") == [
        "seeds: answer_match is 0.850, at least 0.860 is required.",
        "seeds: falsely_refused is 0.050, at most 0.040 is allowed.",
        "seeds: aurc is 0.200, at most 0.000 is allowed.",
    ]


@pytest.mark.parametrize("cut", ["ru-en", "ru→en", "ru->en", "ru", "number", "all-at:once=2"])
def test_a_direction_a_language_or_a_tag_has_a_gate_of_its_own(cut: str) -> None:
    half = {"recall@5": 0.5}
    languages = {"direction__ru_en": half, "question_language__ru": half}
    tags = {"tag__number": half, "tag__all-at:once=2": half}
    measured = run(all__all={"recall@5": 0.9}, **languages, **tags)
    assert complaints(measured, f"recall@5:{cut}=0.5") == []
    assert complaints(measured, f"recall@5:{cut}=0.51") == [
        f"seeds: recall@5:{cut} is 0.500, at least 0.510 is required."
    ]


@pytest.mark.parametrize("gate", ["refused=0.1", "mrr:ru-en=0.1", "refused:ru-en=0.1"])
def test_a_gate_that_applies_to_no_case_is_not_met(gate: str) -> None:
    measured = run(all__all={"mrr": 1.0}, direction__ru_ru={"mrr": 1.0}, tag__ru={"refused": 1.0})
    name = gate.partition("=")[0]
    assert complaints(measured, gate) == [
        f"{name} applies to no case that was run, so it can't be held to a value."
    ]
    other = run("other", all__all={"refused": 0.5}, direction__ru_en={"mrr": 0.5, "refused": 0.5})
    assert shortfalls("en", [measured, other], [parse_gate(gate, METRICS)]) == []


@pytest.mark.parametrize(
    "text",
    [
        *("mrr", "mrr=", "mrr=much", "mrr=nan", "mrr=inf", "mrr=1.1", "mrr=-0.1", "mrr=90"),
        *("mrr:=0.5", "=0.5", "mrr==0.5", ""),
    ],
)
def test_what_is_no_gate(text: str) -> None:
    with pytest.raises(SuiteError) as caught:
        parse_gate(text, METRICS)
    assert caught.value.code == "gate_invalid"


def test_an_unknown_metric_is_named_with_the_known_ones() -> None:
    with pytest.raises(SuiteError, match=r"no metric “beauty”.*falsely_refused"):
        parse_gate("beauty=0.5", METRICS)


def test_a_gate_as_it_is_read() -> None:
    assert parse_gate("answer_match:ru-en=.8", METRICS) == Gate("answer_match", "ru-en", 0.8)


def cases(*values: float, suite: str = "seeds") -> dict[str, Any]:
    results = [{"id": f"c{n}", "metrics": {"refused": value}} for n, value in enumerate(values)]
    return {"suite": suite, "provenance": {}, "results": results}


def told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    comparison = compare(before, after)
    return regressions("en", [run()], {"seeds": before}, [comparison])


def test_what_got_worse_is_told() -> None:
    before, after = cases(*[1.0] * 26, *[0.0] * 32), cases(*[0.0] * 9, *[1.0] * 17, *[0.0] * 32)
    fallen = "seeds: refused worsened from 0.448 to 0.293 (p = 0.002)."
    assert fallen in told(before, after)
    assert told(before, before) == told(after, before) == []


def test_a_suite_that_the_baseline_lacks_does_not_pass() -> None:
    said = "seeds: the baseline has no such suite, so nothing can be compared. "
    assert [line.startswith(said) for line in regressions("en", [run()], {}, [])] == [True]
    assert told(cases(), cases(1.0))[0].startswith(said)


def test_cases_that_were_left_out_do_not_pass() -> None:
    (line,) = told(cases(*[1.0] * 20), cases(1.0))
    assert line.startswith("seeds: cases of the baseline weren't run: 19 (c1, c2, ")
    assert ", c10, …)" in line
    assert told(cases(1.0), cases(1.0, 0.0)) == []


def test_make_eval_holds_refusals_and_every_direction_to_a_value() -> None:
    recipe = MAKEFILE.read_text(encoding="utf-8").partition("\neval:")[2].partition("\n\n")[0]
    gates = [parse_gate(text, METRICS) for text in re.findall(r"--fail-under (\S+)", recipe)]
    names = {gate.name for gate in gates}
    assert {"refused", "falsely_refused"} <= names
    for asked in ("ru", "en"):
        assert f"refused:{asked}" in names
        assert {f"answer_match:{asked}-{told}" for told in ("ru", "en")} <= names
    assert "--no-regression" in recipe


def test_make_eval_holds_conversations_to_values_of_their_own() -> None:
    recipe = MAKEFILE.read_text(encoding="utf-8").partition("\neval:")[2].partition("\n\n")[0]
    *_, command = recipe.split("seedqa eval ")
    assert command.startswith("evals/suites/conversations.jsonl ")
    gates = [parse_gate(text, METRICS) for text in re.findall(r"--fail-under (\S+)", command)]
    assert {gate.name for gate in gates} == {"answer_match", "refused"}
    assert all(gate.worst > 0.5 for gate in gates)
