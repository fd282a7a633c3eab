"""Written answers piece by piece, what is passed on to the model, and who leaves."""

import threading
import time

import pytest

from qa.answerers.extractive.saying import EXTRACTIVE
from qa.answerers.llm.writing import WRITTEN
from qa.pipeline import Pipeline, Terms
from qa.types import LANGUAGES, Answer, Language, Sentence, Turn
from tests.llm.double import Double
from tests.llm.script import (
    FOREVER,
    Asked,
    Reply,
    Until,
    fits,
    says,
)
from tests.qa.answerers.llm.sentences import (
    LEADING,
    SHOPS,
    TRUE,
    WORDS,
    assert_quoted,
    marked,
    right,
    texts,
)
from tests.qa.conftest import Writing

pytestmark = pytest.mark.slow


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
