"""BEIR folders: `corpus.jsonl`, `queries.jsonl`, `qrels/*.tsv` (RusBEIR and MIRACL too)."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.datasets.broken import at_line, read_text
from evals.types import Case, Suite
from index.errors import SuiteError
from index.text.language import detect
from index.types import Document
from qa.types import LANGUAGES, Language

# The split that results are reported on, where there are several.
_PREFERRED_SPLITS = ("test", "dev", "train")
_GRADE = re.compile(r"-?[0-9]+")


def read(folder: Path) -> Suite:
    """Read a folder; raises SuiteError.

    Only queries with a judgement become cases. Documents without a word are left out, by `empty`;
    one that has a title alone is its title, as BEIR reads it.
    """
    documents, empty = _corpus(folder / "corpus.jsonl")
    relevant = _judgements(folder)
    queries = folder / "queries.jsonl"
    cases: dict[str, Case] = {}
    for number, row in _rows(queries):
        name = _field(queries, number, row, "_id")
        if name in cases:
            raise at_line(queries, number, f"id {name} is taken")
        if any(grade > 0 for grade in relevant.get(name, {}).values()):
            text = _field(queries, number, row, "text")
            language = _language(queries, number, text)
            grades = tuple(sorted(relevant[name].items()))
            cases[name] = Case(name, text, language, (), (), True, relevant=grades)
    return Suite(folder.name, tuple(cases.values()), documents, empty)


def _corpus(path: Path) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The documents, and the ids of those that are empty."""
    documents: dict[str, Document] = {}
    empty: dict[str, None] = {}
    for number, row in _rows(path):
        name, text = _field(path, number, row, "_id"), row.get("text")
        if not isinstance(text, str):
            raise at_line(path, number, "text is missing")
        if name in documents or name in empty:
            raise at_line(path, number, f"id {name} is taken")
        title = str(row.get("title") or "")
        text = text if _has_words(text) else title
        if _has_words(text):
            language = detect(f"{title} {text}"[:5_000]) or "und"
            documents[name] = Document(name, title, text, language)
        else:
            empty[name] = None
    if not documents:
        raise SuiteError("suite_place", path=path.parent, place=path.name, reason="it has no text")
    return tuple(documents.values()), tuple(empty)


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise at_line(path, number, error) from error
        if not isinstance(row, dict):
            raise at_line(path, number, "not a JSON object")
        yield number, row


def _field(path: Path, number: int, row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str | int) or not str(value).strip():
        raise at_line(path, number, f"{name} is missing")
    return str(value)


def _judgements(folder: Path) -> dict[str, dict[str, int]]:
    """Grades by query and document; a header line or none, three or four columns (TREC)."""
    files = {path.stem: path for path in sorted((folder / "qrels").glob("*.tsv"))}
    split = next((name for name in _PREFERRED_SPLITS if name in files), next(iter(files), None))
    if split is None:
        raise SuiteError("suite_missing", path=folder / "qrels" / "test.tsv")
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for number, line in enumerate(read_text(files[split]).split("\n"), start=1):
        cells = [cell.strip() for cell in line.split("\t")]
        graded = _GRADE.fullmatch(cells[-1])
        if not line.strip() or (number == 1 and not graded):
            continue
        if len(cells) not in (3, 4) or not graded:
            raise at_line(files[split], number, "not query, document and grade")
        grades[cells[0]][cells[-2]] = int(cells[-1])
    return grades


def _language(path: Path, number: int, text: str) -> Language:
    found = detect(text)
    for language in LANGUAGES:
        if language == found:
            return language
    raise at_line(path, number, f"the query is in {found or '?'}, not in Russian or English")
