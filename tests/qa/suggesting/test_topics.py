import pytest

from index.types import Document
from qa.suggesting.topics import question_about, topics

ENGLISH = Document(
    "a.en.md",
    "A",
    "Visitors like the Silk Road. The Silk Road leads to Urumqi, says Ann Lee of the "
    "“Blue Yurt”.\n\nIn Urumqi there is a market. It was opened by the Chamber of Trade in China.",
    "en",
)
RUSSIAN = Document(
    "a.ru.md",
    "A",
    "Гости едут в Астану и Пекин. Из Пекина едут обратно.\n\nОни видят «Голубую юрту» и «Хоргос». "
    "Парк «Синий лес» открыл Иван Петров. Казахстан рад.",
    "ru",
)


def test_what_a_document_names() -> None:
    found = topics(ENGLISH, 9)
    assert set(found[:2]) == {"the Silk Road", "Urumqi"}
    assert set(found[2:]) == {"“Blue Yurt”", "Ann Lee", "the Chamber of Trade"}
    assert topics(RUSSIAN, 9) == ["Пекин", "«Голубую юрту»", "«Хоргос»", "«Синий лес»", "Астана"]
    assert topics(RUSSIAN, 1) == ["Пекин"]


@pytest.mark.parametrize(
    ("topic", "question"),
    [
        ("Пекин", "Что говорится о Пекине?"),
        ("Астана", "Что говорится об Астане?"),
        ("Алматы", "Что говорится об Алматы?"),
        ("«Синий лес»", "Что говорится о «Синем лесе»?"),
        ("«Связь с Китаем»", "Что говорится о «Связи с Китаем»?"),
        ("«Хоргос»", "Что говорится о «Хоргосе»?"),
        ("«Жетісу»", None),
    ],
)
def test_questions_in_russian(topic: str, question: str | None) -> None:
    assert question_about(topic, "ru") == question


def test_questions_in_english() -> None:
    assert question_about("“Blue Yurt”", "en") == "What is said about “Blue Yurt”?"
