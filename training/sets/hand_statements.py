"""Statements written by hand: a sentence that a text bears out, and one like it that it doesn't."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.text.words import normalise
from index.types import Span
from training.sets.examples import Example, Passage, sentences_of
from training.sets.hand_pairs import LANGUAGES, Part, Text, part_of

FOLDER = Path(__file__).parents[1] / "statements"
# What bears a sentence out is pointed at by no more than this.
_CHARACTERS = 80


def read_statements(texts: Mapping[str, Text], part: Part) -> list[tuple[Example, Example]]:
    """The statements of one part, each in both languages, with its changed twin."""
    found = []
    for place, row in enumerate(statement_rows(part)):
        text = texts[row["id"]]
        passage = Passage(place, text.title, text.text, text.language)
        span = _pointed_at(row["true"][text.language], passage)
        for language in LANGUAGES:
            name = f"statements-{part}/{place}/{language}"
            true = Example(name, row["true"][language], language, passage, (span,))
            changed = Example(f"{name}/changed", row["changed"][language], language, passage, ())
            found.append((true, changed))
    return found


def statement_rows(part: Part) -> Iterator[dict[str, Any]]:
    """The lines of one part's files; raises ValueError for a text of another part."""
    for path in sorted(FOLDER.glob(f"statements-{part}*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            if part_of(row["id"]) != part:
                raise ValueError(f"{row['id']} isn't for {part}")
            yield row


def _pointed_at(said: str, passage: Passage) -> Span:
    """The beginning of the sentence that is most like what was said."""
    wanted = set(normalise(said))
    sentences = sentences_of(passage) or (Span(0, len(passage.text)),)

    def alike(sentence: Span) -> int:
        return len(wanted.intersection(normalise(passage.text[sentence.start : sentence.end])))

    best = max(sentences, key=alike)
    end = min(best.end, best.start + _CHARACTERS)
    while end < best.end and passage.text[end - 1].isalnum() and passage.text[end].isalnum():
        end += 1
    return Span(best.start, end)
