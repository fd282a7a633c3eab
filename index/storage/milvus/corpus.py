"""A corpus in Milvus, and its mirror on this machine."""

import json
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from index.errors import EngineError, IndexFormatError
from index.storage.corpus import Publication
from index.storage.generations import Generation, derive
from index.storage.layout import rebuild_command
from index.storage.leases import Lease
from index.storage.milvus.claims import Claim, claimed
from index.storage.milvus.connecting import MilvusSettings
from index.storage.milvus.mirror import Mirror, MirrorDatabase, known_head
from index.storage.milvus.remote import Head, Remote
from index.storage.opening import generation_of, take_last
from index.storage.publishing import complete, write_lock
from index.storage.schema import FORMAT_VERSION
from index.storage.store import Store
from index.storage.writer import StoreWriter

# Another process of this machine may be bringing the same.
_BRINGING_S = 60.0
# So long what went is still found by those who haven't noticed.
_KEPT_S = 600.0


class MilvusCorpus:
    """Documents, passages and vectors in collections; connected when first asked."""

    engine = "milvus"

    def __init__(self, settings: MilvusSettings, folder: Path) -> None:
        """`folder` is for what this machine mirrors and derives."""
        self.folder = folder
        self._remote = Remote(settings)
        self._lock = threading.Lock()
        self._head: Head | None = None
        self._asked = float("-inf")
        self._claim: Claim | None = None

    @property
    def where(self) -> str:
        return self._remote.settings.where

    def require(self) -> None:
        if not self.is_published():
            raise self._missing()

    def is_published(self) -> bool:
        return self._last(0.0) is not None

    def known_sources(self) -> list[str]:
        head = self._last(0.0)
        return head.sources if head else []

    def remembered_sources(self) -> list[str]:
        return self.known_sources()

    @contextmanager
    def writing(self, rebuild: bool) -> Iterator[StoreWriter]:
        self._remote.connection.reach()
        # Who reads on this machine holds the folder too while it brings the mirror up.
        with (
            claimed(self._remote, self.folder) as claim,
            write_lock(self.folder, _BRINGING_S),
        ):
            head = self._remote.head()
            if head and head.format != FORMAT_VERSION and not rebuild:
                raise self._other_format(head)
            with self._mirror(head) as mirror:
                self._claim = claim
                try:
                    yield mirror
                finally:
                    self._claim = None

    def publish(
        self, store: StoreWriter, removed: Collection[str], fingerprint: str, sources: Sequence[str]
    ) -> None:
        assert isinstance(store, Mirror)
        assert self._claim is not None
        with store.transaction():
            store.advance(removed)
            store.remember(fingerprint=fingerprint, sources=json.dumps(list(sources)))
            head = store.push(self._remote)
            store.keep(head)
            derive(self.folder, store, self.engine)
            self._claim.check()
            self._remote.set_head(head)
        self._notice(head)

    def complete(self, store: StoreWriter) -> bool:
        assert isinstance(store, Mirror)
        assert self._claim is not None
        head = known_head(store)
        if head and head.id == store.meta("id"):
            self._purge(store, head, self._claim)
        return complete(self.folder, store, self.engine)

    def _purge(self, store: Mirror, head: Head, claim: Claim) -> None:
        """Delete what has gone for long."""
        before = time.time() - _KEPT_S
        went = self._remote.went_before(head.id, before)
        if went:
            head = replace(head, purged=max(head.purged, *went.values()))
            claim.check()
            # Told first: what is missing then is missed by nobody.
            self._remote.set_head(head)
            self._remote.purge(head.id, list(went))
            with store.transaction():
                store.keep(head)
            self._notice(head)
        if head.published < before:
            self._remote.drop_others(head.id)

    def publication(self) -> Publication:
        head = self._last(self._remote.settings.fresh_s)
        if head and head.format != FORMAT_VERSION:
            # Another version of the program made it anew: here it goes on as it was.
            head = self._known() or head
        return Publication(head.of, head.published, head.purged) if head else Publication(None, 0.0)

    def open(self, fingerprint: str | None = None) -> Generation:
        head = self._last(0.0)
        if head is None:
            raise self._missing()
        if head.format != FORMAT_VERSION:
            raise self._other_format(head)
        if self._known() != head:
            try:
                with write_lock(self.folder, _BRINGING_S), self._mirror(head) as mirror:
                    complete(self.folder, mirror, self.engine)
            except EngineError:
                # Whoever asks next is content with what is here.
                with self._lock:
                    self._head = self._known()
                raise
        store, lease = take_last(
            lambda: Store.open_last(MirrorDatabase.to_read(self.folder, self._remote), self.folder),
            lambda revision: Lease(self.folder, revision),
        )
        return generation_of(store, lease, fingerprint, self.engine, self._derive)

    def _derive(self) -> None:
        with write_lock(self.folder), self._mirror(self._known()) as mirror:
            complete(self.folder, mirror, self.engine)

    @contextmanager
    def _mirror(self, head: Head | None) -> Iterator[Mirror]:
        """The mirror, brought to what was published last, which may change meanwhile."""
        with closing(Mirror.of(self.folder, self._remote, head)) as mirror:
            while head and known_head(mirror) != head and head.format == FORMAT_VERSION:
                before = head
                try:
                    mirror.bring(self._remote, head)
                    head = self._remote.head()
                except IndexFormatError:
                    head = self._remote.head()
                    if head == before:
                        raise
            yield mirror

    def _last(self, fresh_s: float) -> Head | None:
        """What was published last; while nobody can tell, what this machine knows of."""
        with self._lock:
            if time.monotonic() - self._asked > fresh_s:
                try:
                    self._head = self._remote.head()
                except EngineError as error:
                    self._head = self._head or self._known()
                    if self._head is None or error.code == "engine_refused":
                        raise
                    self._remote.connection.do_without(error)
                self._asked = time.monotonic()
            return self._head

    def _known(self) -> Head | None:
        try:
            with closing(
                Store(MirrorDatabase.to_read(self.folder, self._remote), self.folder)
            ) as store:
                return known_head(store)
        except IndexFormatError:
            return None

    def _notice(self, head: Head) -> None:
        with self._lock:
            self._head, self._asked = head, time.monotonic()

    def _missing(self) -> IndexFormatError:
        return IndexFormatError("engine_empty", where=self.where)

    def _other_format(self, head: Head) -> IndexFormatError:
        return IndexFormatError(
            "index_old_format",
            path=self.where,
            found=head.format,
            expected=FORMAT_VERSION,
            command=rebuild_command(self.folder),
        )
