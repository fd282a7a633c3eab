"""Sections that count from 1 on."""

import pytest

from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder
from index.types import Document
from qa.reader.sections import numbered_sections


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
