"""Items asked for by their number."""

import pytest

from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder
from index.types import Document, Hit, Passage
from qa.reader.lists import by_ordinal
from qa.reader.sections import TOLD_CONFIDENCE
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
    assert by_ordinal(asked, "Какой второй шаг сборки?").confidence == TOLD_CONFIDENCE
    assert by_ordinal(asked, "Какой второй шаг полёта?").confidence == 0.1


def test_items_without_numbers_are_counted() -> None:
    asked = reading("Rules:\n\n- one\n- two\n- three\n", "three")
    assert first(by_ordinal(asked, "What is the second rule?")) == "two"


@pytest.mark.parametrize("question", ["Какой шаг?", "Какой девятый шаг?", "Второй билет?"])
def test_where_there_is_no_such_item_nothing_changes(question: str) -> None:
    read = reading(NUMBERED, "1. Раз")
    assert by_ordinal(read, question) == read


SECTIONS = """# Как посадить яблоню

Яму готовят заранее.

## Шаг 1: Выберите место

Солнце нужно весь день.

### О тени

Тень вредит.

## Шаг 2: Выкопайте яму

Копайте на полметра. Землю отложите.

## Шаг 3. Полейте

- Два ведра.

## Уход

Поливайте раз в неделю.
"""


@pytest.mark.parametrize("found", ["Яму готовят заранее.", "Тень вредит.", "Поливайте"])
@pytest.mark.parametrize(
    ("ordinal", "item"),
    [
        ("второй", "Шаг 2: Выкопайте яму\n\nКопайте на полметра."),
        ("последний", "Шаг 3. Полейте"),
    ],
)
def test_numbered_sections_are_a_list(found: str, ordinal: str, item: str) -> None:
    assert first(by_ordinal(reading(SECTIONS, found), f"Какой {ordinal} шаг посадки?")) == item


def test_of_a_list_and_sections_that_is_meant_which_the_question_tells_of() -> None:
    source = "# Sails\n\n## 1. Hoisting\n\nPull.\n\n## 2. Reefing\n\nTo reef:\n\n1. Luff\n2. Tie\n"
    asked = reading(source, "1. Luff")
    assert first(by_ordinal(asked, "What is the second step to reef?")) == "2. Tie"
    assert first(by_ordinal(asked, "What is point 1 about hoisting?")) == "1. Hoisting\n\nPull."


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("What is the last of the steps to dye the wool?", "Step 2: Dry\n\nHang it."),
        ("What is the second point on dye?", "- wool dye"),
    ],
)
def test_a_list_without_numbers_isnt_counted_where_sections_are_called_so(
    question: str, item: str
) -> None:
    source = (
        "# Yarn\n\n## Step 1: Dip\n\nBring:\n\n- a pot\n- wool dye\n\n## Step 2: Dry\n\nHang it."
    )
    assert first(by_ordinal(reading(source, "a pot"), question)) == item.removeprefix("- ")
