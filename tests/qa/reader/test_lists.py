"""Items asked for by their number."""

import pytest

from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder
from index.types import Document, Hit, Passage
from qa.reader.lists import by_ordinal
from qa.types import Evidence, Reading


def reading(source: str, found: str) -> Reading:
    builder = Builder()
    parsed = builder.finish(lay_markdown(builder, source))
    document = Document("a.md", "A", parsed.text, "ru", blocks=parsed.blocks)
    hit = Hit(Passage(1, "a.md", 0, len(document.text), document.text), document, 1.0)
    start = document.text.index(found)
    return Reading((Evidence(hit, start, start + len(found), 1.0),), 0.1)


def first(read: Reading) -> str:
    best = read.evidence[0]
    return best.hit.document.text[best.start : best.end]


NUMBERED = "Порядок сборки:\n\n1. Раз\n2. Два\n   - глубже\n3. Три\n"


@pytest.mark.parametrize("found", ["Порядок сборки:", "1. Раз", "3. Три"])
@pytest.mark.parametrize(
    ("ordinal", "item"), [("первый", "1. Раз"), ("второй", "2. Два"), ("последний", "3. Три")]
)
def test_the_item_of_that_number_comes_first(found: str, ordinal: str, item: str) -> None:
    read = by_ordinal(reading(NUMBERED, found), f"Какой {ordinal} шаг?")
    assert (first(read), read.confidence) == (item, 0.1)


def test_it_is_sure_where_the_question_tells_of_the_list() -> None:
    asked = reading(NUMBERED, "1. Раз")
    assert by_ordinal(asked, "Какой второй шаг сборки?").confidence == 0.8
    assert by_ordinal(asked, "Какой второй шаг полёта?").confidence == 0.1


def test_items_without_numbers_are_counted() -> None:
    asked = reading("Rules:\n\n- one\n- two\n- three\n", "three")
    assert first(by_ordinal(asked, "What is the second rule?")) == "two"


@pytest.mark.parametrize("question", ["Какой шаг?", "Какой девятый шаг?", "Второй билет?"])
def test_where_there_is_no_such_item_nothing_changes(question: str) -> None:
    read = reading(NUMBERED, "1. Раз")
    assert by_ordinal(read, question) == read
