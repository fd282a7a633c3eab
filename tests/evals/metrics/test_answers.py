"""Groundedness: numbers and names of a sentence against the words it cites."""

from dataclasses import replace

import pytest

from evals import metrics
from qa.types import Answer, Citation, Sentence
from qa.wording.messages import message

QUOTE = "В 2024 году Хоргос посетили 655 000 туристов, сообщила Айгуль Серикова."


def answer(*sentences: Sentence, quotes: tuple[str, ...] = (QUOTE,)) -> Answer:
    citations = tuple(
        Citation(number, "d", "", "ru", None, None, None, 0, len(quote), quote)
        for number, quote in enumerate(quotes, start=1)
    )
    return Answer("?", "ru", True, None, sentences, citations, (), 0.5, "test")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (QUOTE, 1.0),
        ("Об этом говорит Айгуль Серикова.", 1.0),
        ("Туристов было 655,000.", 1.0),
        ("Туристов было 655 001.", 0.0),
        ("Об этом говорит Асель Серикова.", 0.0),
        ("Туристы были в Алматы в 2024 году.", 0.0),
        ("Туристов было много.", 1.0),
    ],
)
def test_one_sentence(text: str, value: float) -> None:
    assert metrics.groundedness(answer(Sentence(text, (1,)))) == value


def test_only_citing_sentences_count() -> None:
    right, wrong = Sentence("Их 655 000.", (1,)), Sentence("Их 7.", (1,))
    silent = Sentence("Их 7 миллионов.")
    assert metrics.groundedness(answer(right, wrong, silent)) == 0.5
    assert metrics.groundedness(answer(silent)) is None
    assert metrics.groundedness(answer()) is None


def test_only_the_cited_quotes_count() -> None:
    quotes = ("Их было 12.", "Их стало 15.")
    said = "Их было 12, а стало 15."
    assert metrics.groundedness(answer(Sentence(said, (1,)), quotes=quotes)) == 0.0
    assert metrics.groundedness(answer(Sentence(said, (2,)), quotes=quotes)) == 0.0
    assert metrics.groundedness(answer(Sentence(said, (1, 2)), quotes=quotes)) == 1.0
    assert metrics.groundedness(answer(Sentence(said, (3,)), quotes=quotes)) == 0.0


def test_our_own_lead_in_needs_no_source() -> None:
    led = message("answer.lead_in_ru", "en", quote=QUOTE)
    assert "Russian" in led
    english = replace(answer(Sentence(led, (1,))), language="en")
    assert metrics.groundedness(english) == 1.0
    other = replace(english, sentences=(Sentence(led.replace("Russian", "Kazakh"), (1,)),))
    assert metrics.groundedness(other) == 0.0
