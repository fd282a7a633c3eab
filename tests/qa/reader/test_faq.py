"""Questions that documents ask themselves."""

from pathlib import Path

import pytest

from index.embedding.base import Embedder
from index.loaders import load
from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder
from index.search import Searcher
from index.sync import sync_documents
from index.types import Document
from qa.reader.faq import LIKELY_CONFIDENCE, by_faq, entries_of
from qa.reader.sections import TOLD_CONFIDENCE
from qa.types import Evidence, Language, Question, Reading

POOL = """# Бассейн «Волна»

Открыт с 1978 года.

## Можно ли прийти со своими ластами?

Да, но только на дорожку 6.

Маски с трубками не разрешены нигде.

## Нужна ли справка от врача?

Взрослым не нужна. Детям до семи лет — да.

## Что взять с собой

- шапочку
- сланцы

## Сколько длится сеанс?

Сеанс длится 45 минут.

**Есть ли стоянка?**

За корпусом, двенадцать мест.

Когда меняют воду?

По понедельникам до десяти утра.

## В воде запрещено

1. Нырять с бортика.
2. Есть.

## Если погас свет

Оставайтесь на месте. Дежурный выведет всех.

## Сауна

Открыта зимой.

## Для чего в терминале нужна кнопка Lock?

Она запирает шкафчик. Нажмите её дважды.

Держите её три секунды, чтобы открыть.
"""


def document(source: str, language: Language = "ru") -> Document:
    builder = Builder()
    parsed = builder.finish(lay_markdown(builder, source))
    return Document("a.md", "A", parsed.text, language, blocks=parsed.blocks)


def told(source: str) -> dict[str, str]:
    found = document(source)
    return {
        entry.question: found.text[entry.answer.start : entry.answer.end]
        for entry in entries_of(found)
        if entry.asks
    }


def test_each_question_has_what_stands_below_it() -> None:
    assert told(POOL) == {
        "Можно ли прийти со своими ластами?": (
            "Да, но только на дорожку 6.\n\nМаски с трубками не разрешены нигде."
        ),
        "Нужна ли справка от врача?": "Взрослым не нужна. Детям до семи лет — да.",
        "Что взять с собой": "шапочку\nсланцы",
        "Сколько длится сеанс?": "Сеанс длится 45 минут.",
        "Есть ли стоянка?": "За корпусом, двенадцать мест.",
        "Когда меняют воду?": "По понедельникам до десяти утра.",
        "Для чего в терминале нужна кнопка Lock?": (
            "Она запирает шкафчик. Нажмите её дважды.\n\nДержите её три секунды, чтобы открыть."
        ),
    }


@pytest.mark.parametrize(
    ("source", "entries"),
    [
        ("**Вопрос 3:** Где касса?\n\n**Ответ:** У входа.", {"Где касса?": "Ответ: У входа."}),
        ("## 2. Where is the desk?\n\nBy the door.", {"Where is the desk?": "By the door."}),
        ("Где касса?\n\nКогда она открыта?\n\nС девяти.", {"Когда она открыта?": "С девяти."}),
        ("## Где касса?\n\n## Гардероб\n\nВнизу.", {}),
        ("Куда идти? Решать вам. Кто поможет?\n\nДежурный.", {}),
        ("## Как\n\nТак.", {}),
        ("| В | О |\n|-|-|\n| Где касса? | Там. |", {"Где касса?": "Где касса? | Там."}),
        ("| В | О |\n|-|-|\n| Где касса? | Зачем? |\n| Где? | |", {}),
        ("## Часы работы\n\nС девяти.", {}),
        ("Текст без вопросов.\n\nИ ещё.", {}),
    ],
)
def test_what_is_a_question_with_an_answer(source: str, entries: dict[str, str]) -> None:
    assert told(source) == entries


@pytest.fixture(scope="module")
def searcher(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder: Path = tmp_path_factory.mktemp("faq")
    (folder / "pool.md").write_text(POOL, encoding="utf-8")
    sync_documents([load(folder / "pool.md")], folder / "index", lambda: embedder)
    return Searcher(folder / "index", embedder)


def read(searcher: Searcher, question: str, language: Language) -> tuple[str, float]:
    snapshot = searcher.open()
    asked = Question(question, language, question)
    hits = snapshot.search(question, language, 5)
    found = by_faq(Reading((), 0.0), asked, hits, snapshot)
    quotes = [item.hit.document.text[item.start : item.end] for item in found.evidence]
    return (quotes[0] if quotes else "", found.confidence)


@pytest.mark.parametrize(
    ("question", "language", "begins"),
    [
        ("Можно ли прийти со своими ластами?", "ru", "Да, но только"),
        ("можно со своими ластами", "ru", "Да, но только"),
        ("А справка врача нужна?", "ru", "Взрослым не нужна."),
        ("Что нужно взять с собой?", "ru", "шапочку"),
        ("есть стоянка?", "ru", "За корпусом"),
        ("Что запрещается в воде?", "ru", "1. Нырять"),
        ("что делать если погас свет", "ru", "Оставайтесь на месте."),
        ("Do I need a note from a doctor?", "en", "Взрослым не нужна."),
        ("How long is a session?", "en", "Сеанс длится"),
        ("для чего кнопка lock в терминале", "ru", "Она запирает"),
        ("What is the Lock button in the terminal for?", "en", "Она запирает"),
    ],
)
def test_who_asks_the_same_is_told_what_stands_there(
    searcher: Searcher, question: str, language: Language, begins: str
) -> None:
    quote, confidence = read(searcher, question, language)
    assert quote.startswith(begins)
    assert confidence >= LIKELY_CONFIDENCE
    assert confidence == TOLD_CONFIDENCE or language == "en"


def test_a_question_in_the_other_language_for_more_than_is_asked_there_is_not_sure(
    searcher: Searcher,
) -> None:
    for more in ("Is there parking for buses?", "Do I need a note from a doctor for the sauna?"):
        assert read(searcher, more, "en")[1] <= LIKELY_CONFIDENCE


@pytest.mark.parametrize(("confidence", "stays"), [(0.9, True), (0.2, False)])
def test_what_the_reader_is_sure_of_stays_where_a_question_is_only_like_one(
    searcher: Searcher, confidence: float, stays: bool
) -> None:
    snapshot = searcher.open()
    text = "Do I need a note from a doctor?"
    hits = snapshot.search(text, "en", 5)
    at = hits[0].document.text.index("Открыт с 1978")
    best = Evidence(hits[0], at, at + len("Открыт с 1978 года."), 1.0)
    found = by_faq(Reading((best,), confidence), Question(text, "en", text), hits, snapshot)
    assert (found.evidence[0] is best) is stays
    assert found.confidence == (confidence if stays else LIKELY_CONFIDENCE)


def test_a_heading_of_one_word_may_be_meant(searcher: Searcher) -> None:
    assert read(searcher, "Что с сауной?", "ru") == ("Открыта зимой.", LIKELY_CONFIDENCE)
    assert read(searcher, "Когда сауна?", "ru") == ("", 0.0)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Можно ли прийти со своим тренером?", "ru"),
        ("Сколько стоит стоянка?", "ru"),
        ("Сколько длится сеанс для детей?", "ru"),
        ("Нужна ли справка 2?", "ru"),
        ("Кому запрещено быть в воде?", "ru"),
        ("Что делать, если погас свет в сауне?", "ru"),
        ("Для чего в терминале нужна кнопка Off?", "ru"),
        ("What is the Off button in the terminal for?", "en"),
        ("Who built the pool?", "en"),
        ("How many lanes are there?", "en"),
        ("Is there a sauna?", "en"),
    ],
)
def test_who_asks_something_else_is_not(
    searcher: Searcher, question: str, language: Language
) -> None:
    assert read(searcher, question, language) == ("", 0.0)


def test_a_heading_that_names_more_than_is_asked_is_of_something_else(
    embedder: Embedder, tmp_path: Path
) -> None:
    text = (
        "# Касса\n\n## Цена разового билета\n\nТриста рублей.\n\n## Разовый абонемент\n\nНа час.\n"
    )
    (tmp_path / "desk.md").write_text(text, encoding="utf-8")
    sync_documents([load(tmp_path / "desk.md")], tmp_path / "index", lambda: embedder)
    desk = Searcher(tmp_path / "index", embedder)
    assert read(desk, "Что такое разовый билет?", "ru") == ("", 0.0)
    assert read(desk, "Что такое разовый абонемент?", "ru") == ("На час.", TOLD_CONFIDENCE)
