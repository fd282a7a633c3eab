"""The collections of a corpus: their names, and their fields.

`NAME` holds few rows of text: `head`, the revision that is whole, and the claims of those who would
write. `NAME_ID_documents` holds documents in parts and, as rows of their own, that they are gone;
`NAME_ID_passages_D` the vectors of their passages, of D numbers.
"""

import re
from typing import Any

from pymilvus import DataType, MilvusClient

# Characters that tell a corpus from the one that was there before it was made anew.
_ID = 12
# A document's key is its row and the number of a part, 0 being that it is gone.
_PARTS = 1 << 20
GONE = 0
FIRST = 1
_MOST_BYTES = 65_535
# Where nothing is searched a vector is wanted all the same.
_NOTHING = [0.0, 0.0]
Record = dict[str, Any]


def documents_of(name: str, id_: str) -> str:
    """The collection of a corpus's documents."""
    return f"{name}_{id_[:_ID]}_documents"


def passages_of(name: str, id_: str, dimension: int) -> str:
    """The collection of the vectors of a corpus's passages."""
    return f"{name}_{id_[:_ID]}_passages_{dimension}"


def own(name: str, id_: str | None, collections: list[str]) -> list[str]:
    """Those of some collections that are a corpus's; all that ever were for None."""
    id_ = id_[:_ID] if id_ else f"[0-9a-f]{{{_ID}}}"
    pattern = re.compile(rf"{name}_{id_}_(documents|passages_\d+)")
    return [found for found in collections if pattern.fullmatch(found)]


def text(key: str, value: str) -> Record:
    """A row of text."""
    return {"key": key, "value": value, "nothing": _NOTHING}


def part(row: int, number: int, revision: int, at: float, payload: str = "", of: int = 0) -> Record:
    """A part of a document that came in a revision, or that it went there."""
    return {
        "key": row * _PARTS + number,
        "row": row,
        "part": number,
        "parts": of,
        "revision": revision,
        "at": int(at),
        "payload": payload,
        "nothing": _NOTHING,
    }


def make_texts(client: MilvusClient, name: str, timeout: float) -> None:
    """Make the collection of rows of text."""
    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", DataType.VARCHAR, max_length=100, is_primary=True)
    schema.add_field("value", DataType.VARCHAR, max_length=_MOST_BYTES)
    _make(client, name, schema, timeout)


def make_documents(client: MilvusClient, name: str, timeout: float) -> None:
    """Make the collection of documents."""
    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", DataType.INT64, is_primary=True)
    for column in ("row", "part", "parts", "revision", "at"):
        schema.add_field(column, DataType.INT64)
    schema.add_field("payload", DataType.VARCHAR, max_length=_MOST_BYTES)
    _make(client, name, schema, timeout)


def make_passages(client: MilvusClient, name: str, dimension: int, timeout: float) -> None:
    """Make the collection of vectors."""
    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    for column in ("row", "born"):
        schema.add_field(column, DataType.INT64)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    index = client.prepare_index_params()
    index.add_index(
        "vector",
        index_type="HNSW",
        metric_type="IP",
        params={"M": 16, "efConstruction": 200},
    )
    client.create_collection(name, schema=schema, index_params=index, timeout=timeout)


def _make(client: MilvusClient, name: str, schema: Any, timeout: float) -> None:
    schema.add_field("nothing", DataType.FLOAT_VECTOR, dim=len(_NOTHING))
    index = client.prepare_index_params()
    index.add_index("nothing", index_type="FLAT", metric_type="IP")
    client.create_collection(name, schema=schema, index_params=index, timeout=timeout)
