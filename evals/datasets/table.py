"""A spreadsheet of questions and answers, saved as CSV.

Columns by name, in English or Russian: question, answer, and where wanted id, document, quote,
language, tags. Alternatives of an answer are separated by "|"; answers that are all needed stand on
lines of their own in the cell. No answer: the sources don't say. Empty rows are passed over, and a
first line "sep=;", by which Excel is told the delimiter, is heeded.
"""

import csv
import io
import re
from pathlib import Path

from evals.datasets.broken import at_line, read_text
from evals.metrics.visible import visible
from evals.types import Case, Gold, Suite
from index.text.language import detect
from qa.records.cells import restore
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


# Excel's line; some programs quote it, or fill it up to the width of the table.
_TOLD_DELIMITER = re.compile(r'"?sep=(.)"?[\t;,]*', re.I)
_NO_CONTENT = '\t;," '


def read(path: Path) -> Suite:
    """Read a table; raises SuiteError with the line and the reason where it is broken."""
    lines = read_text(path, only_utf8=False).split("\n")
    delimiter, start = _find_header(lines)
    reader = csv.reader(io.StringIO("\n".join(lines[start:])), delimiter=delimiter)
    try:
        header, *rows = list(reader) or [[]]
    except csv.Error as error:
        raise at_line(path, start + reader.line_num, error) from error
    columns = _find_columns(path, start + 1, [_plain(cell) for cell in header])
    cases: dict[str, Case] = {}
    for number, row in enumerate(rows, start=start + 2):
        cells = {name: _plain(row[i]) if i < len(row) else "" for name, i in columns.items()}
        if not any(map(_plain, row)):
            continue
        case = _case(path, number, cells)
        if case.id in cases:
            raise at_line(path, number, f"id {case.id} is taken")
        cases[case.id] = case
    return Suite(path.stem, tuple(cases.values()))


def _find_header(lines: list[str]) -> tuple[str, int]:
    """The delimiter, told or most frequent, and the number of lines before the columns' names."""
    told = None
    for number, line in enumerate(lines):
        match = _TOLD_DELIMITER.fullmatch(line)
        if match and told is None:
            told = match[1]
        elif line.strip(_NO_CONTENT + (told or "")):
            return told or max("\t;,", key=line.count), number
    return told or ",", 0


def _plain(cell: str) -> str:
    """A cell's text; one that only looks empty is."""
    cell = restore(cell.strip()).strip()
    return cell if visible(cell).strip() else ""


def _find_columns(path: Path, number: int, header: list[str]) -> dict[str, int]:
    names = [visible(cell).strip().casefold() for cell in header]
    columns = {
        column: names.index(spelling)
        for column, spellings in _COLUMNS.items()
        for spelling in spellings
        if spelling in names
    }
    for needed in ("question", "answer"):
        if needed not in columns:
            raise at_line(path, number, f"no column {' / '.join(_COLUMNS[needed])}")
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
    found = cells.get("language", "").casefold() or detect(cells["question"]) or "en"
    for language in LANGUAGES:
        if language == found:
            return language
    raise at_line(path, number, f"the language {found} is neither ru nor en")
