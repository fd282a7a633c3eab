"""The kind of words that a question asks for, and whether a text has them."""

import pytest

from qa.reader.expectation import expected, met, unmet


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("How many guests came?", {"number"}),
        ("Сколько гостей приехало?", {"number"}),
        ("На каком месте музей в рейтинге?", {"number"}),
        ("What share of the guests came by rail?", {"share"}),
        ("Какой процент гостей приехал поездом?", {"share"}),
        ("How much does a ticket cost?", {"number", "price"}),
        ("Сколько стоит билет?", {"number", "price"}),
        ("Какова цена билета?", {"price"}),
        ("What year was it built?", {"date"}),
        ("Когда построили мост?", {"date"}),
        ("When was the bridge built?", {"date"}),
        ("До скольки работает касса?", {"hour", "number"}),
        ("What time does the office open?", {"hour"}),
        ("Кто построил мост?", {"person"}),
        ("Whose bridge is it?", {"person"}),
        ("Где стоит мост?", set()),
        ("What happens when it rains?", set()),
    ],
)
def test_kinds_that_are_asked_for(question: str, kinds: set[str]) -> None:
    assert expected(question) == kinds


@pytest.mark.parametrize(
    ("kind", "holding", "lacking"),
    [
        ("number", "Приехало двенадцать гостей.", "Приехали гости."),
        ("number", "It has 40 rooms.", "It has rooms."),
        ("share", "Половина приехала поездом.", "Гости приехали поездом."),
        ("share", "About 76% came by rail.", "They came by rail."),
        ("price", "Билет стоит 500 тенге.", "Билет продают в кассе."),
        ("price", "A ticket is $5.", "A ticket is sold there."),
        ("date", "Мост открыли 3 марта.", "Мост открыли."),
        ("date", "It opened in May 1987.", "It opened."),
        ("hour", "Касса открыта с 9:00.", "Касса открыта."),
        ("hour", "It opens at 9 am.", "It opens."),
    ],
)
def test_a_text_has_the_words_or_lacks_them(kind: str, holding: str, lacking: str) -> None:
    kinds = frozenset({kind})
    assert met(kinds, holding) == 1
    assert not unmet(kinds, holding)
    assert met(kinds, lacking) == 0
    assert unmet(kinds, lacking)


def test_a_name_may_take_forms_that_no_rule_knows() -> None:
    person = frozenset({"person"})
    assert met(person, "Построил Иван Петров.") == 1
    assert met(person, "Построил он.") == 0
    assert not unmet(person, "Построил он.")


def test_nothing_asked_for_is_neither_met_nor_unmet() -> None:
    assert met(frozenset(), "It has 40 rooms.") == 0
    assert not unmet(frozenset(), "")
    assert met(frozenset({"number", "price"}), "It has 40 rooms.") == 0.5
