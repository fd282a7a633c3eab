"""What a document is said to be about: the sentences that it and its sections begin with."""

import pytest

from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder
from index.types import Document
from qa.answerers.extractive.overview import leads

SECTIONS = """# Паром

Липовый остров, 3 мая 2024 года

Паром ходит на остров с апреля. Он берёт сорок человек.

## Билеты

### Взрослым

Билет стоит 60 рублей.

### Детям

Дети едут бесплатно.

## Причал

Он стоит у моста.

Причал открыт с восьми утра. Рядом касса.

## Правила

- не курить
- не шуметь
"""


def markdown(source: str, language: str = "ru") -> Document:
    builder = Builder()
    parsed = builder.finish(lay_markdown(builder, source))
    return Document("a.md", "Паром", parsed.text, language, blocks=parsed.blocks)


def led(document: Document) -> list[str]:
    return [document.text[span.start : span.end] for span in leads(document)]


def test_a_text_and_each_of_its_sections_begin() -> None:
    assert led(markdown(SECTIONS)) == [
        "Паром ходит на остров с апреля.",
        "Билет стоит 60 рублей.",
        "Причал открыт с восьми утра.",
    ]


def test_without_sections_each_paragraph_does_that_stands_alone() -> None:
    text = (
        "Ferry\n\nPhoto: Ann Lee / Harbour News\n\n"
        "UPPER PIER, May 3, 2024. The ferry sails from April. It takes forty people.\n\n"
        "It is painted white.\n\n“We sail early,” said the captain.\n\n"
        "Tickets are sold on board:\n\nA ticket costs 60 crowns."
    )
    assert led(Document("a.txt", "Ferry", text, "en")) == [
        "The ferry sails from April.",
        "A ticket costs 60 crowns.",
    ]


def test_the_first_words_of_all_need_nothing_before_them() -> None:
    text = "This guide tells of ferries.\n\nThis ferry is white.\n\nThe pier is old."
    assert led(Document("a.txt", "Ferry", text, "en")) == [
        "This guide tells of ferries.",
        "The pier is old.",
    ]


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("# Паром\n\n- ходит с апреля\n- берёт сорок человек\n", "ходит с апреля"),
        ("# Паром\n\n| Билет | Цена |\n|---|---|\n| Детский | 20 |\n", "Детский | 20"),
        ("# Паром\n\nрасписание парома до осени\n", "расписание парома до осени"),
    ],
)
def test_what_has_no_sentences_has_its_units(source: str, first: str) -> None:
    assert led(markdown(source))[0] == first


def test_headings_alone_are_nothing() -> None:
    assert led(markdown("# Паром\n\n## Билеты\n")) == []
