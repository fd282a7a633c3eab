"""Sections that count from 1 on."""

import pytest

from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder
from index.types import Document, Hit, Passage
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.reader.sections import by_sections, numbered_sections
from qa.types import Evidence, Language, Question, Reading


def series(*headings: str) -> list[list[str]]:
    builder = Builder()
    source = "\n\n".join(f"{heading}\n\nWords." for heading in headings)
    parsed = builder.finish(lay_markdown(builder, source))
    document = Document("a.md", "A", parsed.text, "en", blocks=parsed.blocks)
    return [
        [parsed.text[parsed.blocks[at].start : parsed.blocks[at].end] for at in found]
        for found in numbered_sections(document)
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ["Step 1: Mix", "Step 2: Bake"],
        ["Шаг 1. Смешайте", "Шаг 2. Запеките"],
        ["1. Общие положения", "2. Порядок"],
        ["1) Mix", "2) Bake", "3) Cool"],
        ["Этап №1", "Этап №2"],
        ["§ 1. Scope", "§ 2. Fees"],
    ],
)
def test_they_are_a_series(headings: list[str]) -> None:
    assert series(*(f"## {heading}" for heading in headings)) == [headings]


@pytest.mark.parametrize(
    "headings",
    [
        ["1. Alone"],
        ["2. Later", "3. Last"],
        ["1 day in town", "2 days in town"],
        ["1.1. Scope", "1.2. Fees"],
        ["Version 1.0", "Version 2.0"],
        ["1990s", "2000s"],
    ],
)
def test_they_are_none(headings: list[str]) -> None:
    assert series(*(f"## {heading}" for heading in headings)) == []


def test_each_level_counts_for_itself() -> None:
    found = series("# 1. A", "## Step 1: x", "## Aside", "## Step 2: y", "# 2. B", "## Step 1: z")
    assert found == [["1. A", "2. B"], ["Step 1: x", "Step 2: y"]]


POOL = """# Summer pool

It is open in June.

## Rules of the pool

Guests keep to them:

### 1. Shower first

The water stays clean.

### 2. Walk, never run

Tiles are wet.

### 3. No glass

### 4. Leave by nine
"""
RULES = ["1. Shower first", "2. Walk, never run", "3. No glass", "4. Leave by nine"]
GREENHOUSE = """# Теплица

## Порядок сборки

### Шаг 1. Основание

Поставьте раму.

### Шаг 2. Дуги
"""


def answered(source: str, found: str, question: str, language: Language) -> list[str]:
    builder = Builder()
    parsed = builder.finish(lay_markdown(builder, source))
    document = Document("a.md", "A", parsed.text, language, blocks=parsed.blocks)
    hit = Hit(Passage(1, "a.md", 0, len(document.text), document.text), document, 1.0)
    start = document.text.index(found)
    reading = Reading((Evidence(hit, start, start + len(found), 1.0),), 0.1)
    asked = Question(question, language, question)
    answer = ExtractiveAnswerer(0.5).answer(asked, by_sections(reading, asked), lambda _: document)
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    "question",
    ["List the rules of the pool.", "What are the rules?", "Name all rules of the summer pool"],
)
def test_all_of_them_are_given_where_all_are_asked_for(question: str) -> None:
    assert answered(POOL, "The water stays clean.", question, "en") == RULES


def test_so_in_russian() -> None:
    steps = ["Шаг 1. Основание", "Шаг 2. Дуги"]
    question = "Перечислите шаги сборки теплицы"
    assert answered(GREENHOUSE, "Поставьте раму.", question, "ru") == steps


@pytest.mark.parametrize(
    "question",
    ["Is the pool open?", "Which tiles are wet?", "List the rules of the sauna"],
)
def test_where_something_else_is_asked_they_arent(question: str) -> None:
    assert answered(POOL, "The water stays clean.", question, "en") == []
