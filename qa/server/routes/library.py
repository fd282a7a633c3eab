"""The documents of a running server: adding and removing them by the same sync as on the shell."""

import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from index.errors import LoadError, SeedQAError
from index.loaders import SUFFIXES, load
from index.storage.publishing import write_lock
from index.sync import Progress, SyncReport, sync
from index.types import Document
from qa.factory import build_corpus, build_embedder
from qa.server.answering.loading import PipelineLoader
from qa.server.routes.changes import FolderChange
from qa.server.wire.problems import ProblemError
from qa.settings import Settings

_NAME_BYTES = 200
_FORBIDDEN = frozenset('/\\:*?"<>|')

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Library:
    """Adds documents to the folder that the index was made of, and removes them from it.

    Nothing on the disk is touched before the index is locked for writing, and where it can't be
    brought up to a change, the file is again as it was.
    """

    settings: Settings
    loader: PipelineLoader
    lock: threading.Lock

    def check_name(self, name: str) -> str:
        """The name of a document that is sent in; raises ProblemError for one that is none."""
        suffixes = ", ".join(sorted(SUFFIXES))
        whole = name.isprintable() and not _FORBIDDEN.intersection(name)
        if not whole or name.startswith((".", " ")) or len(name.encode()) > _NAME_BYTES:
            raise ProblemError(422, "document_name", "bad_request", suffixes=suffixes)
        if Path(name).suffix.lower() not in SUFFIXES:
            raise ProblemError(422, "document_name", "bad_request", suffixes=suffixes)
        return name

    def add(self, name: str, content: bytes, progress: Report) -> SyncReport:
        """Keep a document and index it; raises SeedQAError where it can't be read or indexed."""
        with self.lock, write_lock(self.settings.index):
            folder = self._folder()
            with FolderChange(folder, self.settings.index) as change:
                arrived = change.write(name, content)
                self._check(arrived, name)
                change.put(arrived, _spelt(folder, name))
                return self._sync(progress)

    def remove(self, document: Document, progress: Report) -> SyncReport:
        """Take a document out of the index and delete its file; raises SeedQAError."""
        with self.lock, write_lock(self.settings.index):
            path = self._file_of(document)
            if self.loader.get().searcher.snapshot.store.counts()["documents"] == 1:
                raise ProblemError(409, "last_document", "conflict")
            with FolderChange(path.parent, self.settings.index) as change:
                change.remove(path)
                return self._sync(progress)

    @staticmethod
    def _check(arrived: Path, name: str) -> None:
        try:
            load(arrived, name)
        except LoadError as error:
            # Where the file lies for the moment says nothing to whoever sent it.
            raise LoadError(error.code, **{**error.values, "path": name}) from error

    def _file_of(self, document: Document) -> Path:
        path = Path(document.path or "").resolve()
        folders = [source.resolve() for source in self._sources() if source.is_dir()]
        if not document.path or not any(path.is_relative_to(folder) for folder in folders):
            raise ProblemError(409, "document_fixed", "conflict", id=document.id)
        return path

    def _folder(self) -> Path:
        folder = next((source for source in self._sources() if source.is_dir()), None)
        if folder is None or not os.access(folder, os.W_OK):
            raise ProblemError(409, "folder_fixed", "conflict")
        return folder

    def _sources(self) -> list[Path]:
        """The paths that the index was made of, else those of the settings."""
        try:
            written = self.loader.get().searcher.snapshot.store.meta("sources")
        except SeedQAError:
            written = None
        return [Path(source) for source in json.loads(written or "[]")] or [self.settings.seeds]

    def _sync(self, progress: Report) -> SyncReport:
        try:
            embedder = self.loader.get().searcher.embedder
        except SeedQAError:
            embedder = build_embedder(self.settings)
        report = sync(
            self._sources(),
            build_corpus(self.settings),
            lambda: embedder,
            fingerprint=embedder.fingerprint,
            progress=progress,
        )
        # Whoever has changed something sees it in the next answer, however long that takes.
        self.loader.get().searcher.open(None)
        return report


def _spelt(folder: Path, name: str) -> Path:
    """The file of a name, as the disk spells it: «й» may be two characters there."""
    wanted = normalize("NFC", name)
    there = (path for path in folder.iterdir() if normalize("NFC", path.name) == wanted)
    return next(there, folder / name)
