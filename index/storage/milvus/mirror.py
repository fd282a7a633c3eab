"""The store on this machine that mirrors what is in Milvus."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np

from index.errors import IndexFormatError
from index.storage.blobs import to_blob
from index.storage.layout import STORE_FILE
from index.storage.milvus.payload import COLUMNS, read
from index.storage.milvus.remote import Head, Remote
from index.storage.milvus.searching import MilvusSearch
from index.storage.schema import FORMAT_VERSION
from index.storage.sqlite import SqliteDatabase, connect_to_read
from index.storage.store import Store
from index.storage.writer import StoreWriter
from index.vectors.base import Vector, VectorSearch

# Documents that are copied at a time, and passages that are read at a time.
_DOCUMENTS = 50
_PASSAGES = 5_000
# What is numbered for ever, so that no number means two things to machines that were away.
_NUMBERED = ("documents", "passages")
_HEAD = "head"


class MirrorDatabase(SqliteDatabase):
    """A file of SQLite whose vectors are searched in Milvus."""

    remote: Remote

    @classmethod
    def to_read(cls, folder: Path, remote: Remote) -> "MirrorDatabase":
        """Open the mirror to read it; raises IndexFormatError where there is none."""
        path = folder / STORE_FILE
        if not path.is_file():
            raise IndexFormatError("engine_empty", where=remote.settings.where)
        database = cls(connect_to_read(path), path)
        database.remote = remote
        return database

    @classmethod
    def to_write(cls, folder: Path, remote: Remote) -> "MirrorDatabase":
        """Open the mirror to write, making it where there is none; raises StorageError."""
        path = folder / STORE_FILE
        database = cls(SqliteDatabase.open_to_write(path).connection, path)
        database.remote = remote
        return database

    def vectors(self, revision: int) -> VectorSearch | None:
        return MilvusSearch(self, self.remote, revision)


class Mirror(StoreWriter):
    """The mirror as its one writer sees it, who brings it up to Milvus or Milvus up to it."""

    @classmethod
    def of(cls, folder: Path, remote: Remote, head: Head | None) -> "Mirror":
        """Open it, made anew where it is damaged, of another format, or of nothing any more."""
        with suppress(IndexFormatError):
            mirror = cls(MirrorDatabase.to_write(folder, remote), folder)
            if mirror.is_whole() and (head or not mirror.revision):
                return mirror
            mirror.close()
        # Nothing is lost with it but what was embedded and not yet published.
        for name in (f"{STORE_FILE}-wal", f"{STORE_FILE}-shm", STORE_FILE):
            (folder / name).unlink(missing_ok=True)
        return cls(MirrorDatabase.to_write(folder, remote), folder)

    def is_whole(self) -> bool:
        """Whether it can be gone on with, from its last revision."""
        try:
            self.check_health()
            found = self.format()
        except IndexFormatError:
            return False
        if found == str(FORMAT_VERSION):
            self.revision = self.last_revision()
        return found in ("", str(FORMAT_VERSION))

    def bring(self, remote: Remote, head: Head) -> None:
        """Copy what was published since; raises IndexFormatError where some of it isn't whole."""
        known = known_head(self)
        with self.transaction():
            if known is None or known.id != head.id or known.revision > head.revision:
                # What was begun here was begun beside what is there.
                self._database.recreate()
                self.revision = 0
            else:
                self._delete("born > :revision")
            there, went = self._changes(remote, head)
            here = {row for (row,) in self.rows("SELECT row FROM documents")}
            wanted = sorted(set(there) - here - set(went))
            for start in range(0, len(wanted), _DOCUMENTS):
                self._copy(remote, head, wanted[start : start + _DOCUMENTS])
            for row, revision in went.items():
                self._database.run(
                    "UPDATE documents SET gone = :gone WHERE row = :row AND gone IS NULL",
                    {"gone": revision, "row": row},
                )
            for table in _NUMBERED:
                self._number_from(table, head.last.get(table, 0))
            self.revision = head.revision
            self.keep(head)

    def _changes(self, remote: Remote, head: Head) -> tuple[list[int], dict[int, int]]:
        """The rows that came since the mirror's revision, and those that went, and when."""
        if self.revision >= head.purged:
            between = (head.id, self.revision, head.revision)
            return remote.came(*between), remote.went(*between)
        there = remote.came(head.id, 0, head.revision)
        here = self.rows("SELECT row FROM documents WHERE gone IS NULL")
        # When these went nobody knows any more.
        lost = {row: head.revision for (row,) in here if row not in set(there)}
        return there, lost | remote.went(head.id, 0, head.revision)

    def _copy(self, remote: Remote, head: Head, rows: list[int]) -> None:
        try:
            vectors = remote.vectors(head.id, head.dimension, rows) if head.dimension else {}
            for tables in remote.documents(head.id, rows):
                for table, columns in COLUMNS.items():
                    records = tables[table]
                    if table == "passages":
                        columns = f"{columns}, vector"
                        records = [[*row, to_blob(vectors[row[0]])] for row in records]
                    self._database.insert(table, columns, records)
        except (KeyError, ValueError) as error:
            raise self._database.damaged(error) from error

    def keep(self, head: Head) -> None:
        """Remember what was published last; in a transaction."""
        self.remember(
            format=str(head.format),
            id=head.id,
            fingerprint=head.fingerprint,
            revision=str(head.revision),
            sources=json.dumps(head.sources),
            **{_HEAD: head.written()},
        )

    def push(self, remote: Remote) -> Head:
        """Write what came and went in this revision, unseen until the head that is given is set."""
        id_, revision, at = self.meta("id") or "", self.revision, time.time()
        known = known_head(self)
        remote.undo(id_, revision - 1)
        dimension = self._dimension()
        if dimension:
            remote.write_vectors(id_, revision, dimension, self._vectors_that_came())
        came = self.rows("SELECT row FROM documents WHERE born = :revision ORDER BY row")
        remote.write_documents(id_, revision, at, ((row, read(self, row)) for (row,) in came))
        went = self.rows("SELECT row FROM documents WHERE gone = :revision")
        remote.write_gone(id_, revision, at, [row for (row,) in went])
        return Head(
            format=FORMAT_VERSION,
            id=id_,
            revision=revision,
            fingerprint=self.meta("fingerprint") or "",
            sources=json.loads(self.meta("sources") or "[]"),
            published=at,
            dimension=dimension,
            purged=known.purged if known and known.id == id_ else 0,
            last=dict(self.rows("SELECT name, seq FROM sqlite_sequence")),
        )

    def _dimension(self) -> int:
        search = self.vectors()
        return search.dimension if search else 0

    def _vectors_that_came(self) -> Iterator[tuple[int, int, Vector]]:
        last = 0
        while rows := self.rows(
            "SELECT passages.id, document, vector FROM passages JOIN documents ON row = document "
            "WHERE born = :revision AND passages.id > :last "
            f"ORDER BY passages.id LIMIT {_PASSAGES}",
            last=last,
        ):
            for passage, row, vector in rows:
                yield passage, row, np.asarray(self.vector(vector))
            last = rows[-1][0]

    def _number_from(self, table: str, last: int) -> None:
        """Let what comes next be numbered after that."""
        values: dict[str, object] = {"name": table, "last": last}
        if self.rows("SELECT 1 FROM sqlite_sequence WHERE name = :name", name=table):
            self._database.run(
                "UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :name", values
            )
        else:
            self._database.run("INSERT INTO sqlite_sequence VALUES (:name, :last)", values)


def known_head(store: Store) -> Head | None:
    """What was published last, as far as this machine knows."""
    found = store.meta(_HEAD) if store.format() == str(FORMAT_VERSION) else None
    return Head.read(found) if found else None
