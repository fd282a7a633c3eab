import pytest

from index.types import Document
from qa.answerers.extractive.speech import asks_who_said, speaker_in, with_speaker

TEXT = (
    "The harbour opened in May.\n\n"
    "“The harbour grows. It has nine ships now,” said Ann Lee, head of the port.\n\n"
    "Tom Fox, the mayor, told reporters that nine is few. “We want more.”\n\n"
    "Nobody spoke of the old harbour. It lies there."
)
RUSSIAN = "— Порт растёт. Теперь в нём девять судов, — отметила начальница порта Анна Ли."


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who said that the harbour grows?", True),
        ("Кто сообщил, что порт растёт?", True),
        ("Чьи это слова: порт растёт?", True),
        ("Who built the harbour?", False),
        ("What was said of the harbour?", False),
        ("Кто построил порт?", False),
    ],
)
def test_questions_for_a_speaker(question: str, asks: bool) -> None:
    assert asks_who_said(question) is asks


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“It grows,” said Ann Lee, head of the port.", "Ann Lee"),
        ("“It grows,” Lee said.", "Lee"),
        ("Tom Fox, the mayor, told reporters that it grows.", "Tom Fox"),
        ("— Порт растёт, — отметила начальница порта Анна Ли.", "Анна Ли"),
        ("— Растёт, — сказал глава АО «Порт» Пётр Гай.", "Пётр Гай"),
        ("— Растёт, — сообщил глава АО ЦПС Казахстана Пётр Гай.", "Пётр Гай"),
        ("We said that it grows.", None),
        ("Карипов сообщил, что порт растёт.", "Карипов"),
        ("The port grows.", None),
        ("It is said that the port grows.", None),
    ],
)
def test_speakers(text: str, name: str | None) -> None:
    found = speaker_in(text)
    assert (text[found.start : found.end] if found else None) == name


@pytest.mark.parametrize(
    ("quote", "widened", "name"),
    [
        ("“The harbour grows.", "“The harbour grows. It has nine ships now,” said", "Ann Lee"),
        ("“We want more.”", "Tom Fox, the mayor, told reporters that nine is few. “W", "Tom Fox"),
        ("— Порт растёт.", RUSSIAN, "Анна Ли"),
    ],
)
def test_a_quote_grows_to_its_speaker(quote: str, widened: str, name: str) -> None:
    document = Document("a", "A", f"{TEXT}\n\n{RUSSIAN}", "en")
    start = document.text.index(quote)
    found = with_speaker(document, start, start + len(quote))
    assert found is not None
    assert document.text[found[0].start : found[0].end].startswith(widened)
    assert document.text[found[1].start : found[1].end] == name


def test_a_quote_without_a_speaker_stays() -> None:
    document = Document("a", "A", TEXT, "en")
    start = document.text.index("It lies")
    assert with_speaker(document, start, start + 15) is None
