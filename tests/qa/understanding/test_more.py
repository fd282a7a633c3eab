import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.types import Turn
from qa.understanding.conversation import contextualise
from qa.understanding.more import continued, wants_more

MORE = """
Расскажи подробнее
А подробнее?
подробнее, пожалуйста
Можно поподробнее об этом?
Расскажите об этом подробнее
Расскажи о нём ещё что-нибудь
Не могли бы вы рассказать подробнее?
Хотелось бы узнать больше
Ещё!
и ещё?
Есть подробности?
Какие ещё детали?
Больше подробностей, пожалуйста
Продолжай
А что дальше?
Что ещё об этом известно?
Tell me more
Please tell me more about it.
Could you tell me more about that?
More
More details please
more details, plz
подробнее, пж
I’d like to know more
Give me some more information
Can you elaborate on this?
Go on
Continue, please
What else is there?
Anything else?
Explain it in more detail
подробней можно?
Что-нибудь ещё?
А дальше что?
Что ещё можешь сказать?
В подробностях
Can you say a bit more?
What more can you tell me?
Say that in more detail
Is there anything more?
"""
OTHER = """
Расскажи подробнее о ценах
А подробнее про причал?
Подробнее о билетах, пожалуйста
Расскажи про маяк
Расскажи
Ещё раз
Ещё один маяк есть?
Что ещё продают на причале?
Кто ещё живёт на острове?
Сколько ещё стоит билет?
Что было дальше с маяком?
Продолжай движение
Больше всего гостей откуда?
А на острове?
Tell me more about prices
More details about the tickets
What more is needed for a ticket?
More ships?
What else is sold at the pier?
Is there more room on the ferry?
Who else lives there?
Go on a tour
Continue the repair?
Tell me about the lighthouse
Explain
How many more?
"""
BEFORE = [Turn("user", "Сколько стоит билет?"), Turn("assistant", "Пять евро.")]


def said(*texts: str) -> list[Turn]:
    return [turn for text in texts for turn in (Turn("user", text), Turn("assistant", "…"))]


@pytest.mark.parametrize("text", MORE.strip().splitlines())
def test_more_is_wanted(text: str) -> None:
    assert wants_more(text)


@pytest.mark.parametrize("text", OTHER.strip().splitlines())
def test_what_names_a_subject_is_a_question(text: str) -> None:
    assert not wants_more(text)


@given(st.text(max_size=300))
def test_any_text_is_sorted(text: str) -> None:
    wants_more(text)


def test_nothing_is_gone_on_with_where_nothing_was_asked() -> None:
    assert continued("Ещё", ()) is None
    assert continued("Ещё", said("Привет!", "Дальше")) is None
    assert continued("Билет дорогой?", said("Кто построил маяк?")) is None


@pytest.mark.parametrize(
    ("before", "times"),
    [((), 1), (("А подробнее?",), 2), (("Ещё", "Спасибо!", "Go on"), 3)],
)
def test_the_last_question_is_gone_on_with(before: tuple[str, ...], times: int) -> None:
    found = continued("Подробнее", said("Кто построил маяк?", "А когда?", *before))
    assert found is not None
    assert (found.text, found.times) == ("А когда?", times)
    assert [turn.content for turn in found.before if turn.role == "user"] == ["Кто построил маяк?"]


def test_it_is_asked_again_as_it_was_understood() -> None:
    history = said("Кто построил маяк?", "А когда?", "Ещё")
    question = contextualise("Tell me more", history)
    assert (question.text, question.language, question.times) == ("Tell me more", "en", 2)
    assert question.before is not None
    assert question.before == contextualise("А когда?", said("Кто построил маяк?"))
    assert question.standalone == "Когда построил маяк?"


def test_what_couldnt_be_asked_isnt_gone_on_with() -> None:
    question = contextualise("Ещё", said("多少中国游客来了"))
    assert question.before is None


def test_a_follow_up_leans_on_the_question_before_more_was_wanted() -> None:
    history = [*BEFORE, *said("А подробнее?", "Tell me more")]
    assert contextualise("А детям?", history).standalone == "Сколько стоит билет детям?"
    assert contextualise("Расскажи подробнее о причале", history).before is None
