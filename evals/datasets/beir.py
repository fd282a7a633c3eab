"""BEIR folders: `corpus.jsonl`, `queries.jsonl`, `qrels/*.tsv` (RusBEIR and MIRACL too)."""

import json
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


def read(folder: Path) -> Suite:
    """Read a folder; only queries with a judgement become cases; raises SuiteError."""
    corpus = folder / "corpus.jsonl"
    documents = {}
    for number, row in _rows(corpus):
        name, text = _field(corpus, number, row, "_id"), _field(corpus, number, row, "text")
        if name in documents:
            raise at_line(corpus, number, f"id {name} is taken")
        title = str(row.get("title") or "")
        documents[name] = Document(name, title, text, detect(f"{title} {text}"[:5_000]) or "und")
    relevant = _judgements(folder)
    queries = folder / "queries.jsonl"
    cases: dict[str, Case] = {}
    for number, row in _rows(queries):
        name, text = _field(queries, number, row, "_id"), _field(queries, number, row, "text")
        if name in cases:
            raise at_line(queries, number, f"id {name} is taken")
        if any(grade > 0 for grade in relevant.get(name, {}).values()):
            language = _language(queries, number, text)
            grades = tuple(sorted(relevant[name].items()))
            cases[name] = Case(name, text, language, (), (), True, relevant=grades)
    return Suite(folder.name, tuple(cases.values()), tuple(documents.values()))


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
        cells = line.split("\t")
        if not line.strip() or (number == 1 and not cells[-1].strip().lstrip("-").isdigit()):
            continue
        if len(cells) not in (3, 4) or not cells[-1].strip().lstrip("-").isdigit():
            raise at_line(files[split], number, "not query, document and grade")
        grades[cells[0]][cells[-2]] = int(cells[-1])
    return grades


def _language(path: Path, number: int, text: str) -> Language:
    found = detect(text)
    for language in LANGUAGES:
        if language == found:
            return language
    raise at_line(path, number, f"the query is in {found or '?'}, not in Russian or English")
