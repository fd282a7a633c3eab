"""What a sync has to do: documents against what the store has of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import LoadError
from index.loaders import content_hash
from index.storage import StoreWriter
from index.translations import rings
from index.types import Document

# Whether an index keeps what it has of a document, by its id and the path it was read from.
Keep = Callable[[str, str | None], bool]
# With these nothing is left of a document, or it was read and something else is told of it.
_NOT_UNREADABLE = (
    "document_bad_bytes",
    "document_cut",
    "document_empty",
    "document_hidden_slides",
    "document_letters",
    "document_missing",
    "document_outside",
    "document_pages_left",
    "document_pages_scanned",
    "document_translation",
    "document_translation_ring",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: the content hashes that readers see and those they shall see, by id.

    `outdated` is what an earlier sync prepared in vain, `moved` where documents lie now.
    """

    old: Mapping[str, str]
    hashes: Mapping[str, str]
    stale: Sequence[Document]
    outdated: Collection[str]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    moved: Mapping[str, str | None]
    changes: bool


class UnreadError(Exception):
    """What wasn't read, since it is as it was, isn't in the store as it was."""


def plan_sync(
    store: StoreWriter,
    documents: Sequence[Document],
    unread: Mapping[str, str],
    keep: Keep,
    rebuild: bool,
) -> Plan:
    """Compare documents with what the store has, and with what it has prepared already.

    `unread` are the content hashes of those that are as they were; raises UnreadError where the
    store has others.
    """
    entries, pending = store.entries(), store.pending()
    old = {name: entry.hash for name, entry in entries.items()}
    if (rebuild and unread) or any(old.get(name) != digest for name, digest in unread.items()):
        raise UnreadError
    named = unread.keys() | {document.id for document in documents}
    kept = {name for name in old if name not in named and keep(name, entries[name].path)}
    links = {name: entries[name].translation_of for name in kept}
    documents = _without_rings(documents, links)
    hashes = {**unread, **{document.id: content_hash(document) for document in documents}}
    waiting = {
        name
        for name, digest in pending.items()
        if not rebuild and hashes.get(name) == digest != old.get(name)
    }
    stale = [
        document
        for document in documents
        if rebuild or (old.get(document.id) != hashes[document.id] and document.id not in waiting)
    ]
    removed = tuple(sorted(old.keys() - hashes.keys() - kept))
    return Plan(
        old=old,
        hashes=hashes,
        # What can't be read at the moment is made anew from what the store has of it.
        stale=[*stale, *(_whole(store, d) for d in store.documents(kept if rebuild else ()))],
        outdated=pending.keys() - waiting,
        removed=removed,
        kept=tuple(sorted(kept)),
        moved={
            document.id: document.path
            for document in documents
            if document.id in entries and entries[document.id].path != document.path
        },
        changes=bool(stale or removed or waiting),
    )


def _whole(store: StoreWriter, document: Document) -> Document:
    return replace(document, anchors=tuple(store.anchors(document.id)))


def keep_unread(failures: Sequence[tuple[str, LoadError]]) -> Keep:
    """Keep what couldn't be read: files by their ids, all of a folder by id or path."""
    unread = [(name, error) for name, error in failures if error.code not in _NOT_UNREADABLE]
    names = {name for name, _ in unread}
    folders = {
        name: Path(error.values["path"]).absolute() for name, error in unread if name[-1:] == "/"
    }

    def keep(document_id: str, path: str | None) -> bool:
        return document_id in names or any(
            document_id.startswith(name) or (path and Path(path).is_relative_to(folder))
            for name, folder in folders.items()
        )

    return keep


def _without_rings(documents: Sequence[Document], kept: Mapping[str, str | None]) -> list[Document]:
    """Take the link of one document out of each ring that they and those kept make."""
    by_id = {document.id: document for document in documents}
    links = {**kept, **{document.id: document.translation_of for document in documents}}
    for ring in rings(links):
        first = next((name for name in ring if name in by_id), None)
        if first is not None:
            by_id[first] = replace(by_id[first], translation_of=None)
    return list(by_id.values())
