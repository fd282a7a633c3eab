"""Values parted by commas, semicolons or tabs: the tables that spreadsheets write as text."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from index.loaders.encoding import decode
from index.loaders.parsed import Builder, Parsed, clean
from index.loaders.values.sheets import Row, lay_sheet
from index.loaders.values.tables import Cell

_DELIMITERS = ";\t,|"
_SAMPLE_ROWS = 50
_SAMPLE_CHARACTERS = 50_000
_TOLD = re.compile(r'\A"?sep=(.)"?[^\n]*\n', re.I)
_MOST_COLUMNS = 1_000
_MOST_ROWS = 200_000
_LONGEST_CELL = 1_000_000
_CUT = "document_cut"


def read_table_text(data: bytes, path: Path) -> Parsed:
    """Read a file of values; raises LoadError where its bytes are no text."""
    source, warnings = decode(path, data)
    source = source.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    told = _TOLD.match(source)
    if told:
        source = source[told.end() :]
    delimiter = told[1] if told else _delimiter(source, path)
    rows: list[Row] = []
    for number, values in enumerate(_records(source, delimiter), start=1):
        if number > _MOST_ROWS or len(values) > _MOST_COLUMNS:
            warnings = (*warnings, _CUT)
        if number > _MOST_ROWS:
            break
        texts = (clean(value) for value in values[:_MOST_COLUMNS])
        rows.append(Row(number, {at: Cell(text) for at, text in enumerate(texts) if text}))
    builder = Builder()
    lay_sheet(builder, rows)
    return builder.finish(warnings=warnings)


def _delimiter(source: str, path: Path) -> str:
    """The sign that parts most rows into the same number of values.

    Of several that do, one that stands behind every value in quotation marks. What stands at the
    end of every row alone parts nothing.
    """
    if path.suffix.lower() in (".tsv", ".tab") and "\t" in source:
        return "\t"
    sample = source[:_SAMPLE_CHARACTERS]
    best, best_score = ",", (0.0, False, 0)
    for delimiter in _DELIMITERS:
        rows = [row for row in islice(_records(sample, delimiter), _SAMPLE_ROWS) if row]
        counts = Counter(len(row) for row in rows if len(row) > 1)
        if counts:
            width, alike = counts.most_common(1)[0]
            filled = sum(map(any, zip(*(row for row in rows if len(row) == width), strict=True)))
            score = (round(alike / len(rows), 1), _ends_quotes(sample, delimiter), filled)
            if filled > 1 and score > best_score:
                best, best_score = delimiter, score
    return best


def _ends_quotes(sample: str, delimiter: str) -> bool:
    """Whether quoted values end at the delimiter; a sample may end inside of one."""
    try:
        for _ in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "expected after" not in str(error)
    return True


def _records(source: str, delimiter: str) -> Iterator[list[str]]:
    """Rows of values; where a quotation mark is left open, marks are taken as they stand."""
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        list(csv.reader(io.StringIO(source, newline=""), delimiter=delimiter, strict=True))
        quoting: int | None = csv.QUOTE_MINIMAL
    except csv.Error as error:
        quoting = (
            csv.QUOTE_NONE if "unexpected end" in str(error) or "limit" in str(error) else None
        )
    try:
        if quoting == csv.QUOTE_NONE:
            for line in source.split("\n"):
                yield [value.strip('"')[:_LONGEST_CELL] for value in line.split(delimiter)]
            return
        yield from csv.reader(io.StringIO(source, newline=""), delimiter=delimiter)
    finally:
        csv.field_size_limit(limit)
