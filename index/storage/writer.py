"""Writing the store: the next revision is prepared unseen and then comes at once."""

import json
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from index.errors import IndexFormatError
from index.storage.blobs import to_rounded_blob
from index.storage.layout import STORE_FILE, rebuild_command
from index.storage.schema import DOCUMENT_COLUMNS, FORMAT_VERSION
from index.storage.sqlite import SqliteDatabase
from index.storage.store import SEEN, Store
from index.storage.structure import to_json
from index.types import Document, Span
from index.vectors.base import Vector


class StoreWriter(Store):
    """The one writer of a store; `revision` is the last one published, the next is prepared."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file to write, making it where there is none; raises StorageError."""
        return cls(SqliteDatabase.open_to_write(path), path.parent)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all writes inside it visible at once, or none; one inside another is part of it."""
        if self._database.in_transaction:
            yield
            return
        revision = self.revision
        try:
            with self._database.transaction():
                yield
        except BaseException:
            self.revision = revision
            raise

    def bring_up(self) -> None:
        """Migrate an older store where there is a way, and take up its last revision."""
        found = self.format()
        if self._database.migrates(found):
            with self.transaction():
                self._database.migrate(int(found))
            found = self.format()
        if found == str(FORMAT_VERSION):
            self.revision = self.last_revision()

    def prepare(self, fingerprint: str, sources: Sequence[str], rebuild: bool) -> None:
        """Make the tables, or bring older ones up; raises IndexFormatError.

        A store that nobody has read from takes any model; another is refused, unless rebuilt.
        """
        self.bring_up()
        found = self.format()
        if found != str(FORMAT_VERSION):
            if found and not rebuild:
                self.check_format()
            self._reset(fingerprint, sources)
        known = self.meta("fingerprint")
        if known != fingerprint and not rebuild:
            if self.revision:
                raise other_model(self, known, fingerprint)
            self._reset(fingerprint, sources)

    def is_made_of(self, sources: Sequence[str]) -> bool:
        """Whether something was published, and of these sources."""
        return bool(self.revision) and json.loads(self.meta("sources") or "[]") == list(sources)

    def pending(self) -> dict[str, str]:
        """The content hash of every document of the revision to come, by its id."""
        return dict(self.rows("SELECT id, hash FROM documents WHERE born > :revision"))

    def drop_pending(self, ids: Collection[str]) -> None:
        """Take documents out of the revision to come."""
        if ids:
            with self.transaction():
                for document_id in ids:
                    self._delete("born > :revision AND id = :id", id=document_id)

    def put(
        self,
        document: Document,
        content_hash: str,
        passages: Sequence[tuple[Span, list[str]]],
        passage_vectors: Sequence[Vector],
        sentences: Sequence[Span],
        sentence_vectors: Sequence[Vector],
    ) -> None:
        """Write a document with its passages and sentences into the revision to come."""
        with self.transaction():
            self.drop_pending([document.id])
            row = self._database.insert_document(
                f"born, hash, blocks, {DOCUMENT_COLUMNS}",
                [
                    self.revision + 1,
                    content_hash,
                    to_json(document.blocks),
                    *(getattr(document, name) for name in DOCUMENT_COLUMNS.split(", ")),
                ],
            )
            self._database.insert(
                "anchors",
                'document, start, "end", kind, number, label, box',
                [
                    (row, a.start, a.end, a.kind, a.number, a.label, a.box and json.dumps(a.box))
                    for a in document.anchors
                ],
            )
            self._database.insert(
                "passages",
                'document, start, "end", words, vector',
                [
                    (row, span.start, span.end, " ".join(words), self._database.to_vector(vector))
                    for (span, words), vector in zip(passages, passage_vectors, strict=True)
                ],
            )
            self._database.insert(
                "sentences",
                'document, start, "end", vector',
                [
                    (row, span.start, span.end, to_rounded_blob(vector))
                    for span, vector in zip(sentences, sentence_vectors, strict=True)
                ],
            )

    def advance(self, removed: Collection[str]) -> None:
        """Let the revision to come come, without the documents removed; in a transaction.

        What is replaced or removed stays for those who use an earlier revision.
        """
        coming = {"revision": self.revision, "coming": self.revision + 1}
        self._database.run(
            f"UPDATE documents SET gone = :coming WHERE {SEEN} "
            "AND id IN (SELECT id FROM documents WHERE born = :coming)",
            coming,
        )
        for document_id in removed:
            self._database.run(
                f"UPDATE documents SET gone = :coming WHERE {SEEN} AND id = :id",
                {**coming, "id": document_id},
            )
        self.revision += 1
        self.remember(revision=str(self.revision))

    def relocate(self, paths: Mapping[str, str | None]) -> None:
        """Note where documents lie now that are otherwise as they were."""
        if not paths:
            return
        with self.transaction():
            for document_id, path in paths.items():
                self._database.run(
                    f"UPDATE documents SET path = :path WHERE {SEEN} AND id = :id",
                    {"revision": self.revision, "id": document_id, "path": path},
                )

    def purge(self, oldest: int) -> None:
        """Delete what no revision from the oldest one in use on sees."""
        with self.transaction():
            self._delete("gone <= :oldest", oldest=oldest)

    def index_vectors(self) -> None:
        """Make what searches the vectors of the last revision quickly where they are."""
        self._database.index_vectors(self.revision)

    def remember(self, **values: str) -> None:
        """Keep values of `meta`; in a transaction."""
        for key, value in values.items():
            self._database.run(
                "INSERT INTO meta (key, value) VALUES (:key, :value) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                {"key": key, "value": value},
            )

    def _reset(self, fingerprint: str, sources: Sequence[str]) -> None:
        with self.transaction():
            self._database.recreate()
            self.remember(
                format=str(FORMAT_VERSION),
                id=uuid.uuid4().hex,
                fingerprint=fingerprint,
                revision="0",
                sources=json.dumps(list(sources)),
            )
        self.revision = 0

    def _delete(self, condition: str, **values: object) -> None:
        parameters = {"revision": self.revision, **values}
        rows = f"SELECT row FROM documents WHERE {condition}"
        for table in ("passages", "sentences", "anchors"):
            self._database.run(f"DELETE FROM {table} WHERE document IN ({rows})", parameters)
        self._database.run(f"DELETE FROM documents WHERE {condition}", parameters)


def other_model(store: Store, found: str | None, expected: str) -> IndexFormatError:
    """The error of an index that another model built."""
    return IndexFormatError(
        "index_other_model",
        path=store.where,
        found=found or "?",
        expected=expected,
        command=rebuild_command(store.folder),
    )


def open_to_write(folder: Path, rebuild: bool) -> StoreWriter:
    """Open the store of an index, a damaged one only to put another in its place.

    Raises IndexFormatError or StorageError.
    """
    path = folder / STORE_FILE
    try:
        store = StoreWriter.open(path)
        try:
            store.check_health()
        except IndexFormatError:
            store.close()
            raise
    except IndexFormatError:
        if not rebuild:
            raise
        # Nothing in a damaged store can be relied on; its journal goes first, for it must not
        # meet another file of that name.
        for name in (f"{STORE_FILE}-wal", f"{STORE_FILE}-shm", STORE_FILE):
            (folder / name).unlink(missing_ok=True)
        store = StoreWriter.open(path)
    return store
