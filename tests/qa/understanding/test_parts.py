"""What asks for several things is told from what asks for one."""

import pytest

from qa.types import Language
from qa.understanding.parts import MOST_PARTS, parts_of


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        (
            "Сколько стоит билет и когда открыта касса?",
            "ru",
            ("Сколько стоит билет?", "Когда открыта касса?"),
        ),
        (
            "Who founded the museum, and where does it stand?",
            "en",
            ("Who founded the museum?", "Where does it stand?"),
        ),
        (
            "Когда открылся музей? Кто его основал?",
            "ru",
            ("Когда открылся музей?", "Кто его основал?"),
        ),
        (
            "Какие тарифы есть, сколько они стоят, а также как их сменить?",
            "ru",
            ("Какие тарифы есть, сколько они стоят?", "Как их сменить?"),
        ),
        (
            "Where is the dock and how deep is it and who runs it and why?",
            "en",
            ("Where is the dock?", "How deep is it?", "Who runs it?"),
        ),
        (
            "В чём разница между лодкой и катером?",
            "ru",
            ("Что такое лодкой?", "Что такое катером?"),
        ),
    ],
)
def test_parts(text: str, language: Language, parts: tuple[str, ...]) -> None:
    assert parts_of(text, language) == parts
    assert len(parts) <= MOST_PARTS


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Сколько туристов и паломников приехало?", "ru"),
        ("Как и когда открыли музей?", "ru"),
        ("Who and what caused the fire and the flood?", "en"),
        ("Я был в музее. Когда он открылся?", "ru"),
        ("Что сказали Иван и Пётр о том, как шла работа?", "ru"),
        ("Когда вышла версия 2.1? ", "ru"),
        ("", "en"),
    ],
)
def test_a_question_of_one_part(text: str, language: Language) -> None:
    assert parts_of(text, language) == (text,)
