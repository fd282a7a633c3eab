import pytest

from qa.understanding.ordinals import LAST, asked_ordinal


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("What is step 4?", 4),
        ("what's the third step of the setup?", 3),
        ("What does rule no. 12 say?", 12),
        ("What is the 2nd item?", 2),
        ("What is the last stage?", LAST),
        ("Какой второй шаг?", 2),
        ("Что сказано в пункте 7?", 7),
        ("Что делать на третьем этапе?", 3),
        ("Что написано в 5-м пункте?", 5),
        ("Какой последний шаг?", LAST),
        ("Назовите четвёртое правило", 4),
        ("How many steps are there?", None),
        ("Who won the second prize?", None),
        ("Сколько стоит второй билет?", None),
        ("Когда был сделан первый снимок?", None),
    ],
)
def test_which_item_is_asked_for(question: str, number: int | None) -> None:
    assert asked_ordinal(question) == number
