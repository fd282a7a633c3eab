"""A spreadsheet of questions and answers, saved as CSV.

Columns by name, in English or Russian: question, answer, and where wanted id, document, quote,
language, tags. Alternatives of an answer are separated by "|"; answers that are all needed stand on
lines of their own in the cell. No answer: the sources don't say.
"""

import csv
import io
from pathlib import Path

from evals.datasets.broken import at_line, read_text
from evals.types import Case, Gold, Suite
from index.text.language import detect
from qa.types import LANGUAGES, Language

_COLUMNS = {
    "question": ("question", "вопрос"),
    "answer": ("answer", "ответ"),
    "id": ("id", "номер"),
    "document": ("document", "документ"),
    "quote": ("quote", "цитата"),
    "language": ("language", "язык"),
    "tags": ("tags", "метки"),
}


def read(path: Path) -> Suite:
    """Read a table; raises SuiteError with the line and the reason where it is broken."""
    text = read_text(path, only_utf8=False)
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        rows = list(reader)
    except csv.Error as error:
        raise at_line(path, reader.line_num, error) from error
    columns = _find_columns(path, rows[0] if rows else [])
    cases: dict[str, Case] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        cells = {name: row[i].strip() if i < len(row) else "" for name, i in columns.items()}
        case = _case(path, number, cells)
        if case.id in cases:
            raise at_line(path, number, f"id {case.id} is taken")
        cases[case.id] = case
    return Suite(path.stem, tuple(cases.values()))


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max("\t;,", key=header.count)


def _find_columns(path: Path, header: list[str]) -> dict[str, int]:
    names = [cell.strip().lower() for cell in header]
    columns = {
        column: names.index(spelling)
        for column, spellings in _COLUMNS.items()
        for spelling in spellings
        if spelling in names
    }
    for needed in ("question", "answer"):
        if needed not in columns:
            raise at_line(path, 1, f"no column {' / '.join(_COLUMNS[needed])}")
    return columns


def _case(path: Path, number: int, cells: dict[str, str]) -> Case:
    if not cells["question"]:
        raise at_line(path, number, "the question is empty")
    groups = [
        tuple(option.strip() for option in group.split("|") if option.strip())
        for group in cells["answer"].split("\n")
    ]
    answers = tuple(group for group in groups if group)
    evidence: tuple[Gold, ...] = ()
    if cells.get("document") and cells.get("quote"):
        evidence = (Gold(cells["document"], cells["quote"]),)
    return Case(
        id=cells.get("id") or f"line-{number}",
        question=cells["question"],
        language=_language(path, number, cells),
        answers=answers,
        evidence=evidence if answers else (),
        answerable=bool(answers),
        tags=tuple(tag.strip() for tag in cells.get("tags", "").split(",") if tag.strip()),
    )


def _language(path: Path, number: int, cells: dict[str, str]) -> Language:
    found = cells.get("language") or detect(cells["question"]) or "en"
    for language in LANGUAGES:
        if language == found:
            return language
    raise at_line(path, number, f"the language {found} is neither ru nor en")
