"""What is given where the model fails, refuses, or may not be asked."""

import pytest

from qa.pipeline import Pipeline, Terms
from qa.types import LANGUAGES, Answer, Language
from qa.wording.messages import message
from tests.llm.double import Double, closed_port
from tests.llm.script import (
    Close,
    Pause,
    Reply,
    Script,
    refuses,
    says,
)
from tests.qa.answerers.llm.sentences import (
    FALSE,
    FOREIGN,
    NOWHERE,
    SHOPS,
    TRUE,
    assert_quoted,
    marked,
    right,
    texts,
)
from tests.qa.conftest import Writing

pytestmark = pytest.mark.slow


FAILURES: dict[str, tuple[Script, dict[str, object], str]] = {
    "refused_key": (refuses(401), {}, "unavailable"),
    "unknown_model": (refuses(404), {}, "unavailable"),
    "rate": (refuses(429), {}, "unavailable"),
    "server": (refuses(500), {}, "unavailable"),
    "unreachable": (Reply(), {"llm_base_url": "closed"}, "unavailable"),
    "timeout": (Reply(silent=True), {"llm_timeout_s": 0.3}, "unavailable"),
    "empty": (Reply(), {}, "unavailable"),
    "failed": (refuses(400), {}, "unavailable"),
    "overflow": (refuses(400, "context_length_exceeded"), {}, "unavailable"),
}


@pytest.mark.parametrize("code", FAILURES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_model_the_sources_are_quoted(
    double: Double, writing: Writing, seeds_pipeline: Pipeline, code: str, language: Language
) -> None:
    script, settings, told = FAILURES[code]
    if "llm_base_url" in settings:
        settings = {"llm_base_url": f"http://127.0.0.1:{closed_port()}/v1"}
    double.will(script)
    answer = writing(**settings).ask(SHOPS[language])
    assert_quoted(answer, seeds_pipeline, code, told)


BROKEN: dict[str, tuple[str, dict[Language, Script]]] = {
    "broken": (
        "unavailable",
        {of: Reply((*TRUE[of].partition(" ")[:2], Close())) for of in LANGUAGES},
    ),
    "language": ("language", {of: says(FOREIGN[of] + " [1]") for of in LANGUAGES}),
    "unsupported": ("unsupported", {of: says(FALSE[of] + " [1]") for of in LANGUAGES}),
}


@pytest.mark.parametrize("code", BROKEN)
@pytest.mark.parametrize("policy", ["mark", "replace", "drop"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_model_cannot_stand_for_is_quoted_instead(
    double: Double,
    writing: Writing,
    seeds_pipeline: Pipeline,
    code: str,
    policy: str,
    language: Language,
) -> None:
    told, scripts = BROKEN[code]
    double.will(scripts[language])
    answer = writing(unsupported=policy).ask(SHOPS[language])
    assert_quoted(answer, seeds_pipeline, code, told)


@pytest.mark.parametrize(
    "refusal",
    ["NO_ANSWER", "NO_ANSWER.", " NO_ANSWER\n", "**NO_ANSWER**", "`NO_ANSWER`", "no_answer",
     '"NO_ANSWER"', "[NO_ANSWER]", "«NO_ANSWER»", "NO ANSWER"],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_that_finds_no_answer_refuses(
    double: Double, writing: Writing, language: Language, refusal: str
) -> None:
    double.will(Reply(tuple(refusal)))
    *pieces, answer = writing().stream(SHOPS[language])
    assert isinstance(answer, Answer)
    assert (answer.answered, answer.certainty, answer.fallback) == (False, "none", None)
    assert answer.text == message("answer.refusal", language)
    assert answer.related
    assert not answer.citations
    assert answer.usage is not None
    assert answer.usage.calls == 1
    assert "ANSWER" not in texts(pieces).upper()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_quoting_would_refuse_no_model_is_asked(
    double: Double, writing: Writing, language: Language
) -> None:
    answer = writing().ask(NOWHERE[language])
    assert not answer.answered
    assert answer.related
    assert double.requests == []


@pytest.mark.parametrize(
    "question",
    ["Спасибо!", "What can you do?", "О чём эти документы?", "What are the documents about?"],
)
def test_what_is_told_without_reading_no_model_is_asked(
    double: Double, writing: Writing, question: str
) -> None:
    writing().ask(question)
    assert double.requests == []


def test_the_budget_ends_what_the_model_writes(double: Double, writing: Writing) -> None:
    double.will(right("ru"))
    pipeline = writing(llm_calls="2/day")
    assert [pipeline.ask(SHOPS["ru"]).fallback for _ in range(3)] == [None, None, "budget"]
    assert len(double.requests) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_the_budget_is_spent_is_said(
    double: Double, writing: Writing, seeds_pipeline: Pipeline, language: Language
) -> None:
    double.will(right(language))
    pipeline = writing(llm_tokens_per_token="100/day")
    mine, other = Terms(caller="app"), Terms(caller="other")
    assert pipeline.ask(SHOPS[language], terms=mine).fallback is None
    assert_quoted(pipeline.ask(SHOPS[language], terms=mine), seeds_pipeline, "budget", "budget")
    assert pipeline.ask(SHOPS[language], terms=other).fallback is None


def test_what_fails_is_spent_all_the_same(double: Double, writing: Writing) -> None:
    double.will(refuses(500))
    pipeline = writing(llm_calls="3/day")
    assert pipeline.ask(SHOPS["ru"]).fallback == "server"
    assert pipeline.ask(SHOPS["ru"]).fallback == "budget"


@pytest.mark.parametrize("language", LANGUAGES)
def test_usage_is_told(double: Double, writing: Writing, language: Language) -> None:
    steps = (Pause(0.2), *marked(language, TRUE[language]).split("@")[0].partition(" "))
    double.will(refuses(503), Reply(steps, usage=(1_234, 56)))
    usage = writing().ask(SHOPS[language]).usage
    assert usage is not None
    assert (usage.prompt_tokens, usage.completion_tokens, usage.calls) == (1_234, 56, 2)
    assert usage.verdicts
    assert usage.first_token_ms is not None
    assert usage.first_token_ms >= 200
