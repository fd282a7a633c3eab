import pytest

from index.errors import QuestionError
from qa.types import Turn
from qa.understanding.conversation import contextualise

BEFORE = [Turn("user", "Сколько туристов посетило Жетысу?"), Turn("assistant", "Два миллиона.")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "question_empty"),
        (" \n\t\u00a0 ", "question_empty"),
        ("я" * 10_000, "question_long"),
        ("x" * 2_001, "question_long"),
        ("\x00\x01\x02\x03binary", "question_binary"),
        ("\ufffd\ufffd\ufffd?", "question_binary"),
        ("???", "question_binary"),
        ("🙂🙂", "question_binary"),
        ("Қазақстанға қанша турист келді?", "question_language"),
        ("Combien de touristes chinois sont venus?", "question_language"),
        ("多少中国游客来了", "question_language"),
    ],
)
def test_questions_that_cant_be_asked(text: str, code: str) -> None:
    with pytest.raises(QuestionError) as caught:
        contextualise(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Сколько туристов?", "ru"),
        ("How many tourists?", "en"),
        ("Что такое ITB China?", "ru"),
        ("What is «Хоргос»?", "en"),
        ("Khorgos", "en"),
    ],
)
def test_language_of_the_question(text: str, language: str) -> None:
    assert contextualise(text).language == language


def test_language_where_the_text_has_none() -> None:
    assert contextualise("2024?", fallback="ru").language == "ru"
    assert contextualise("2024?", BEFORE).language == "ru"
    assert contextualise("How many?", language="ru").language == "ru"


@pytest.mark.parametrize("text", ["А из Китая?", "Сколько из них иностранцев?", "Почему?"])
def test_follow_ups_carry_the_question_before(text: str) -> None:
    question = contextualise(text, BEFORE)
    assert question.text == text
    assert "Жетысу" in question.standalone


@pytest.mark.parametrize(
    "text", ["Какой фильм показал телеканал CCTV?", "Where is Altyn-Emel park?"]
)
def test_questions_that_stand_by_themselves(text: str) -> None:
    assert contextualise(text, BEFORE).standalone == text


def test_the_text_is_composed_and_trimmed() -> None:
    assert contextualise(" Какои\u0306 парк? ").text == "Какой парк?"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("сколько гостей было в 24-м?", "сколько гостей было в 2024?"),
        ("сколько гостей в 24 году", "сколько гостей в 2024 году"),
        ("итоги 99-го года", "итоги 1999 года"),
        ("how many came in '24?", "how many came in 2024?"),
        ("кто был на 24-м месте?", "кто был на 24-м месте?"),
        ("что было в 24-м павильоне?", "что было в 24-м павильоне?"),
        ("кто правил там 24 года?", "кто правил там 24 года?"),
        ("было ли 24 гостя?", "было ли 24 гостя?"),
        ("What was the museum's 24 hours?", "What was the museum's 24 hours?"),
        ("прирост за 2024 год", "прирост за 2024 год"),
        ("на 5,24 года", "на 5,24 года"),
    ],
)
def test_years_of_two_digits(typed: str, asked: str) -> None:
    question = contextualise(typed)
    assert question.standalone == asked
    assert question.text == typed


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("А из Китая?", True),
        ("Где находится парк Алтын-Эмель?", False),
        ("итоги 99-го года", False),
    ],
)
def test_what_was_carried_over_is_known(text: str, carried: bool) -> None:
    assert contextualise(text, BEFORE).carried is carried
    assert not contextualise(text).carried
