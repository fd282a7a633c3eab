"""What of a document is translated."""

from pathlib import Path

from index.loaders import load
from qa.translating.pieces import parts_of
from tests.qa.translating.scripted import write

PAGE = """---
title: Opening hours
---

# Winter season

The rink opens at noon:

1. Skates are lent at the desk.
2. Children pay half.

Фото: Пресс-служба катка

Каток открыт для всех, кто умеет кататься на коньках или хочет научиться.

```
rink --open
```

| Day | Price |
|---|---|
| Monday | 300 |
| 2025 | 400 |
"""


def pieces(path: Path) -> list[tuple[str, str, int]]:
    parts = parts_of(load(path), "ru")
    return [(piece.kind, piece.text, piece.cells) for part in parts for piece in part.pieces]


def test_code_credits_figures_and_what_is_translated_already_stay(tmp_path: Path) -> None:
    assert pieces(write(tmp_path, "rink.md", PAGE)) == [
        ("heading", "Opening hours", 1),
        ("heading", "Winter season", 1),
        ("paragraph", "The rink opens at noon:", 1),
        ("item", "Skates are lent at the desk.", 1),
        ("item", "Children pay half.", 1),
        ("row", "Day | Price", 2),
        ("row", "Monday | 300", 2),
    ]


def test_marks_of_items_in_plain_text_arent_translated(tmp_path: Path) -> None:
    path = write(tmp_path, "list.txt", "Bring along:\n\n- warm gloves\n\n2) a thermos of tea\n")
    assert [text for kind, text, _ in pieces(path) if kind == "item"] == [
        "warm gloves",
        "a thermos of tea",
    ]


def test_a_long_paragraph_is_translated_by_groups_of_sentences(tmp_path: Path) -> None:
    sentences = [
        f"Lorry number {n} left the quarry before the bridge was closed." for n in range(60)
    ]
    long = " ".join(sentences)
    found = [
        text for kind, text, _ in pieces(write(tmp_path, "long.md", long)) if kind == "paragraph"
    ]
    assert len(found) == 3
    assert " ".join(found) == long
    assert max(map(len, found)) <= 1_500


def test_a_document_of_figures_has_nothing_to_translate(tmp_path: Path) -> None:
    assert pieces(write(tmp_path, "report.csv", "2023,14\n2024,15\n")) == []
