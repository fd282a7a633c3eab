import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from evals.command import evaluate
from evals.datasets import load_suite
from evals.runner import run_suite
from index.errors import SuiteError
from qa.pipeline import Pipeline

SEEDS_SUITE = Path(__file__).resolve().parents[2] / "evals" / "suites" / "seeds.jsonl"
GOOD = {
    "id": "a",
    "question": "Сколько магазинов на китайской стороне?",
    "language": "ru",
    "answers": [["4,5 тысячи"]],
    "evidence": [{"document": "khorgos-visitors-2025.ru.md", "quote": "более 4,5 тысяч магазинов"}],
}


def suite(folder: Path, *cases: object) -> Path:
    path = folder / "suite.jsonl"
    lines = [c if isinstance(c, str) else json.dumps(c, ensure_ascii=False) for c in cases]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_shipped_suite_meets_its_floors(seeds_pipeline: Pipeline) -> None:
    run = run_suite(SEEDS_SUITE, seeds_pipeline)
    overall = run.summaries[0]
    assert overall.cases >= 60
    floors = {"answer_match": 0.85, "citation_coverage": 0.90, "right_language": 0.95}
    assert all((overall.means[name] or 0) >= floor for name, floor in floors.items())
    assert overall.means["supported"] == 1.0
    directions = {summary.cut for summary in run.summaries}
    assert {"ru→ru", "ru→en", "en→ru", "en→en", "ru→–", "en→–"} <= directions


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        (["{"], "line 1"),
        ([GOOD, "[]"], "line 2"),
        ([GOOD, GOOD], "id a is taken"),
        ([GOOD | {"language": "de"}], "language"),
        ([GOOD | {"answer": "x"}], "answer"),
        ([GOOD | {"answers": []}], "needs answers"),
        ([GOOD | {"answerable": False}], "neither answers nor evidence"),
        ([""], "no cases"),
    ],
)
def test_broken_suites(tmp_path: Path, cases: list[object], said: str) -> None:
    with pytest.raises(SuiteError) as caught:
        load_suite(suite(tmp_path, *cases))
    assert said in str(caught.value)


def test_wrong_encoding_and_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "suite.jsonl"
    path.write_bytes(b'{"id": 1}\n' + "\u0439".encode("cp1251"))
    with pytest.raises(SuiteError, match="line 2: not UTF-8"):
        load_suite(path)
    with pytest.raises(SuiteError, match="There is no suite"):
        load_suite(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    ("gold", "said"),
    [
        ({"document": "none.md", "quote": "x"}, "no document none.md"),
        ({"document": "khorgos-visitors-2025.ru.md", "quote": "нет такого"}, "quote isn't in"),
    ],
)
def test_gold_that_isnt_there(
    tmp_path: Path, seeds_pipeline: Pipeline, gold: dict[str, str], said: str
) -> None:
    with pytest.raises(SuiteError, match=said):
        run_suite(suite(tmp_path, GOOD | {"evidence": [gold]}), seeds_pipeline)


def test_command_writes_figures_and_gates(tmp_path: Path, seeds_index: Path) -> None:
    path, figures = suite(tmp_path, GOOD), tmp_path / "run.json"
    options = [str(path), "--index", str(seeds_index), "--json", str(figures)]
    fine = CliRunner().invoke(evaluate, [*options, "--fail-under", "answer_match=0.9"])
    assert fine.exit_code == 0, fine.output
    run = json.loads(figures.read_text(encoding="utf-8"))[0]
    assert run["summaries"][0]["means"]["answer_match"] == 1.0
    assert run["provenance"]["model"].startswith("multilingual-e5-small")
    short = CliRunner().invoke(evaluate, [*options, "--fail-under", "answer_match=1.1"])
    assert short.exit_code == 3
    unknown = CliRunner().invoke(evaluate, [*options, "--fail-under", "beauty=1"])
    assert unknown.exit_code == 2
    assert CliRunner().invoke(evaluate, ["nowhere.jsonl"]).exit_code == 2
