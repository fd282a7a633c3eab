"""What documents are about, and more of an answer: the whole way over documents of our own."""

from pathlib import Path

import pytest

from index.storage import Store
from index.sync import sync
from qa.factory import build_pipeline
from qa.pipeline import Pipeline, Sources
from qa.settings import load_settings
from qa.types import Answer, Turn
from qa.wording.messages import message
from tests.doubles import WordEmbedder

PIER = """---
title: Причал
date: 2024-04-02
---
Верхний причал, 2 апреля 2024 года

Причал открыли после ремонта. Он стал шире.

## Паром

Паром ходит каждый час. Билет стоит 60 рублей. Дети едут бесплатно. В кассе берут карты.

Фото: Анна Ли

Паром берёт сорок человек. Собак он не берёт.

## Кафе

Кафе работает до девяти.
"""
PIER_EN = """---
title: The pier
language: en
translation_of: pier.md
---
Upper Pier, April 2, 2024

The pier was opened after repairs. It is wider now.

## The ferry

The ferry sails every hour. A ticket costs 60 roubles. Children travel free. Cards are taken.

The ferry takes forty people. It takes no dogs.

## The café

The café is open till nine.
"""
LIGHTHOUSE = """---
title: The lighthouse
date: 2025-01-31
---
The lighthouse was built of granite. It is 19 metres high.
"""


def made(folder: Path, documents: dict[str, str]) -> Pipeline:
    (folder / "docs").mkdir()
    for name, text in documents.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    words = WordEmbedder()
    sync([folder / "docs"], folder / "index", lambda: words)
    settings = load_settings(
        index=folder / "index", reader="none", answer_threshold=0, sure_threshold=0
    )
    return build_pipeline(settings, words)


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    documents = {"pier.md": PIER, "pier.en.md": PIER_EN, "lighthouse.md": LIGHTHOUSE}
    return made(tmp_path_factory.mktemp("overviews"), documents)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    documents = {
        f"{name}.md": f"---\ndate: 2024-01-0{day}\n---\nThe {name} was built in May. It is old.\n"
        for day, name in enumerate(("pier", "mill", "barn", "fort", "dock", "inn", "well"), 1)
    }
    return made(tmp_path_factory.mktemp("many"), documents)


def talk(pipeline: Pipeline, *texts: str) -> list[Answer]:
    """The answers to texts typed one after the other."""
    history: list[Turn] = []
    answers = []
    for text in texts:
        answers.append(pipeline.ask(text, history))
        history += [Turn("user", text), Turn("assistant", answers[-1].text)]
    return answers


def texts(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences]


def supported(answer: Answer) -> bool:
    verdicts = [citation.verdict for citation in answer.citations]
    return bool(verdicts) and all(v is not None and v.status == "supported" for v in verdicts)


def test_each_document_begins_once_in_the_askers_language(pipeline: Pipeline) -> None:
    answer = pipeline.ask("О чём эти документы?")
    assert texts(answer) == [
        "Источник на английском языке сообщает: «The lighthouse was built of granite.»",
        "Причал открыли после ремонта.",
    ]
    assert (answer.answered, answer.certainty, answer.confidence) == (True, "sure", 1.0)
    assert supported(answer)
    english = pipeline.ask("What are these texts about?")
    assert texts(english) == [
        "The lighthouse was built of granite.",
        "The pier was opened after repairs.",
    ]
    assert english.citations[1].original is not None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Перескажи кратко документ про причал",
            [
                "Причал открыли после ремонта.",
                "Паром ходит каждый час.",
                "Кафе работает до девяти.",
            ],
        ),
        (
            "Could you summarise the pier report, please?",
            [
                "The pier was opened after repairs.",
                "The ferry sails every hour.",
                "The café is open till nine.",
            ],
        ),
        ("What is the article on the lighthouse about?", ["The lighthouse was built of granite."]),
    ],
)
def test_of_a_document_that_is_named_its_sections_begin(
    pipeline: Pipeline, question: str, said: list[str]
) -> None:
    answer = pipeline.ask(question)
    assert texts(answer) == said
    assert supported(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Сколько рублей стоит билет?",
        "О чём говорится на причале?",
        "What does the report say about the ticket?",
        "What is the report about the pier's main figure?",
        # A topic that fits no document.
        "Summarise the report on football",
        "О чём документ про выборы мэра?",
    ],
)
def test_what_isnt_asked_of_documents_here_goes_the_usual_way(
    pipeline: Pipeline, question: str
) -> None:
    trace = pipeline.trace(question)
    assert len(trace.hits) > 1
    assert trace.answer.confidence < 1


def test_more_of_what_went_the_usual_way_does_so_too(pipeline: Pipeline) -> None:
    first, more = talk(pipeline, "Summarise the report on dogs and cats", "Go on")
    assert len(first.citations) == 1
    assert more.text != message("more.end_of_overview", "en")


def test_an_overview_is_streamed_and_traced(pipeline: Pipeline) -> None:
    found, *pieces, answer = pipeline.stream("О чём эти документы?")
    assert isinstance(found, Sources)
    assert [passage.document_id for passage in found.passages] == ["lighthouse.md", "pier.md"]
    assert isinstance(answer, Answer)
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == answer.text
    trace = pipeline.trace("О чём эти документы?")
    assert [(e.hit.document.id, e.start, e.end) for e in trace.reading.evidence] == [
        (c.document_id, c.start, c.end) for c in trace.answer.citations
    ]


def test_of_many_documents_the_newest_are_quoted_and_the_others_counted(many: Pipeline) -> None:
    first, second, third = talk(many, "Summarise the documents", "Go on", "More")
    assert texts(first) == [
        *(f"The {name} was built in May." for name in ("well", "inn", "dock", "fort", "barn")),
        message("overview.others", "en", count=2),
    ]
    assert [sentence.citations for sentence in first.sentences][-2:] == [(5,), ()]
    assert texts(second) == ["The mill was built in May.", "The pier was built in May."]
    assert texts(third) == [message("more.end_of_overview", "en")]
    assert (third.answered, third.citations) == (False, ())


def test_no_more_than_a_handful_of_documents_is_read(
    many: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    documents = Store._documents

    def watched(store: Store, condition: str, values: dict[str, object]) -> list[object]:
        found = documents(store, condition, values)
        read.extend(document.id for document in found)
        return list(found)

    monkeypatch.setattr(Store, "_documents", watched)
    many.ask("What are these documents about?")
    assert set(read) == {f"{name}.md" for name in ("well", "inn", "dock", "fort", "barn")}


def test_more_of_one_document_are_its_next_sections(tmp_path: Path) -> None:
    sections = "".join(f"## {n}\n\nSection {n} is about ships.\n\n" for n in "abcdef")
    pipeline = made(tmp_path, {"ships.md": f"# Ships\n\n{sections}"})
    answers = talk(pipeline, "What is this document about?", "Tell me more", "Tell me more")
    assert [[text[8] for text in texts(answer)] for answer in answers[:2]] == [
        ["a", "b", "c", "d"],
        ["e", "f"],
    ]
    assert not answers[2].answered


def test_more_of_an_answer_stands_behind_it(pipeline: Pipeline) -> None:
    price, more, end = talk(pipeline, "Сколько рублей стоит билет?", "А подробнее?", "Ещё")
    assert texts(price) == ["Билет стоит 60 рублей."]
    assert texts(more) == [
        "Дети едут бесплатно. В кассе берут карты.",
        "Паром берёт сорок человек.",
    ]
    assert more.question == "А подробнее?"
    assert more.citations[0].section == ("Паром",)
    assert supported(more)
    assert texts(end) == ["Собак он не берёт."]


def test_more_in_english_and_where_nothing_follows(pipeline: Pipeline) -> None:
    high, end = talk(pipeline, "How high is the lighthouse?", "Tell me more about it, please")
    assert "It is 19 metres high." in high.text
    assert texts(end) == [message("more.end", "en")]
    assert (end.answered, end.certainty, end.citations, end.related) == (False, "none", (), ())


def test_more_is_streamed(pipeline: Pipeline) -> None:
    history = [Turn("user", "Сколько рублей стоит билет?"), Turn("assistant", "60 рублей.")]
    found, *pieces, answer = pipeline.stream("Расскажи подробнее", history)
    assert isinstance(found, Sources)
    assert isinstance(answer, Answer)
    assert answer.text.startswith("Дети едут бесплатно.")
    assert "".join(piece for piece in pieces if isinstance(piece, str)) == answer.text


def test_a_subject_is_a_question_of_its_own(pipeline: Pipeline) -> None:
    *_, cafe = talk(pipeline, "Сколько рублей стоит билет?", "Расскажи подробнее про кафе")
    assert texts(cafe) == ["Кафе работает до девяти."]
    *_, dogs = talk(pipeline, "How much is a ticket?", "Tell me more about dogs")
    assert "dogs" in dogs.text


def test_without_a_question_before_it_more_is_nothing_special(pipeline: Pipeline) -> None:
    trace = pipeline.trace("Ещё", [Turn("user", "Привет!"), Turn("assistant", "Здравствуйте!")])
    assert trace.question.before is None
    assert trace.answer.text != message("more.end", "ru")
