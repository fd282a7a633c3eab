"""The optional judge without RAGAS: agreement, orchestration, settings."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from evals.command import evaluate
from evals.judge.agreement import cohen_kappa
from evals.judge.judging import Ask, Exchange, Opinion, agreement, judge_runs
from evals.judge.ragas import CentredEmbeddings, require_judge
from evals.running.runner import run_cases
from evals.summary import summarise
from evals.types import Case, Context, Result, Run, Suite
from index.embedding import Embedder
from index.errors import LLMError, MissingExtraError, SettingsError
from index.types import Document
from qa.settings import load_settings
from qa.types import Answer, Citation, Sentence, Turn
from tests.evals.suites import opened

ROOT = Path(__file__).resolve().parents[3]
MARKET = "The market has 4,500 shops. It opened in 2012."


def result(
    name: str, text: str = "", *, right: bool = True, context: str = MARKET, tag: str = "t"
) -> Result:
    """A case that was answered with a text, or refused where there is none."""
    case = Case(name, "How many shops?", "en", (("4,500",),), (), True, tags=(tag,))
    citation = Citation(1, "d", "Market", "en", None, None, None, 0, 5, context[:5])
    answer = Answer(
        question=case.question,
        language="en",
        answered=bool(text),
        short=None,
        sentences=(Sentence(text, (1,)),) if text else (),
        citations=(citation,) if text else (),
        related=() if text else (citation,),
        confidence=0.9,
        answerer="double",
    )
    from evals.measure import CASE_METRICS

    metrics: dict[str, float | None] = dict.fromkeys(CASE_METRICS)
    return Result(
        case=case,
        standalone=case.question,
        answer=answer,
        direction="en→en",
        passage_language="en",
        metrics=metrics | {"answer_match": float(right)},
        contexts=(Context(1, "d", "Market", "", context, ""),),
    )


def run_of(*results: Result, suite: str = "small") -> Run:
    return Run(suite, results, summarise(results), provenance={"model": "words@1"})


def small_suite(folder: Path) -> Path:
    context = "The lighthouse was built in 1827. It is 19 metres high."
    qas = [
        {"id": "q1", "question": "When was the lighthouse built?", "answers": [("1827", 28)]},
        {"id": "q2", "question": "How high is the lighthouse?", "answers": [("19 metres", 40)]},
    ]
    for qa in qas:
        qa["answers"] = [{"text": text, "answer_start": at} for text, at in qa["answers"]]
    paragraphs = [{"context": context, "qas": qas}]
    path = folder / "small.en.json"
    path.write_text(json.dumps({"data": [{"title": "Lighthouse", "paragraphs": paragraphs}]}))
    return path


class Rules:
    """A judge that needs no model: what it is told to say for an answer, or to raise."""

    name, concurrency = "rules @ here", 2

    def __init__(self, opinions: dict[str, Opinion | BaseException]) -> None:
        self.opinions = opinions
        self.asked: list[Exchange] = []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Ask]:
        async def ask(exchange: Exchange) -> Opinion:
            self.asked.append(exchange)
            await asyncio.sleep(0)
            opinion = self.opinions[exchange.answer]
            if isinstance(opinion, BaseException):
                raise opinion
            return opinion

        yield ask


def down() -> LLMError:
    return LLMError("llm_unreachable", model="m", host="h", reason="refused")


@pytest.mark.parametrize(
    ("a", "b", "kappa"),
    [
        ([1, 1, 0, 0], [1, 1, 0, 0], 1.0),
        ([1, 1, 0, 0], [0, 0, 1, 1], -1.0),
        ([1, 1, 0, 0], [1, 0, 1, 0], 0.0),
        # 20 of 50 both yes, 15 both no, 5 and 10 apart: p_o = 0.7, p_e = 0.5.
        ([1] * 25 + [0] * 25, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15, 0.4),
        ([1, 1, 1], [1, 0, 1], 0.0),
        ([1, 1], [1, 1], None),
        ([], [], None),
        ([1], [0], 0.0),
    ],
)
def test_kappa_by_hand(a: Sequence[int], b: Sequence[int], kappa: float | None) -> None:
    assert cohen_kappa(a, b) == pytest.approx(kappa)


def test_scores_land_in_every_cut_and_refusals_are_left_alone() -> None:
    run = run_of(result("a", "good"), result("b", "bad", tag="u"), result("c"))
    judge = Rules({"good": Opinion(1.0, 0.9), "bad": Opinion(0.0, 0.4)})
    judging = judge_runs(judge, [run])
    (judged,) = judging.runs
    assert (judging.stopped, judging.failures) == (None, ())
    assert [r.metrics["judged_faithfulness"] for r in judged.results] == [1.0, 0.0, None]
    means = {s.cut: s.metrics["judged_relevance"].mean for s in judged.summaries}
    counts = {s.cut: s.metrics["judged_relevance"].n for s in judged.summaries}
    assert means == pytest.approx({"all": 0.65, "en→en": 0.65, "en": 0.65, "t": 0.9, "u": 0.4})
    assert counts == {"all": 2, "en→en": 2, "en": 2, "t": 1, "u": 1}
    assert judged.provenance == {"model": "words@1", "judge": "rules @ here"}
    assert {e.contexts for e in judge.asked} == {(f"Market\n{MARKET}",)}
    assert "judged_relevance" not in run.results[0].metrics


def test_the_judge_gets_the_question_as_it_was_understood(tmp_path: Path) -> None:
    """A follow-up says little by itself: what it leans on is asked about too."""
    history = (Turn("user", "When was the lighthouse built?"), Turn("assistant", "In 1827."))
    case = Case("a", "And how high is it?", "en", (("19",),), (), True, history)
    text = "The lighthouse was built in 1827. The lighthouse is 19 metres high."
    suite = Suite("small", (case,), (Document("d", "", text, "en"),))
    pipeline = opened(suite, tmp_path, answer_threshold=0)
    run = run_cases(suite, pipeline, source="small")
    judge = Rules({run.results[0].answer.text: Opinion(1.0, 1.0)})
    judge_runs(judge, [run])
    assert [exchange.question for exchange in judge.asked] == [
        "how high is it (the lighthouse built)?"
    ]


def test_what_the_judge_fails_on_is_none_and_counted() -> None:
    run = run_of(result("a", "good"), result("b", "odd"))
    judge = Rules({"good": Opinion(1.0, 1.0), "odd": Opinion(1.0, None, "no JSON")})
    judging = judge_runs(judge, [run])
    assert judging.failures == (("b", "no JSON"),)
    assert judging.runs[0].results[1].metrics["judged_relevance"] is None
    found = agreement(judging.runs[0])
    assert (found.judged, found.answered, found.n) == (1, 2, 1)


def test_agreement_is_between_verdicts_and_labels_of_answered_cases() -> None:
    said = {
        "yes": Opinion(0.5, 0.5),
        "unfaithful": Opinion(0.4, 1.0),
        "irrelevant": Opinion(1.0, 0.49),
    }
    run = run_of(
        result("a", "yes"),
        result("b", "yes", right=False),
        result("c", "unfaithful", right=False),
        result("d", "irrelevant", right=False),
        result("e", right=False),
    )
    found = agreement(judge_runs(Rules({**said}), [run]).runs[0])
    assert (found.n, found.answered) == (4, 4)
    assert found.kappa == pytest.approx(0.5)  # p_o = 3/4, p_e = 1/2


def test_an_endpoint_that_is_down_stops_the_judging_and_changes_nothing() -> None:
    run = run_of(*(result(str(n), "x") for n in range(50)))
    judge = Rules({"x": down()})
    judging = judge_runs(judge, [run])
    assert isinstance(judging.stopped, LLMError)
    assert len(judge.asked) <= 4
    assert judging.runs == (run,)


def test_a_single_answer_is_enough_to_tell_that_it_is_down() -> None:
    assert judge_runs(Rules({"x": down()}), [run_of(result("a", "x"))]).stopped


def test_a_blip_costs_one_case_and_what_was_judged_before_the_end_is_kept() -> None:
    texts = ["good", "down", "good", "down", "down", "down", "down", "good"]
    run = run_of(*(result(str(n), text) for n, text in enumerate(texts)))
    judging = judge_runs(Rules({"good": Opinion(1.0, 1.0), "down": down()}), [run])
    assert isinstance(judging.stopped, LLMError)
    assert judging.runs[0].summaries[0].metrics["judged_faithfulness"].mean == 1.0
    assert judging.failures[0][0] == "1"


@pytest.fixture
def heeded_ctrl_c() -> Iterator[None]:
    """A shell that starts the tests in the background has them ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded_ctrl_c")
def test_ctrl_c_keeps_what_was_judged() -> None:
    class Interrupted(Rules):
        @asynccontextmanager
        async def open(self) -> AsyncIterator[Ask]:
            async def ask(exchange: Exchange) -> Opinion:
                if exchange.answer == "slow":
                    signal.raise_signal(signal.SIGINT)
                    await asyncio.sleep(60)
                return Opinion(1.0, 1.0)

            yield ask

    runs = [run_of(result("a", "good"), result("b", "slow")), run_of(result("c", "slow"))]
    judging = judge_runs(Interrupted({}), runs)
    assert isinstance(judging.stopped, KeyboardInterrupt)
    assert judging.runs[0].results[0].metrics["judged_relevance"] == 1.0
    assert judging.runs[1] is runs[1]


def test_nothing_answered_is_nothing_to_judge() -> None:
    run = run_of(result("a"))
    assert judge_runs(Rules({}), [run]).runs == (run,)


@pytest.mark.parametrize(
    ("asked", "other", "same"),
    [
        ("When was the lighthouse built?", "In what year was the lighthouse built?", True),
        ("Когда построили маяк?", "В каком году построили маяк?", True),
        ("Who is the mayor of Paris?", "How many shops does the market have?", False),
        ("Кто мэр Парижа?", "Сколько магазинов на рынке?", False),
    ],
)
def test_only_like_questions_count_as_relevant(
    embedder: Embedder, asked: str, other: str, same: bool
) -> None:
    a, b = np.array(asyncio.run(CentredEmbeddings(embedder).aembed_texts([asked, other])))
    assert embedder.embed_query(asked) @ embedder.embed_query(other) > 0.5
    assert (a @ b / np.linalg.norm(a) / np.linalg.norm(b) >= 0.5) == same


def test_settings_say_what_is_unset() -> None:
    with pytest.raises(SettingsError) as caught:
        require_judge(load_settings())
    assert caught.value.values["names"] == "SEEDQA_LLM_BASE_URL, SEEDQA_LLM_MODEL"
    with pytest.raises(SettingsError) as caught:
        require_judge(load_settings(llm_base_url="http://127.0.0.1/v1"))
    assert caught.value.values["names"] == "SEEDQA_LLM_MODEL"


@pytest.mark.parametrize("url", ["localhost/v1", "ftp://host/", "http://", "http://h:port/v1"])
def test_an_address_that_is_none_is_named(url: str) -> None:
    with pytest.raises(SettingsError, match="llm_base_url"):
        require_judge(load_settings(llm_base_url=url, llm_model="m"))


def test_the_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEEDQA_LLM_API_KEY", "sk-secret")
    settings = load_settings()
    assert "sk-secret" not in f"{settings!r} {settings.model_dump()} {settings.model_dump_json()}"


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ragas", None)
    monkeypatch.setitem(sys.modules, "ragas.metrics.collections", None)
    with pytest.raises(MissingExtraError, match="judge"):
        require_judge(load_settings(llm_base_url="http://127.0.0.1/v1", llm_model="m"))


def test_the_command_without_a_model_says_what_to_set(tmp_path: Path) -> None:
    done = CliRunner().invoke(evaluate, [str(small_suite(tmp_path)), "--judge"])
    assert done.exit_code == 1
    assert "SEEDQA_LLM_BASE_URL, SEEDQA_LLM_MODEL" in done.stderr
    assert "Traceback" not in done.output
