"""Statements written over held-out texts, with what each is checked against."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.text.chunking import chunk
from index.text.units import paragraphs_within
from index.types import Document, Hit, Passage
from qa.checking.checker import Source
from qa.types import Evidence
from training.sets.hand_pairs import LANGUAGES, Part, laid_out, own_texts, read_texts
from training.sets.hand_statements import statement_rows


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with what it cites, and whether that bears it out; `kind` names the change."""

    said: str
    language: str
    cited: tuple[Source, ...]
    true: bool
    kind: str

    @property
    def way(self) -> str:
        """The language said and the language cited."""
        return f"{self.language}→{self.cited[0].document.language}"


def read_statements(data: Path, part: Part) -> list[Statement]:
    """Read the statements of a part; `data` is the folder of the texts they are about."""
    texts, own = read_texts(data), own_texts()
    sources: dict[str, tuple[Source, ...]] = {}
    found: list[Statement] = []
    for row in statement_rows(part):
        name = row["id"]
        if name not in sources:
            text = texts[name]
            document = Document(name, text.title, text.text, text.language)
            if name in own:
                document = laid_out(name, text.title, text.language, own[name])
            sources[name] = tuple(_sources(document))
        for true in (True, False):
            told = row["true" if true else "changed"]
            kind = "true" if true else told["kind"]
            for language in LANGUAGES:
                found.append(Statement(told[language], language, sources[name], true, kind))
    return found


def _sources(document: Document) -> Iterator[Source]:
    """The passages of a document with their units, as they would have been found."""
    for number, span in enumerate(chunk(document), start=1):
        passage = Passage(
            number, document.id, span.start, span.end, document.text[span.start : span.end]
        )
        hit = Hit(passage, document, 1.0)
        yield Source(
            tuple(
                Evidence(hit, unit.start, unit.end, 0.0)
                for paragraph in paragraphs_within(document, span)
                for unit in paragraph.sentences
                if span.start <= unit.start and unit.end <= span.end
            )
        )
