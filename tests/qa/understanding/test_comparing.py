"""Comparisons of two things, and questions that only look like them."""

import pytest

from qa.types import Language
from qa.understanding.comparing import comparison_of


@pytest.mark.parametrize(
    ("text", "language", "things"),
    [
        ("Сравни улов в мае и в июне", "ru", ("улов в мае", "улов в июне")),
        ("Сравните причал с пристанью", "ru", ("причал", "пристанью")),
        ("Чем отличается катер от парома?", "ru", ("катер", "парома")),
        ("Чем катер отличается от парома?", "ru", ("катер", "парома")),
        ("А чем отличаются билеты и абонементы?", "ru", ("билеты", "абонементы")),
        ("В чём разница между форелью и сёмгой?", "ru", ("форелью", "сёмгой")),
        ("Что дороже: катер или паром?", "ru", ("катер", "паром")),
        ("Где теплее — на озере или в горах?", "ru", ("на озере", "в горах")),
        ("Compare the catch in May and June", "en", ("the catch in May", "the catch in June")),
        ("Compare the ferry with the boat.", "en", ("the ferry", "the boat")),
        ("What's the difference between trout and salmon?", "en", ("trout", "salmon")),
        ("How does the ferry differ from the boat?", "en", ("the ferry", "the boat")),
        ("How do trout and salmon differ?", "en", ("trout", "salmon")),
        ("Which is cheaper, the ferry or the boat?", "en", ("the ferry", "the boat")),
    ],
)
def test_two_things_are_told_apart(text: str, language: Language, things: tuple[str, str]) -> None:
    found = comparison_of(text, language)
    assert found is not None
    assert found.things == things
    for thing, question in zip(things, found.questions, strict=True):
        assert thing in question


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Кто и когда построил причал?", "ru"),
        ("Сколько туристов и артистов приехало?", "ru"),
        ("На сколько больше стало билетов, чем в мае или июне?", "ru"),
        ("Нужна ли виза, или достаточно паспорта?", "ru"),
        ("Чем славится озеро и его берега?", "ru"),
        ("Какая разница во времени с Москвой?", "ru"),
        ("Who and when built the pier?", "en"),
        ("How many tourists or artists came?", "en"),
        ("What number of tickets, or more, were sold?", "en"),
        ("What difference does the weather make?", "en"),
        ("Which ferry or boat is there?", "en"),
    ],
)
def test_what_compares_nothing_is_let_be(text: str, language: Language) -> None:
    assert comparison_of(text, language) is None
