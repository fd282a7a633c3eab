"""An answer in the place of what asks for it."""

import pytest

from qa.understanding.claims import claim_of


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        ("Сколько лодок купил музей?", "40", "40 лодок купил музей."),
        ("В каком году открыли мост?", "1954", "В 1954 открыли мост."),
        ("Which city is first?", "Omsk", "Omsk is first."),
        ("How many boats are there?", "4,500", "4,500 boats are there."),
        ("Назовите мост.", "Седой", "Назовите мост: Седой."),
    ],
)
def test_the_answer_stands_where_the_question_asks(question: str, answer: str, claim: str) -> None:
    assert claim_of(question, answer) == claim
