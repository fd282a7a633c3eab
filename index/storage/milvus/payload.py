"""A document with all that belongs to it as text, in parts that a row of Milvus can hold."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from index.storage.database import Row
from index.storage.store import Store

# Bytes of a part; a field holds 65,535.
_PART = 60_000
# What a row of each table has, but for the vectors of passages, which Milvus searches.
COLUMNS = {
    "documents": (
        "row, born, id, hash, title, language, source, url, date, path, translation_of, "
        "media_type, original, text, blocks"
    ),
    "anchors": 'document, start, "end", kind, number, label, box',
    "passages": 'id, document, start, "end", words',
    "sentences": 'document, start, "end", vector',
}
Tables = dict[str, list[list[Any]]]


def read(store: Store, row: int) -> Tables:
    """The rows of a document in every table."""
    tables: Tables = {}
    for table, columns in COLUMNS.items():
        key = "row" if table == "documents" else "document"
        rows = store.rows(f"SELECT {columns} FROM {table} WHERE {key} = :row", row=row)
        tables[table] = [list(values) for values in rows]
    return tables


def to_parts(tables: Mapping[str, Sequence[Row | Sequence[object]]]) -> list[str]:
    """Write rows, as ASCII."""
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), default=_written)
    packed = base64.b85encode(zlib.compress(text.encode("utf-8", "surrogatepass"))).decode("ascii")
    return [packed[start : start + _PART] for start in range(0, len(packed), _PART)]


def from_parts(parts: Sequence[str]) -> Tables:
    """Read what `to_parts` wrote; raises ValueError where something is missing."""
    try:
        packed = zlib.decompress(base64.b85decode("".join(parts)))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    tables: Tables = json.loads(packed.decode("utf-8", "surrogatepass"))
    for rows in tables.values():
        for row in rows:
            row[:] = [_read(value) for value in row]
    return tables


def _written(value: object) -> object:
    assert isinstance(value, bytes)
    return {"bytes": base64.b85encode(value).decode("ascii")}


def _read(value: object) -> object:
    return base64.b85decode(value["bytes"]) if isinstance(value, dict) else value
