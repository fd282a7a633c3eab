"""The judge over the real RAGAS, against a small server: pip install 'seedqa[judge]'."""

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result as Done

from evals.command import evaluate
from evals.judge.judging import agreement, judge_runs
from evals.judge.ragas import RagasJudge
from index.errors import LLMError
from qa.settings import load_settings
from tests.doubles import WordEmbedder
from tests.evals.judge.llm_double import LLMDouble
from tests.evals.judge.test_judging import result, run_of, small_suite

os.environ["RAGAS_DO_NOT_TRACK"] = "true"
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pytest.importorskip("ragas", reason="needs the extra “judge”", exc_type=ImportError)

# RAGAS leaves open the file that it keeps a random user id in.
pytestmark = pytest.mark.filterwarnings(
    r"ignore:.*ragas.uuid\.json:pytest.PytestUnraisableExceptionWarning"
)
ROOT = Path(__file__).resolve().parents[3]


def ragas_judge(double: LLMDouble, **settings: object) -> RagasJudge:
    given = {"llm_base_url": double.url, "llm_model": "rules", "llm_timeout_s": 20} | settings
    return RagasJudge(load_settings(**given), WordEmbedder())


def test_ragas_scores_by_the_rules_of_the_model() -> None:
    questions = {"4,500": "How many shops?", "Paris": "Who is the mayor of Paris?"}
    run = run_of(
        result("faithful", "The market has 4,500 shops."),
        result("half", "The market has 4,500 shops. It closed in 1999."),
        result("off", "Paris has a mayor.", right=False),
        result("evasive", "I don't know, 4,500?", right=False),
        result("refused"),
    )
    with LLMDouble(questions) as double:
        judging = judge_runs(ragas_judge(double, llm_api_key="k", llm_concurrency=2), [run])
    assert judging.failures == ()
    (judged,) = judging.runs
    faithful = [r.metrics["judged_faithfulness"] for r in judged.results]
    relevant = [r.metrics["judged_relevance"] for r in judged.results]
    assert faithful == [1.0, 0.5, 0.0, 0.0, None]
    assert relevant[:2] == pytest.approx([1.0, 1.0])
    assert relevant[2] is not None
    assert relevant[2] < 0.5
    assert relevant[3:] == [0.0, None]
    assert agreement(judged).kappa == 1.0
    assert judged.provenance["judge"] == "rules @ 127.0.0.1"
    assert double.keys == {"Bearer k"}
    assert 1 <= double.most_at_once <= 2
    # A statement prompt, a verdict prompt and three questions for each of the four answers.
    assert len(double.prompts) == 4 * 5
    assert all("in English" in p for p in double.prompts if "judge the faith" not in p)


def test_words_that_are_no_json_fail_the_case_only() -> None:
    with LLMDouble(garbage="Well, it depends.") as double:
        judging = judge_runs(ragas_judge(double), [run_of(result("a", "x y"), result("b", "z"))])
    assert judging.stopped is None
    assert [case for case, _ in judging.failures] == ["a", "b"]


@pytest.mark.parametrize(
    ("how", "reason"),
    [({"status": 401}, "HTTP 401"), ({"status": 404}, "HTTP 404"), ({"delay_s": 1.0}, "0.2 s")],
    ids=["key", "model", "slow"],
)
def test_why_a_model_cannot_be_used_is_said(how: dict[str, Any], reason: str) -> None:
    with LLMDouble(**how) as double:
        judge = ragas_judge(double, llm_timeout_s=0.2, llm_api_key="sk-secret")
        stopped = judge_runs(judge, [run_of(*(result(str(n), "x") for n in range(9)))]).stopped
    assert isinstance(stopped, LLMError)
    assert reason in str(stopped)
    assert "sk-secret" not in str(stopped)


def invoke(monkeypatch: pytest.MonkeyPatch, url: str, *arguments: str) -> Done:
    monkeypatch.setenv("SEEDQA_LLM_BASE_URL", url)
    monkeypatch.setenv("SEEDQA_LLM_MODEL", "rules")
    monkeypatch.setenv("SEEDQA_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "200")
    return CliRunner().invoke(evaluate, [*arguments, "--judge"])


def test_the_command_prints_and_writes_what_was_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "run.json"
    questions = {"1827": "When was the lighthouse built?", "19": "How high is the lighthouse?"}
    with LLMDouble(questions) as double:
        gate = ("--json", str(kept), "--fail-under", "judged_faithfulness=0.5")
        done = invoke(monkeypatch, double.url, str(small_suite(tmp_path)), *gate)
    assert done.exit_code == 0, done.output
    assert "judged_faithfulness" in done.stdout
    assert "scores are by rules @ 127.0.0.1" in done.stdout
    assert "κ = " in done.stdout
    (run,) = json.loads(kept.read_text())["runs"]
    assert run["provenance"]["judge"] == "rules @ 127.0.0.1"
    assert run["results"][0]["metrics"]["judged_faithfulness"] == 1.0


def test_the_command_keeps_its_own_figures_where_the_model_is_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "run.json"
    with LLMDouble() as double:
        closed = double.url
    done = invoke(monkeypatch, closed, str(small_suite(tmp_path)), "--json", str(kept))
    assert done.exit_code == 1, done.output
    assert "rules at 127.0.0.1 doesn't answer" in done.stderr
    assert "answer_match" in done.stdout
    assert "judged_" not in kept.read_text()
    assert "Traceback" not in done.output


def test_nothing_is_sent_to_anyone_else(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
others = []
def watch(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        if arguments[1][0] not in ("127.0.0.1", "::1"):
            others.append(arguments[1])
    if event == "socket.getaddrinfo" and arguments[0] not in ("127.0.0.1", "localhost", "::1"):
        others.append(arguments[0])
sys.addaudithook(watch)
from tests.evals.judge.llm_double import LLMDouble
from tests.evals.judge.test_ragas import ragas_judge, result, run_of
from evals.judge import judge_runs
with LLMDouble() as double:
    judging = judge_runs(ragas_judge(double), [run_of(result("a", "The market has 4,500 shops."))])
assert judging.failures == () and judging.stopped is None, judging
print(others)
"""
    environment = {k: v for k, v in os.environ.items() if k != "RAGAS_DO_NOT_TRACK"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment | {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
