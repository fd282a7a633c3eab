"""Where an index lives: who reads it takes a generation, who writes it is alone."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from index.errors import IndexFormatError
from index.storage.generations import Generation
from index.storage.layout import STORE_FILE, publication
from index.storage.opening import open_generation
from index.storage.publishing import complete, publish, write_lock
from index.storage.sources import is_published, known_sources, remembered_sources
from index.storage.writer import StoreWriter, open_to_write


class Publication(NamedTuple):
    """What was published last, which is never equal to another, and when, in seconds since 1970.

    Of revisions before `oldest` something may be missing, whoever uses them.
    """

    of: object
    at: float
    oldest: int = 0


class Corpus(Protocol):
    """What of an index is somewhere: in a folder, or in a database that several servers share."""

    @property
    def folder(self) -> Path:
        """Where this machine keeps what is derived from it, or all of it."""

    @property
    def where(self) -> str:
        """What a report calls the place."""

    def require(self) -> None:
        """Raise IndexFormatError where there is no index at all."""

    def is_published(self) -> bool:
        """Whether an index was ever published; a damaged one was."""

    def known_sources(self) -> list[str]:
        """What the index was made of, as far as it says so."""

    def remembered_sources(self) -> list[str]:
        """What the index was made of; raises IndexFormatError where it doesn't say."""

    def writing(self, rebuild: bool) -> AbstractContextManager[StoreWriter]:
        """The store, for the one that writes; raises IndexLockedError, StorageError."""

    def publish(
        self, store: StoreWriter, removed: Collection[str], fingerprint: str, sources: Sequence[str]
    ) -> None:
        """Let what was prepared be the last revision; `complete` must follow."""

    def complete(self, store: StoreWriter) -> bool:
        """Finish a publication, and mend what was broken off; tell whether there was any."""

    def publication(self) -> Publication:
        """What was published last."""

    def open(self, fingerprint: str | None = None) -> Generation:
        """Take the last generation; raises IndexFormatError for none, or another model's."""


class FolderCorpus:
    """All of an index in one folder, its vectors searched by one engine."""

    def __init__(self, folder: Path, engine: str = "faiss") -> None:
        self.folder = folder
        self._engine = engine

    @property
    def where(self) -> str:
        return str(self.folder)

    def require(self) -> None:
        if not (self.folder / STORE_FILE).is_file():
            raise IndexFormatError("index_missing", path=self.folder)

    def is_published(self) -> bool:
        return is_published(self.folder)

    def known_sources(self) -> list[str]:
        return known_sources(self.folder)

    def remembered_sources(self) -> list[str]:
        return remembered_sources(self.folder)

    @contextmanager
    def writing(self, rebuild: bool) -> Iterator[StoreWriter]:
        with write_lock(self.folder), closing(open_to_write(self.folder, rebuild)) as store:
            yield store

    def publish(
        self, store: StoreWriter, removed: Collection[str], fingerprint: str, sources: Sequence[str]
    ) -> None:
        publish(
            self.folder,
            store,
            removed=removed,
            fingerprint=fingerprint,
            sources=sources,
            engine=self._engine,
        )

    def complete(self, store: StoreWriter) -> bool:
        return complete(self.folder, store, self._engine)

    def publication(self) -> Publication:
        name, number, changed = publication(self.folder)
        return Publication((name, number, changed), changed / 1e9)

    def open(self, fingerprint: str | None = None) -> Generation:
        return open_generation(self.folder, fingerprint, self._engine)


def corpus_at(where: Corpus | Path) -> Corpus:
    """The corpus itself, or that of a folder."""
    return FolderCorpus(where) if isinstance(where, Path) else where
