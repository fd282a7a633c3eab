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
        ("What is the last of the five steps?", LAST),
        ("What is the third of these rules?", 3),
        ("What comes 2nd of all 7 stages?", 2),
        ("Какой четвёртый из шести шагов?", 4),
        ("Какой последний из этапов?", LAST),
        ("What does rule 2.3 say?", None),
        ("Что сказано в пункте 4.1?", None),
        ("How many steps are there?", None),
        ("Who won the second prize?", None),
        ("Сколько стоит второй билет?", None),
        ("Когда был сделан первый снимок?", None),
    ],
)
def test_which_item_is_asked_for(question: str, number: int | None) -> None:
    assert asked_ordinal(question) == number
