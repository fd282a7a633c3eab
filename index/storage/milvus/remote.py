"""What of a corpus is in Milvus, written and read."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
from pymilvus import MilvusClient
from pymilvus.exceptions import MilvusException

from index.storage.milvus import collections as named
from index.storage.milvus.collections import Record
from index.storage.milvus.connecting import Connection, MilvusSettings, is_without_collection
from index.storage.milvus.payload import Tables, from_parts, to_parts
from index.vectors.base import Vector

# What one request carries: bytes of text, and rows.
_TOGETHER_BYTES = 4_000_000
_TOGETHER = 1_000
_PAGE = 4_000
_PAGE_OF_TEXT = 64
# What writing much may take, in seconds.
_WRITING_S = 60.0
# More than these a search never gives.
_MOST = 16_384
_EF = 200
_HEAD = "head"


@dataclass(frozen=True, slots=True)
class Head:
    """What was published last. Of documents gone by `purged` nothing is known any more.

    `last` are the last numbers that rows of documents and passages ever had.
    """

    format: int
    id: str
    revision: int
    fingerprint: str
    sources: list[str]
    published: float
    dimension: int
    purged: int = 0
    last: dict[str, int] = field(default_factory=dict)

    @property
    def of(self) -> tuple[str, int]:
        """What is another for every publication."""
        return self.id, self.revision

    @classmethod
    def read(cls, text: str) -> "Head":
        return cls(**json.loads(text))

    def written(self) -> str:
        return json.dumps(asdict(self))


class Remote:
    """The collections of one corpus; raises EngineError, StorageError."""

    def __init__(self, settings: MilvusSettings) -> None:
        self.settings = settings
        self.connection = Connection(settings)

    def head(self) -> Head | None:
        """What was published last, None where nothing was."""
        found = self.texts(_HEAD)
        return Head.read(found[_HEAD]) if found else None

    def set_head(self, head: Head) -> None:
        """Let a revision be the last one, at once for everybody."""
        self.put_text(_HEAD, head.written())

    def texts(self, beginning: str) -> dict[str, str]:
        """The rows of text whose keys begin so."""
        condition = f'key like "{beginning}%"'
        rows = self._rows(self.settings.name, condition, ["key", "value"])
        return {row["key"]: row["value"] for row in rows}

    def put_text(self, key: str, value: str) -> None:
        """Write a row of text."""
        self._write(self.settings.name, [named.text(key, value)], named.make_texts)

    def drop_text(self, key: str) -> None:
        """Delete a row of text."""
        with self.connection.client() as client:
            client.delete(self.settings.name, ids=[key], timeout=self.settings.timeout_s)

    def came(self, id_: str, since: int, until: int) -> list[int]:
        """The rows of documents that came after a revision and until another."""
        rows = self._of_revisions(id_, named.FIRST, f"revision > {since} and revision <= {until}")
        return sorted(rows)

    def went(self, id_: str, since: int, until: int) -> dict[int, int]:
        """The rows that went after a revision and until another, with the one each went in."""
        return self._of_revisions(id_, named.GONE, f"revision > {since} and revision <= {until}")

    def went_before(self, id_: str, at: float) -> dict[int, int]:
        """The same of what went before a time, in seconds since 1970."""
        return self._of_revisions(id_, named.GONE, f"at < {int(at)}")

    def documents(self, id_: str, rows: Sequence[int]) -> Iterator[Tables]:
        """Documents by their rows; raises ValueError where one isn't whole."""
        name = named.documents_of(self.settings.name, id_)
        condition = f"row in {list(rows)} and part >= {named.FIRST}"
        parts: dict[int, dict[int, str]] = {row: {} for row in rows}
        columns = ["row", "part", "payload"]
        for found in self._rows(name, condition, columns, _PAGE_OF_TEXT):
            parts[found["row"]][found["part"]] = found["payload"]
        for row in rows:
            yield from_parts([payload for _, payload in sorted(parts[row].items())])

    def vectors(self, id_: str, dimension: int, rows: Sequence[int]) -> dict[int, Vector]:
        """The vectors of the passages of documents, by the passages' ids."""
        name = named.passages_of(self.settings.name, id_, dimension)
        found = self._rows(name, f"row in {list(rows)}", ["id", "vector"], _TOGETHER)
        return {row["id"]: np.asarray(row["vector"], np.float32) for row in found}

    def write_documents(
        self, id_: str, revision: int, at: float, documents: Iterable[tuple[int, Tables]]
    ) -> None:
        """Write documents by their rows."""
        records = (
            named.part(row, number, revision, at, payload, len(parts))
            for row, tables in documents
            for parts in [to_parts(tables)]
            for number, payload in enumerate(parts, named.FIRST)
        )
        name = named.documents_of(self.settings.name, id_)
        self._write(name, records, named.make_documents)

    def write_gone(self, id_: str, revision: int, at: float, rows: Iterable[int]) -> None:
        """Write that documents went."""
        records = (named.part(row, named.GONE, revision, at) for row in rows)
        name = named.documents_of(self.settings.name, id_)
        self._write(name, records, named.make_documents)

    def write_vectors(
        self, id_: str, born: int, dimension: int, passages: Iterable[tuple[int, int, Vector]]
    ) -> None:
        """Write the vectors of passages, each with its id and the row of its document."""
        records = (
            {"id": passage, "row": row, "born": born, "vector": vector.tolist()}
            for passage, row, vector in passages
        )
        self._write(
            named.passages_of(self.settings.name, id_, dimension),
            records,
            lambda client, name, timeout: named.make_passages(client, name, dimension, timeout),
        )

    def undo(self, id_: str, revision: int) -> None:
        """Delete what was written of revisions that never came, after one that did."""
        for name in self._collections(id_):
            column = "revision" if name.endswith("documents") else "born"
            self._delete(name, f"{column} > {revision}")

    def purge(self, id_: str, rows: Sequence[int]) -> None:
        """Delete documents for good."""
        # What says that they went goes last: what is broken off is gone on with.
        names = sorted(self._collections(id_), reverse=True)
        for start in range(0, len(rows), _TOGETHER):
            for name in names:
                self._delete(name, f"row in {list(rows[start : start + _TOGETHER])}")

    def drop_others(self, id_: str) -> None:
        """Drop the collections of what was there before the corpus was made anew."""
        kept = set(self._collections(id_))
        for name in self._collections(None):
            if name not in kept:
                with self.connection.client() as client:
                    client.drop_collection(name, timeout=_WRITING_S)

    def nearest(
        self, id_: str, revision: int, query: Vector, limit: int
    ) -> list[tuple[int, float]]:
        """The passages nearest to a vector with their inner products, also those that went.

        Fewer than the limit are given where there are no more.
        """
        limit = min(limit, _MOST)
        name = named.passages_of(self.settings.name, id_, len(query))
        found = self.connection.loaded(
            name,
            lambda client: client.search(
                name,
                data=[query.tolist()],
                anns_field="vector",
                limit=limit,
                filter=f"born <= {revision}",
                search_params={"metric_type": "IP", "params": {"ef": max(_EF, limit)}},
                timeout=self.settings.timeout_s,
            ),
        )
        return [(int(hit["id"]), float(hit["distance"])) for hit in found[0]]

    def _of_revisions(self, id_: str, part: int, condition: str) -> dict[int, int]:
        name = named.documents_of(self.settings.name, id_)
        rows = self._rows(name, f"part == {part} and {condition}", ["row", "revision"])
        return {row["row"]: row["revision"] for row in rows}

    def _rows(
        self, name: str, condition: str, columns: list[str], page: int = _PAGE
    ) -> list[Record]:
        """Rows as they are now, whoever wrote them; none where there is no such collection."""

        def read(client: MilvusClient) -> list[Record]:
            found: list[Record] = []
            try:
                pages = client.query_iterator(
                    name,
                    batch_size=page,
                    filter=condition,
                    output_fields=columns,
                    consistency_level="Strong",
                    timeout=self.settings.timeout_s,
                )
                while rows := pages.next():
                    found += rows
                pages.close()
            except MilvusException as error:
                if not is_without_collection(error):
                    raise
            return found

        return self.connection.loaded(name, read)

    def _write(
        self,
        name: str,
        records: Iterable[Record],
        make: Callable[[MilvusClient, str, float], None],
    ) -> None:
        for batch in _batches(records):
            with self.connection.client() as client:
                if not client.has_collection(name, timeout=self.settings.timeout_s):
                    try:
                        make(client, name, _WRITING_S)
                    except MilvusException:
                        # Another may have been quicker.
                        if not client.has_collection(name, timeout=self.settings.timeout_s):
                            raise
                client.upsert(name, batch, timeout=_WRITING_S)

    def _delete(self, name: str, condition: str) -> None:
        with self.connection.client() as client:
            client.delete(name, filter=condition, timeout=_WRITING_S)

    def _collections(self, id_: str | None) -> list[str]:
        with self.connection.client() as client:
            names = client.list_collections(timeout=self.settings.timeout_s)
        return named.own(self.settings.name, id_, names)


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    size = 0
    for record in records:
        batch.append(record)
        size += len(record.get("payload", ""))
        if len(batch) == _TOGETHER or size > _TOGETHER_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
