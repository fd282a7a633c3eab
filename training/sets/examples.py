"""Questions with their passages, as training and its measurements use them."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.text.sentences import split_sentences
from index.types import Span

_LINE = re.compile(r"[^\n]+")
_SPLIT_PASSAGES = 20_000


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


def read_examples(path: Path, first_place: int = 0) -> list[Example]:
    """Read every question of a file named `something.LANGUAGE.json`, in SQuAD layout."""
    language = path.name.split(".")[-2]
    examples = []
    place = first_place
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


@lru_cache(maxsize=_SPLIT_PASSAGES)
def sentences_of(passage: Passage) -> tuple[Span, ...]:
    """The sentences of a passage, line by line."""
    return tuple(
        Span(line.start() + sentence.start, line.start() + sentence.end)
        for line in _LINE.finditer(passage.text)
        for sentence in split_sentences(line.group(), passage.language)
    )


def passages_of(examples: Iterable[Example]) -> list[Passage]:
    """Every passage once, in order."""
    return list({example.passage.place: example.passage for example in examples}.values())


def answering_sentences(example: Example) -> list[Span]:
    """The sentences of the passage that an answer touches."""
    return [
        sentence
        for sentence in sentences_of(example.passage)
        if any(s.start < sentence.end and s.end > sentence.start for s in example.answers)
    ]


def without_texts(examples: Sequence[Example], texts: Iterable[str]) -> list[Example]:
    """Leave out the examples over any of these texts, however they are spaced."""
    held_out = {_letters(text) for text in texts}
    return [example for example in examples if _letters(example.passage.text) not in held_out]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _spans(asked: dict) -> tuple[Span, ...]:  # type: ignore[type-arg]
    if asked.get("is_impossible"):
        return ()
    found = [
        Span(answer["answer_start"], answer["answer_start"] + len(answer["text"]))
        for answer in asked["answers"]
        if answer["text"]
    ]
    return tuple(dict.fromkeys(found))
