"""Questions with their passages, read from SQuAD-shaped files."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.text.sentences import split_sentences
from index.types import Span

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a file; `place` counts passages, so that parallel files share places."""

    place: int
    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question over a passage with the spans that answer, none where nothing does."""

    id: str
    question: str
    language: str
    passage: Passage
    answers: tuple[Span, ...]


def read_examples(path: Path) -> list[Example]:
    """Read every question of a file named `something.LANGUAGE.json`."""
    language = path.name.split(".")[-2]
    examples = []
    place = 0
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        title = str(article.get("title", "")).replace("_", " ")
        for paragraph in article["paragraphs"]:
            passage = Passage(place, title, paragraph["context"], language)
            place += 1
            examples += [
                Example(
                    str(asked["id"]), asked["question"].strip(), language, passage, _spans(asked)
                )
                for asked in paragraph["qas"]
            ]
    return examples


@cache
def sentences_of(passage: Passage) -> tuple[Span, ...]:
    """The sentences of a passage, line by line."""
    return tuple(
        Span(line.start() + sentence.start, line.start() + sentence.end)
        for line in _LINE.finditer(passage.text)
        for sentence in split_sentences(line.group(), passage.language)
    )


def passages_of(examples: Sequence[Example]) -> list[Passage]:
    """Every passage once, in order."""
    return list({example.passage.place: example.passage for example in examples}.values())


def _spans(asked: dict) -> tuple[Span, ...]:  # type: ignore[type-arg]
    if asked.get("is_impossible"):
        return ()
    found = [
        Span(answer["answer_start"], answer["answer_start"] + len(answer["text"]))
        for answer in asked["answers"]
        if answer["text"]
    ]
    return tuple(dict.fromkeys(found))
