"""Pairs written by hand: a question that a text answers, and a twin of it that it doesn't.

A line of a file holds the questions over one text, in Russian and English; texts of others stay in
the data folder, our own documents are beside their pairs. Every text belongs to one part for good,
by its id alone.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder
from index.text.views import passage_view
from index.text.words import normalise
from index.types import Document, Span
from training.sets.examples import Example, Passage, read_examples, sentences_of

Part = Literal["train", "dev", "test"]
LANGUAGES = ("ru", "en")
# The pairs that the project holds itself.
ADDED = Path(__file__).parents[1] / "pairs"
# One text of twenty is kept to report on, and one of twenty to choose by.
_PARTS = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its answer, its twin without one, and what kind of twin that is."""

    asked: Example
    twin: Example
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text that pairs are written over."""

    title: str
    text: str
    language: str


def part_of(text_id: str) -> Part:
    """Tell which part a text is for: `train`, `dev` to choose by, `test` to report on."""
    if text_id.startswith("tydi-"):  # passages that a training set holds too
        return "train"
    number = int(hashlib.sha256(text_id.encode()).hexdigest(), 16) % _PARTS
    return "test" if number == 0 else "dev" if number == 1 else "train"


def pair_files(data: Path) -> list[Path]:
    """All files of pairs: those of the data folder, then those that the project holds."""
    return [*sorted(data.glob("pairs-*.jsonl")), *sorted(ADDED.glob("pairs-*.jsonl"))]


def read_texts(data: Path) -> dict[str, Text]:
    """Every text that pairs may be written over, by its id: the data folder's and our own."""
    texts = {
        row["id"]: Text(row["title"], row["text"], path.name.split(".")[-2])
        for path in (data / "wikinews.ru.jsonl", *sorted(data.glob("texts-*.jsonl")))
        for row in _lines(path)
    }
    for number, row in enumerate(_lines(data / "danetqa.ru.jsonl")):
        texts[f"danetqa-line-{number:04d}"] = Text("", row["passage"].strip(), "ru")
    for example in read_examples(data / "tydi.en.json"):
        passage = example.passage
        texts[f"tydi-en-{example.id}"] = Text(passage.title, passage.text.strip(), "en")
    return texts | {
        row["id"]: Text(row["title"], _as_read(row["markdown"]), row["language"])
        for row in _own_rows()
    }


def own_texts() -> dict[str, str]:
    """Our own documents by their id, in Markdown."""
    return {row["id"]: row["markdown"] for row in _own_rows()}


def _own_rows() -> Iterator[dict[str, Any]]:
    for path in sorted(ADDED.glob("texts-*.jsonl")):
        yield from _lines(path)


def _as_read(markdown: str) -> str:
    """A document as the reader gets it: rows with the names of their columns, no markup."""
    document = laid_out("", "", "und", markdown)
    return passage_view(document, Span(0, len(document.text))).text


def laid_out(name: str, title: str, language: str, markdown: str) -> Document:
    """A document of ours with its blocks."""
    builder = Builder()
    parsed = builder.finish(lay_markdown(builder, markdown))
    return Document(name, title, parsed.text, language, blocks=parsed.blocks)


def read_pairs(path: Path, texts: dict[str, Text], part: Part) -> list[Pair]:
    """Read the pairs of one part, each once in Russian and once in English."""
    pairs: list[Pair] = []
    for place, row in enumerate(_lines(path)):
        if part_of(row["id"]) != part:
            continue
        text = texts[row["id"]]
        passage = Passage(place, text.title, text.text, text.language)
        for number, written in enumerate(row["pairs"]):
            pairs += _in_both_languages(f"{row['id']}/{number}", passage, written)
    return pairs


def _in_both_languages(name: str, passage: Passage, written: dict[str, Any]) -> Iterator[Pair]:
    span = _place_of(written["answer"], written["asked"][passage.language], passage)
    for language in LANGUAGES:
        asked = Example(
            f"{name}/{language}", written["asked"][language], language, passage, (span,)
        )
        twin = replace(asked, id=f"{asked.id}/twin", question=written["twin"][language], answers=())
        yield Pair(asked, twin, written["twin"]["kind"])


def _place_of(answer: str, question: str, passage: Passage) -> Span:
    """Where the answer stands; of several places that in the sentence most like the question."""
    starts = []
    at = passage.text.find(answer)
    while at >= 0:
        starts.append(at)
        at = passage.text.find(answer, at + 1)
    if not starts:
        raise ValueError(f"the answer {answer!r} isn't in its text")
    wanted = set(normalise(question))

    def alike(start: int) -> int:
        around = next((s for s in sentences_of(passage) if s.start <= start < s.end), None)
        said = normalise(passage.text[around.start : around.end]) if around else []
        return len(wanted.intersection(said))

    best = max(starts, key=alike)
    return Span(best, best + len(answer))


def _lines(path: Path) -> list[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]
