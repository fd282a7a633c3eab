"""Questions become claims, true ones and false ones of the same passage."""

import random

from index.types import Span
from training.sets.examples import Example, Passage
from training.twins.claims import claims

TEXT = "Мост длиной 120 метров построил Иван Седов в 1954 году, а маяк высотой 31 метр Пётр Лунин."


def test_one_is_true_and_the_other_is_not() -> None:
    passage = Passage(0, "", TEXT, "ru")
    start = TEXT.index("120")
    asked = Example("a", "Какой длины мост?", "ru", passage, (Span(start, start + 3),))
    twin = Example("b", "Какой длины маяк?", "ru", passage, ())
    made = [claims(asked, twin, random.Random(seed)) for seed in range(20)]
    assert {true.question for true, _ in made} == {"120 мост."}
    assert all(true.answers and not false.answers for true, false in made)
    assert {false.question for _, false in made} == {"120 маяк.", "1954 мост.", "31 мост."}
    assert claims(twin, asked, random.Random(1)) is None
