import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from evals.command import evaluate
from evals.datasets import load_suites
from evals.running.runner import run_suite
from evals.types import Run
from index.errors import SuiteError
from qa.pipeline import Pipeline
from tests.evals.suites import GOOD, beir, squad, suite

pytestmark = pytest.mark.slow

SEEDS_SUITE = Path(__file__).resolve().parents[2] / "evals" / "suites" / "seeds.jsonl"


# CI holds the shipped suite to the same floors by `make eval`.
@pytest.mark.exhaustive
def test_the_shipped_suite_meets_its_floors(seeds_pipeline: Pipeline) -> None:
    run = run_suite(SEEDS_SUITE, seeds_pipeline)
    overall = run.summaries[0]
    assert overall.cases >= 60
    floors = {"answer_match": 0.85, "citation_coverage": 0.90, "right_language": 0.95}
    assert all((overall.metrics[name].mean or 0) >= floor for name, floor in floors.items())
    assert overall.metrics["supported"].mean == 1.0
    directions = {summary.cut for summary in run.summaries if summary.kind == "direction"}
    assert {"ru→ru", "ru→en", "en→ru", "en→en", "ru→–", "en→–"} == directions


def test_squad_files_bring_their_passages(tmp_path: Path, seeds_pipeline: Pipeline) -> None:
    run = run_suite(squad(tmp_path, "en"), seeds_pipeline)
    assert mean(run, "recall@1") == 1.0
    assert mean(run, "sentence@1") == 1.0
    assert {result.answer.citations[0].document_id for result in run.results} == {"0-0"}


def test_questions_in_one_language_over_passages_in_another(
    tmp_path: Path, seeds_pipeline: Pipeline
) -> None:
    files = [squad(tmp_path, "en"), squad(tmp_path, "ru")]
    suites = load_suites(files, "all")
    assert [s.cases[0].language for s in suites] == ["ru", "en", "ru", "en"]
    crossed = run_suite(suites[0], seeds_pipeline)
    assert {result.direction for result in crossed.results} == {"ru→en"}
    assert mean(crossed, "sentence@1") == 1.0
    assert crossed.results[1].case.answers == (("19 metres", "19 метров"),)
    assert len(load_suites(files, "ru")) == 2
    with pytest.raises(SuiteError, match="no questions in ru"):
        load_suites(files[:1], "ru")


def test_beir_folders_grade_documents(tmp_path: Path, seeds_pipeline: Pipeline) -> None:
    run = run_suite(beir(tmp_path), seeds_pipeline)
    assert len(run.results) == 1
    assert mean(run, "ndcg@10") == 1.0
    assert mean(run, "answer_match") is None


def test_a_table_from_a_spreadsheet(tmp_path: Path, seeds_pipeline: Pipeline) -> None:
    path = tmp_path / "вопросы.csv"
    rows = "Вопрос;Ответ;Метки\nСколько магазинов на китайской стороне?;4,5 тысяч | 4500;число\n"
    path.write_bytes((rows + "Как испечь пирог?;;\n").encode("cp1251"))
    run = run_suite(path, seeds_pipeline)
    assert [case.case.answerable for case in run.results] == [True, False]
    assert mean(run, "answer_match") == 1.0
    assert mean(run, "refused") == 1.0
    assert "число" in {summary.cut for summary in run.summaries}


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


@pytest.mark.parametrize("question", ["", "я" * 3_000, "???"])
def test_questions_that_cant_be_asked(
    tmp_path: Path, seeds_pipeline: Pipeline, question: str
) -> None:
    path = suite(tmp_path, GOOD, GOOD | {"id": "b", "question": question})
    with pytest.raises(SuiteError, match=r"b: The question|b: That doesn't"):
        run_suite(path, seeds_pipeline)


def test_an_interrupted_run_goes_on(tmp_path: Path, seeds_pipeline: Pipeline) -> None:
    path = suite(tmp_path, GOOD, GOOD | {"id": "b"}, GOOD | {"id": "c"})

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_suite(path, seeds_pipeline, progress=stop)
    asked = Counting(seeds_pipeline)
    run = run_suite(path, asked, resume=True)  # type: ignore[arg-type]
    assert asked.count == 1
    assert [result.case.id for result in run.results] == ["a", "b", "c"]
    again = Counting(seeds_pipeline)
    run_suite(path, again, resume=True)  # type: ignore[arg-type]
    assert again.count == 3


class Counting:
    """A pipeline that counts what it is asked."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.searcher, self.settings = pipeline.searcher, pipeline.settings
        self.answerer, self.understand = pipeline.answerer, pipeline.understand
        self.count = 0
        self._pipeline = pipeline

    def trace(self, *arguments: object, **options: object) -> object:
        self.count += 1
        return self._pipeline.trace(*arguments, **options)  # type: ignore[arg-type]


def test_command_writes_figures_compares_and_gates(tmp_path: Path, seeds_index: Path) -> None:
    path, figures, page = suite(tmp_path, GOOD), tmp_path / "run.json", tmp_path / "run.html"
    options = [str(path), "--index", str(seeds_index)]

    def run(*more: str) -> tuple[int, str]:
        done = CliRunner().invoke(evaluate, [*options, *more])
        return done.exit_code, done.output

    written = ["--json", str(figures), "--html", str(page)]
    met = ["--fail-under", "answer_match:ru-ru=0.9", "--fail-under", "falsely_refused=0"]
    assert run(*written, *met)[0] == 0
    data = json.loads(figures.read_text(encoding="utf-8"))["runs"][0]
    assert data["summaries"][0]["metrics"]["answer_match"]["mean"] == 1.0
    assert data["provenance"]["model"].startswith("multilingual-e5-small")
    assert "<html" in page.read_text(encoding="utf-8")
    assert run("--baseline", str(figures), "--no-regression")[0] == 0
    code, output = run("--fail-under", "support_score=1", "--fail-under", "answer_match:ru-en=0.1")
    assert code == 3
    assert "support_score" in output
    assert "answer_match:ru-en applies" in output
    broken = tmp_path / "broken.json"
    for number, change in enumerate(({"results": 5}, {"results": [{"case": {"id": "a"}}]})):
        broken.write_text(json.dumps({"format": 1, "runs": [data | change]}))
        assert run("--baseline", str(broken))[0] == 2, number
    for wrong in (
        ["--fail-under", "beauty=1"],
        ["--fail-under", "mrr=much"],
        ["--fail-under", "mrr=nan"],
        ["--baseline", str(path)],
        ["--baseline", str(tmp_path / "none.json")],
        ["--no-regression"],
    ):
        assert run(*wrong)[0] == 2, wrong
    assert CliRunner().invoke(evaluate, ["nowhere.jsonl"]).exit_code == 2


def mean(run: Run, metric: str) -> float | None:
    return run.summaries[0].metrics[metric].mean
