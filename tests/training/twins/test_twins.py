"""Twins made of examples: nearly the same question or passage, and no answer any more."""

import random

import pytest

from index.types import Span
from tests.training.material import EXAMPLES, OPENED, PARK, WHERE, example
from training.sets.examples import Example, Passage
from training.twins.crops import beside, crop
from training.twins.exchange import Vocabulary, exchange
from training.twins.negatives import mine
from training.twins.variants import misplace, vary, without_answer


def test_hard_negatives_are_alike_and_never_hold_the_answer() -> None:
    others = [
        Passage(1, "", "Parks lie in every town of the country.", "en"),
        Passage(2, "", "Many a park lies near Oslo.", "en"),
        Passage(3, "", "Lions sleep.", "en"),
    ]
    asked = [example(f"What is {passage.place}?", passage, passage.text[:5]) for passage in others]
    found = mine([WHERE, *asked], 3)
    assert [passage.place for passage in found[WHERE.id]] == [1]


def test_variants_ask_for_what_isnt_there() -> None:
    made = {vary(OPENED, EXAMPLES, random.Random(seed)) for seed in range(40)}
    questions = {variant.question for variant in made if variant}
    assert len(questions) > 5
    assert OPENED.question not in questions
    assert all(variant.answers == () for variant in made if variant)
    assert any("Tom Fox" in question or "Rome" in question for question in questions)
    assert vary(WHERE, EXAMPLES, random.Random(1)) is None


def test_what_stands_elsewhere_is_asked_together() -> None:
    made = {misplace(OPENED, random.Random(seed)) for seed in range(20)}
    assert {variant.question for variant in made if variant} == {
        "When was the park by Oslo opened after 1980?"
    }
    assert all(variant.answers == () for variant in made if variant)
    assert misplace(WHERE, random.Random(1)) is None


def test_the_answering_sentence_is_taken_out() -> None:
    poorer = without_answer(OPENED)
    assert poorer is not None
    assert poorer.passage.text == "Ann Lee designed it. It lies in Oslo."
    assert poorer.answers == ()
    twice = Passage(2, "", "Open since 1987. Yes, 1987.", "en")
    assert without_answer(example("Since when?", twice, "1987")) is None
    assert without_answer(example("When?", Passage(3, "", "In 1987.", "en"), "1987")) is None


LONG = Passage(
    5,
    "",
    " ".join(f"Sentence {n} tells of thing {n} and of a few more words." for n in range(60)),
    "en",
)


@pytest.mark.parametrize("seed", range(20))
def test_a_cut_keeps_its_answer_where_it_stands(seed: int) -> None:
    whole = example("Which?", LONG, "thing 31")
    cut = crop(whole, random.Random(seed))
    (answer,) = cut.answers
    assert cut.passage.text[answer.start : answer.end] == "thing 31"
    assert 35 <= cut.passage.text.count(" ") + 1 <= 135
    assert cut.passage.text in LONG.text


@pytest.mark.parametrize("seed", range(20))
def test_a_cut_beside_the_answer_never_holds_it(seed: int) -> None:
    away = beside(example("Which?", LONG, "thing 3"), random.Random(seed))
    assert away is not None
    assert away.answers == ()
    assert "thing 3" not in away.passage.text
    assert away.passage.text in LONG.text


def test_nothing_stands_beside_the_only_sentence() -> None:
    only = Passage(6, "", "It was opened in 1987.", "en")
    assert beside(example("When?", only, "1987"), random.Random(1)) is None


def test_one_word_decides() -> None:
    words = Vocabulary({"park": ("garden",), "opened": ("closed",)})
    asked = example("When was the park opened?", PARK, "1987")
    made = exchange(asked, words, random.Random(2))
    assert made["question"].question in (
        "When was the garden opened?",
        "When was the park closed?",
    )
    assert made["question"].answers == made["passage"].answers == ()
    (answer,) = made["both"].answers
    assert made["both"].passage.text[answer.start : answer.end] == "1987"
    assert made["both"].passage == made["passage"].passage != PARK


def test_a_russian_word_takes_the_form_of_the_one_it_stands_for() -> None:
    text = "В городе построили новую школу в 1987 году. Её назвали лучшей."
    passage = Passage(7, "", text, "ru")
    start = text.index("1987")
    asked = Example("x", "Когда открыли школу?", "ru", passage, (Span(start, start + 4),))
    words = Vocabulary({"школа": ("больница",)})
    made = exchange(asked, words, random.Random(1))
    assert made["question"].question == "Когда открыли больницу?"
    assert "построили новую больницу" in made["both"].passage.text
