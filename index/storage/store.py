"""The one source of truth: documents, passages, vectors and words, as of one revision."""

import json
import weakref
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np

from index.errors import IndexFormatError, SeedQAError
from index.storage.blobs import from_rounded_blob
from index.storage.database import Database, Row, one_of
from index.storage.entries import Entry, PassageInfo
from index.storage.layout import current_generation, rebuild_command, update_command
from index.storage.schema import DOCUMENT_COLUMNS, FORMAT_VERSION, TABLES
from index.storage.sqlite import SqliteDatabase, connect_to_read
from index.storage.structure import from_json
from index.text.remembering import DOCUMENT_CHARACTERS, Recent
from index.types import Anchor, Document, Passage, Span
from index.vectors.base import Vector, VectorSearch

# What a revision sees of `documents`.
SEEN = "born <= :revision AND (gone IS NULL OR gone > :revision)"

# Rows that one query asks for.
_TOGETHER = 500


class Store:
    """A store as a reader sees it, which is one revision; safe between threads.

    `folder` is where this machine keeps what is derived from it.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self.folder = folder
        self.revision = 0
        self._database = database
        self._recent: Recent[int, Document] = Recent(DOCUMENT_CHARACTERS)
        weakref.finalize(self, database.close)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the last revision of a file to read it; raises IndexFormatError."""
        if not path.is_file():
            raise IndexFormatError("index_missing", path=path.parent)
        return cls.open_last(SqliteDatabase(connect_to_read(path), path), path.parent)

    @classmethod
    def open_last(cls, database: Database, folder: Path) -> Self:
        """Take up the last revision to read it; raises IndexFormatError, EngineError."""
        store = cls(database, folder)
        try:
            store.check_health()
            store.check_format()
            store.revision = store.last_revision()
            if not store.revision:
                raise database.missing()
        except SeedQAError:
            store.close()
            raise
        return store

    @property
    def where(self) -> str:
        """What errors call the place."""
        return self._database.where

    def check_health(self) -> None:
        """Raise IndexFormatError where the file is damaged."""
        self._database.check_health()

    def format(self) -> str:
        """The version of the tables, "" where there are none, "?" where they are no store's."""
        names = self._database.tables()
        if not names:
            return ""
        found = (self.meta("format") or "?") if "meta" in names else "?"
        whole = found != str(FORMAT_VERSION) or set(TABLES) <= names
        return found if whole else "?"

    def check_format(self) -> None:
        """Raise IndexFormatError where the store was written by another format version."""
        found, folder = self.format(), self.folder
        if found == str(FORMAT_VERSION):
            return
        if found:
            command = update_command if self._database.migrates(found) else rebuild_command
            raise IndexFormatError(
                "index_old_format",
                path=self.where,
                found=found,
                expected=FORMAT_VERSION,
                command=command(folder),
            )
        # Its making was broken off before the first transaction, or it has been emptied since.
        if current_generation(folder) is None:
            raise self._database.missing()
        raise self._database.damaged("empty")

    def meta(self, key: str) -> str | None:
        rows = self.rows("SELECT value FROM meta WHERE key = :key", key=key)
        return rows[0][0] if rows else None

    def last_revision(self) -> int:
        """The last revision there is by now; 0 where none was ever published."""
        return int(self.meta("revision") or 0)

    def hashes(self) -> dict[str, str]:
        """The content hash of every document by its id."""
        return dict(self.rows(f"SELECT id, hash FROM documents WHERE {SEEN} ORDER BY id"))

    def entries(self) -> dict[str, Entry]:
        """What a sync compares of every document, by its id."""
        rows = self.rows(f"SELECT id, hash, path, translation_of FROM documents WHERE {SEEN}")
        return {name: Entry(*rest) for name, *rest in rows}

    def documents(self, ids: Collection[str] | None = None) -> list[Document]:
        """Every document, or those of the ids given that there are, by id."""
        chosen, values = ("", {}) if ids is None else one_of("id", ids)
        return self._documents(f"true{chosen}", values) if ids is None or ids else []

    def document(self, document_id: str) -> Document | None:
        return next(iter(self.documents([document_id])), None)

    def versions(self, originals: Collection[str]) -> dict[str, list[Document]]:
        """Originals and what translates them, by the original's id, the original first.

        An original that isn't there has no versions.
        """
        if not originals:
            return {}
        chosen, values = one_of("id", originals)
        translating, _ = one_of("translation_of", originals)
        found = self._documents(f"((true{chosen}) OR (true{translating}))", values)
        versions = {document.id: [document] for document in found if document.id in originals}
        for document in found:
            if document.translation_of in versions and document.id != document.translation_of:
                versions[document.translation_of].append(document)
        return versions

    def passage_infos(self, ids: Collection[int]) -> dict[int, PassageInfo]:
        """Where passages lie, by their ids; those that are gone are left out."""
        chosen, values = one_of("passages.id", ids)
        rows = self.rows(
            "SELECT passages.id, documents.id, language, translation_of, passages.start, "
            f"passages.end FROM passages JOIN documents ON row = document WHERE true{chosen}",
            **values,
        )
        return {row[0]: PassageInfo(*row) for row in rows}

    def passages_of(self, documents: Sequence[Document]) -> dict[str, list[Passage]]:
        """The passages of documents, in their order, by document id."""
        texts = {document.id: document.text for document in documents}
        if not texts:
            return {}
        chosen, values = one_of("documents.id", texts)
        rows = self.rows(
            "SELECT passages.id, documents.id, passages.start, passages.end FROM passages "
            f"JOIN documents ON row = document WHERE {SEEN}{chosen} ORDER BY start",
            **values,
        )
        found: dict[str, list[Passage]] = {name: [] for name in texts}
        for passage, name, start, end in rows:
            found[name].append(Passage(passage, name, start, end, texts[name][start:end]))
        return found

    def passage_vectors(self, ids: Collection[int]) -> dict[int, np.ndarray]:
        """The vectors of passages, by their ids; those that are gone are left out."""
        chosen, values = one_of("id", ids)
        rows = self.rows(f"SELECT id, vector FROM passages WHERE true{chosen}", **values)
        return {passage_id: self.vector(vector) for passage_id, vector in rows}

    def passage_sentences(self, ids: Collection[int]) -> dict[int, list[tuple[Span, np.ndarray]]]:
        """The sentences that lie in passages, with their vectors, by the passages' ids."""
        chosen, values = one_of("passages.id", ids)
        rows = self.rows(
            "SELECT passages.id, sentences.start, sentences.end, sentences.vector "
            "FROM passages JOIN sentences ON sentences.document = passages.document "
            "AND sentences.start < passages.end AND sentences.end > passages.start "
            f"WHERE true{chosen} ORDER BY sentences.start",
            **values,
        )
        found: dict[int, list[tuple[Span, np.ndarray]]] = {passage_id: [] for passage_id in ids}
        for passage_id, start, end, vector in rows:
            found[passage_id].append((Span(start, end), from_rounded_blob(vector)))
        return found

    def sentences_within(
        self, areas: Sequence[tuple[str, Span]]
    ) -> list[list[tuple[Span, np.ndarray]]]:
        """The sentences that lie in spans of documents, with their vectors, span by span."""
        found: list[list[tuple[Span, np.ndarray]]] = [[] for _ in areas]
        if not areas:
            return found
        listed = ", ".join(f"({n}, :id{n}, :start{n}, :end{n})" for n in range(len(areas)))
        values: dict[str, object] = {}
        for n, (document_id, span) in enumerate(areas):
            values |= {f"id{n}": document_id, f"start{n}": span.start, f"end{n}": span.end}
        # CROSS JOIN keeps the order: from the few spans to their documents to their sentences.
        rows = self.rows(
            f'WITH areas (number, id, start, "end") AS (VALUES {listed}) '
            "SELECT number, sentences.start, sentences.end, vector FROM areas "
            f"CROSS JOIN documents ON documents.id = areas.id AND {SEEN} "
            "CROSS JOIN sentences ON document = row "
            "AND sentences.start < areas.end AND sentences.end > areas.start "
            "ORDER BY sentences.start",
            **values,
        )
        for number, start, end, vector in rows:
            found[number].append((Span(start, end), from_rounded_blob(vector)))
        return found

    def anchors(self, document_id: str, span: Span | None = None) -> list[Anchor]:
        """Where the words of a document, or of a span of it, stand in its original, in order."""
        within = "" if span is None else " AND anchors.start < :end AND anchors.end > :start"
        values = {} if span is None else {"start": span.start, "end": span.end}
        rows = self.rows(
            "SELECT kind, anchors.start, anchors.end, number, label, box FROM documents "
            f"JOIN anchors ON document = row WHERE {SEEN} AND documents.id = :id{within} "
            "ORDER BY anchors.start, anchors.rowid",
            id=document_id,
            **values,
        )
        return [
            Anchor(kind, start, end, number, label, tuple(json.loads(box)) if box else None)
            for kind, start, end, number, label, box in rows
        ]

    def counts(self) -> dict[str, int]:
        """How many documents, passages (called chunks to the outside) and sentences there are."""
        # Nearly everything is seen, and what isn't is found by what is indexed.
        unseen = (
            "(SELECT row FROM documents WHERE born > :revision UNION "
            "SELECT row FROM documents WHERE gone <= :revision)"
        )
        tables = {
            "documents": ("documents", "row"),
            "chunks": ("passages", "document"),
            "sentences": ("sentences", "document"),
        }
        return {
            name: self.rows(
                f"SELECT (SELECT count(*) FROM {table}) - "
                f"(SELECT count(*) FROM {table} WHERE {column} IN {unseen})"
            )[0][0]
            for name, (table, column) in tables.items()
        }

    def close(self) -> None:
        self._database.close()

    def _documents(self, condition: str, values: dict[str, object]) -> list[Document]:
        """Documents by id; those that were read lately are the same objects."""
        chosen = self.rows(
            f"SELECT row, path FROM documents WHERE {SEEN} AND {condition} ORDER BY id", **values
        )
        found = {row: self._known(row, path) for row, path in chosen}
        unknown = [row for row, document in found.items() if document is None]
        for start in range(0, len(unknown), _TOGETHER):
            within, rows = one_of("row", unknown[start : start + _TOGETHER])
            for row, *columns, blocks in self.rows(
                f"SELECT row, {DOCUMENT_COLUMNS}, blocks FROM documents WHERE true{within}", **rows
            ):
                try:
                    document = replace(Document(*columns), blocks=from_json(blocks))
                except ValueError as error:
                    raise self._database.damaged(error) from error
                self._recent.put(row, document, len(document.text))
                found[row] = document
        return [document for document in found.values() if document is not None]

    def _known(self, row: int, path: str | None) -> Document | None:
        """The document of a row if it was read lately; nothing of it changes but where it lies."""
        known = self._recent.get(row)
        return known[0] if known and known[0].path == path else None

    def rows(self, query: str, **values: object) -> list[Row]:
        """Run a query; `:revision` in it is the one seen. Raises IndexFormatError, EngineError."""
        return self._database.rows(query, {"revision": self.revision, **values})

    def vectors(self) -> VectorSearch | None:
        """What searches the vectors where they are; None where that is derived."""
        return self._database.vectors(self.revision)

    def vector(self, value: object) -> Vector:
        """The vector of a passage from its column."""
        return self._database.from_vector(value)
