"""Answers that a model writes over the seeds, however it and its server behave."""

import threading
import time
from collections.abc import Iterable

import pytest

from qa.answerers.extractive.saying import EXTRACTIVE
from qa.answerers.llm.writing import WRITTEN
from qa.pipeline import Pipeline, Terms
from qa.types import LANGUAGES, Answer, Language, Sentence, Turn
from qa.wording.messages import message
from tests.llm.double import Double, closed_port
from tests.llm.script import (
    FOREVER,
    Asked,
    Close,
    Pause,
    Reply,
    Script,
    Until,
    fits,
    refuses,
    says,
    tells,
)
from tests.qa.conftest import Writing

pytestmark = pytest.mark.slow

SHOPS: dict[Language, str] = {
    "ru": "Сколько магазинов на китайской стороне?",
    "en": "How many shops are there on the Chinese side?",
}
WORDS: dict[Language, str] = {
    "ru": "более 4,5 тысяч магазинов",
    "en": "more than 4.5 thousand shops",
}
TRUE: dict[Language, str] = {
    "ru": "На китайской стороне работают более 4,5 тысяч магазинов.",
    "en": "On the Chinese side there are more than 4.5 thousand shops.",
}
FALSE: dict[Language, str] = {
    "ru": "На китайской стороне работают более 9,5 тысяч магазинов.",
    "en": "On the Chinese side there are more than 9.5 thousand shops.",
}
FOREIGN: dict[Language, str] = {"ru": TRUE["en"], "en": TRUE["ru"]}
LEADING: dict[Language, str] = {"ru": "Вот что известно:", "en": "Here is what is known:"}
UNSURE: dict[Language, str] = {
    "ru": "Что строят в Хоргосе?",
    "en": "What is being built in Khorgos?",
}
NOWHERE: dict[Language, str] = {
    "ru": "Как испечь яблочный пирог?",
    "en": "How do I tune a guitar?",
}


def marked(language: Language, text: str) -> str:
    return f"{text} [@{{{WORDS[language]}}}]"


def right(language: Language) -> Script:
    return tells(marked(language, TRUE[language]))


def texts(pieces: Iterable[object]) -> str:
    return "".join(piece for piece in pieces if isinstance(piece, str))


def holds(answer: Answer, pipeline: Pipeline) -> bool:
    """Whether every sentence is cited, and every citation exact and borne out."""
    for citation in answer.citations:
        document = pipeline.searcher.document(citation.document_id)
        if document is None or document.text[citation.start : citation.end] != citation.quote:
            return False
        if citation.verdict is None or citation.verdict.status != "supported":
            return False
    return all(sentence.citations or sentence.remark for sentence in answer.sentences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_true_sentence_is_said_and_cited(
    double: Double, writing: Writing, language: Language
) -> None:
    pipeline = writing()
    double.will(right(language))
    answer = pipeline.ask(SHOPS[language])
    assert (answer.answerer, answer.model, answer.fallback) == (WRITTEN, "double", None)
    assert answer.text == TRUE[language]
    assert answer.language == language
    assert answer.certainty == "sure"
    (citation,) = answer.citations
    assert WORDS[language].split()[-1] in citation.quote
    assert holds(answer, pipeline)


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


def assert_quoted(answer: Answer, quoting: Pipeline, code: str, told: str) -> None:
    """The whole answer of the pipeline that quotes, after a notice."""
    quoted = quoting.ask(answer.question)
    assert (answer.fallback, answer.answerer, answer.model) == (code, EXTRACTIVE, None)
    notice, *sentences = answer.sentences
    assert notice.remark
    assert notice.text == message(f"answer.fallback_{told}", answer.language)
    assert sentences == list(quoted.sentences)
    assert answer.citations == quoted.citations
    assert (answer.certainty, answer.short) == (quoted.certainty, quoted.short)
    assert answer.language == quoted.language
    assert holds(answer, quoting)


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_borne_out_is_marked(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(tells(f"{marked(language, TRUE[language])} {marked(language, FALSE[language])}"))
    *pieces, answer = writing(unsupported="mark").stream(SHOPS[language])
    assert isinstance(answer, Answer)
    true, false = answer.sentences
    doubt = message("answer.unsupported", language)
    assert true.text == TRUE[language]
    assert false.text == f"{FALSE[language]} {doubt}"
    assert false.citations == ()
    assert false.verdict is not None
    assert false.verdict.status == "unsupported"
    assert answer.certainty == "unsure"
    assert texts(pieces) == answer.text
    assert [one for one in pieces if isinstance(one, Sentence)] == list(answer.sentences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_borne_out_is_dropped(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(tells(f"{marked(language, FALSE[language])} {marked(language, TRUE[language])}"))
    pipeline = writing(unsupported="drop")
    answer = pipeline.ask(SHOPS[language])
    assert answer.text == TRUE[language]
    assert holds(answer, pipeline)
    assert answer.usage is not None
    assert answer.usage.verdicts == ("unsupported", "supported")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_borne_out_is_replaced_by_the_words_closest_to_it(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(tells(marked(language, FALSE[language])))
    pipeline = writing(unsupported="replace")
    *pieces, answer = pipeline.stream(SHOPS[language])
    assert isinstance(answer, Answer)
    assert WORDS[language] in answer.text
    assert "9" not in answer.text
    assert holds(answer, pipeline)
    # Whoever has read along was told that it doesn't hold.
    assert message("answer.unsupported", language) in texts(pieces)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_said_already_replaces_nothing(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(tells(f"{marked(language, TRUE[language])} {marked(language, FALSE[language])}"))
    answer = writing(unsupported="replace").ask(SHOPS[language])
    assert answer.text == TRUE[language]
    assert len(answer.citations) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_without_a_citation_gets_its_own(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(says(TRUE[language]))
    pipeline = writing()
    answer = pipeline.ask(SHOPS[language])
    (sentence,) = answer.sentences
    assert sentence.citations == (1,)
    assert sentence.verdict is not None
    assert sentence.verdict.status == "supported"
    assert holds(answer, pipeline)


@pytest.mark.parametrize("mark", ["[9]", "[0]", "[99]", "[9][12]"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_of_nothing_is_mended(
    double: Double, writing: Writing, language: Language, mark: str
) -> None:
    double.will(says(f"{TRUE[language]} {mark}"))
    answer = writing().ask(SHOPS[language])
    assert answer.text == TRUE[language]
    (citation,) = answer.citations
    assert WORDS[language].split()[-1] in citation.quote


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_of_another_passage_is_mended_and_said_to_be_so(
    double: Double, writing: Writing, language: Language
) -> None:
    def reply(asked: Asked) -> Reply:
        others = [one.number for one in asked.passages if WORDS[language] not in one.text]
        return says(f"{TRUE[language]} [{others[0]}]")

    double.will(reply)
    answer = writing().ask(SHOPS[language])
    (sentence,) = answer.sentences
    assert sentence.verdict is not None
    assert (sentence.verdict.status, sentence.verdict.reason) == ("partial", "other_passage")
    (citation,) = answer.citations
    assert WORDS[language].split()[-1] in citation.quote
    assert answer.certainty == "unsure"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_only_leads_over_stands(
    double: Double, writing: Writing, language: Language
) -> None:
    double.will(tells(f"{LEADING[language]}\n{marked(language, TRUE[language])}"))
    answer = writing().ask(SHOPS[language])
    assert answer.text == f"{LEADING[language]}\n{TRUE[language]}"
    assert [sentence.remark for sentence in answer.sentences] == [True, False]
    assert answer.certainty == "sure"
    assert answer.usage is not None
    assert answer.usage.verdicts == ("supported",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_not_answer_is_led_in(
    double: Double, writing: Writing, seeds_pipeline: Pipeline, language: Language
) -> None:
    assert seeds_pipeline.ask(UNSURE[language]).certainty == "unsure"
    double.will(lambda asked: says(f"{asked.passages[0].text} [1]"))
    *pieces, answer = writing().stream(UNSURE[language])
    assert isinstance(answer, Answer)
    lead = message("answer.unsure_written", language)
    assert answer.sentences[0] == Sentence(lead, remark=True)
    assert texts(pieces).startswith(f"{lead} ")
    assert texts(pieces) == answer.text
    assert answer.certainty == "unsure"
    assert answer.answerer == WRITTEN


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_piece_is_passed_on_before_the_rest_is_written(
    double: Double, writing: Writing, language: Language
) -> None:
    go_on = threading.Event()
    # What may begin a refusal is held back.
    first, space, rest = TRUE[language].rpartition(" ")
    double.will(Reply((first, Until(go_on), space + rest)))
    pieces = writing().stream(SHOPS[language])
    begun = next(piece for piece in pieces if isinstance(piece, str))
    assert begun == first
    assert not double.requests[0].ended.is_set()
    go_on.set()
    left = list(pieces)
    assert begun + texts(left) == TRUE[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_checked_before_the_next_is_written(
    double: Double, writing: Writing, language: Language
) -> None:
    go_on = threading.Event()
    said = marked(language, TRUE[language]).replace(f"@{{{WORDS[language]}}}", "1")
    double.will(Reply((f"{said} {LEADING[language][:3]}", Until(go_on), LEADING[language][3:])))
    pieces = writing().stream(SHOPS[language])
    sentence = next(piece for piece in pieces if isinstance(piece, Sentence))
    assert sentence.text == TRUE[language]
    assert sentence.verdict is not None
    assert not double.requests[0].ended.is_set()
    go_on.set()
    list(pieces)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cut", [1, 2, 3, 7, 1_000])
def test_the_pieces_are_what_was_written_without_its_marks(
    double: Double, writing: Writing, language: Language, cut: int
) -> None:
    written = f"{LEADING[language]}\n\n{TRUE[language]} [1][2]\n"
    double.will(Reply(tuple(written[at : at + cut] for at in range(0, len(written), cut))))
    *pieces, answer = writing().stream(SHOPS[language])
    assert isinstance(answer, Answer)
    assert texts(pieces) == f"{LEADING[language]}\n\n{TRUE[language]}"
    assert texts(pieces) == answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_quoting_can_be_chosen_for_a_question(
    double: Double, writing: Writing, seeds_pipeline: Pipeline, language: Language
) -> None:
    pipeline = writing()
    assert pipeline.answerers == (WRITTEN, EXTRACTIVE)
    answer = pipeline.ask(SHOPS[language], terms=Terms(answerer=EXTRACTIVE))
    assert answer.sentences == seeds_pipeline.ask(SHOPS[language]).sentences
    assert answer.usage is None
    assert double.requests == []


@pytest.mark.parametrize("most", [1, 2, 4])
def test_passages_that_are_too_many_are_left_out(
    double: Double, writing: Writing, most: int
) -> None:
    double.will(fits(most, right("ru")))
    answer = writing(llm_passages=5, llm_timeout_s=60).ask(SHOPS["ru"])
    assert answer.fallback is None
    assert answer.text == TRUE["ru"]
    assert [len(asked.passages) for asked in double.requests] == list(range(5, most - 1, -1))
    assert answer.usage is not None
    assert answer.usage.calls == 6 - most


@pytest.mark.parametrize("most", [1, 3])
def test_so_many_passages_are_given(double: Double, writing: Writing, most: int) -> None:
    writing(llm_passages=most).ask(SHOPS["en"])
    (asked,) = double.requests
    assert len(asked.passages) == most
    assert WORDS["en"] in asked.passages[0].text


def test_whoever_leaves_ends_the_answer(double: Double, writing: Writing) -> None:
    left = threading.Event()
    double.will(Reply((TRUE["ru"], FOREVER)))
    pieces = writing().stream(SHOPS["ru"], terms=Terms(cancelled=left.is_set))
    next(piece for piece in pieces if isinstance(piece, str))
    left.set()
    assert not [piece for piece in pieces if isinstance(piece, Answer)]
    assert double.requests[0].left.wait(0.5)


def test_a_stream_that_is_closed_ends_the_call(double: Double, writing: Writing) -> None:
    double.will(Reply((TRUE["ru"], FOREVER)))
    pieces = writing().stream(SHOPS["ru"])
    next(piece for piece in pieces if isinstance(piece, str))
    pieces.close()  # type: ignore[attr-defined]
    assert double.requests[0].left.wait(0.5)


def test_a_deadline_leaves_time_to_quote(
    double: Double, writing: Writing, seeds_pipeline: Pipeline
) -> None:
    double.will(Reply((TRUE["ru"], FOREVER)))
    pipeline = writing()
    pipeline.ask(SHOPS["ru"], terms=Terms(answerer=EXTRACTIVE))
    terms = Terms(deadline=time.monotonic() + 1)
    assert_quoted(pipeline.ask(SHOPS["ru"], terms=terms), seeds_pipeline, "timeout", "unavailable")
    assert time.monotonic() < (terms.deadline or 0) + 0.5


@pytest.mark.parametrize(
    ("rewritten", "asked"),
    [
        ("Сколько магазинов на китайской стороне Хоргоса?", "стороне Хоргоса"),
        ("Сколько магазинов было в Париже в 1999 году?", "магазинов"),
    ],
    ids=["in full", "with inventions"],
)
def test_a_follow_up_is_asked_in_full(
    double: Double, writing: Writing, rewritten: str, asked: str
) -> None:
    def reply(request: Asked) -> Reply:
        return says(f"{TRUE['ru']} [1]" if request.passages else rewritten)

    double.will(reply)
    history = [
        Turn("user", "Сколько магазинов в Хоргосе?"),
        Turn("assistant", "Более 4,5 тысяч."),
    ]
    writing().ask("А на китайской стороне?", history)
    written = double.requests[-1]
    assert written.passages
    question = written.user.rsplit("Вопрос:", 1)[1]
    assert asked in question
    assert "Париж" not in question


def test_whoever_leaves_a_question_typed_otherwise_ends_it(
    double: Double, writing: Writing
) -> None:
    double.will(Reply((FOREVER,)))
    typed = "crjkmrj vfufpbyjd yf rbnfqcrjq cnjhjyt?"
    terms = Terms(cancelled=lambda: bool(double.requests))
    pieces = writing().stream(typed, terms=terms)
    assert not [piece for piece in pieces if isinstance(piece, Answer)]
