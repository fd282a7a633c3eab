"""Lists of documents without their texts, a page at a time."""

import unicodedata
from typing import NamedTuple

from index.storage.store import SEEN, Store

_COLUMNS = (
    "documents.id, title, language, source, url, date, translation_of, length(text), "
    "(SELECT count(*) FROM passages WHERE document = row)"
)
# What is no translation of a document that there is.
_ORIGINALS = (
    f"{SEEN} AND (translation_of IS NULL OR NOT EXISTS (SELECT 1 FROM documents AS original "
    f"WHERE original.id = documents.translation_of AND {SEEN}))"
)


class DocumentInfo(NamedTuple):
    """What is known of a document besides its text; `characters` and `passages` are numbers."""

    id: str
    title: str
    language: str
    source: str | None
    url: str | None
    date: str | None
    translation_of: str | None
    characters: int
    passages: int


class DocumentPage(NamedTuple):
    """A part of a list, and how long the whole of it is."""

    documents: list[DocumentInfo]
    total: int


def list_documents(
    store: Store, words: str = "", *, language: str | None = None, first: int = 0, most: int = 100
) -> DocumentPage:
    """List documents by id, from the `first` one on; those whose title or id holds all words."""
    wanted = unicodedata.normalize("NFC", words).casefold().split()
    values: dict[str, object] = {f"word{number}": word for number, word in enumerate(wanted)}
    held = "".join(f" AND instr(casefold(title || ' ' || id), :{name}) > 0" for name in values)
    spoken = " AND language = :language" if language else ""
    values |= {"language": language} if language else {}
    condition = f"{SEEN}{held}{spoken}"
    total = store.rows(f"SELECT count(*) FROM documents WHERE {condition}", **values)[0][0]
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM documents WHERE {condition} ORDER BY id LIMIT :most OFFSET :first",
        **values,
        first=first,
        most=most,
    )
    return DocumentPage([DocumentInfo(*row) for row in rows], total)


def list_in_language(store: Store, language: str, most: int) -> list[DocumentInfo]:
    """List documents by id, each once: the version in a language, else the original."""
    return _list_once(store, language, "{id}", 0, most)


def list_newest(store: Store, language: str, *, first: int = 0, most: int = 100) -> DocumentPage:
    """List documents as `list_in_language` does, the newest first and those without a date last."""
    total = store.rows(f"SELECT count(*) FROM documents WHERE {_ORIGINALS}")[0][0]
    order = "{date} IS NULL, {date} DESC, {id}"
    return DocumentPage(_list_once(store, language, order, first, most), total)


def _list_once(
    store: Store, language: str, order: str, first: int, most: int
) -> list[DocumentInfo]:
    """`order` names the columns of the originals in braces."""
    originals = (
        f"SELECT id AS root, date AS day FROM documents WHERE {_ORIGINALS} "
        f"ORDER BY {order.format(id='id', date='date')} LIMIT :most OFFSET :first"
    )
    version = (
        f"SELECT version.id FROM documents AS version WHERE {SEEN} AND language = :language "
        "AND (version.id = root OR translation_of = root) "
        "ORDER BY translation_of IS NOT NULL, version.id LIMIT 1"
    )
    rows = store.rows(
        f"WITH originals AS ({originals}) SELECT {_COLUMNS} FROM originals JOIN documents "
        f"ON documents.id = coalesce(({version}), root) WHERE {SEEN} "
        f"ORDER BY {order.format(id='root', date='day')}",
        language=language,
        first=first,
        most=most,
    )
    return [DocumentInfo(*row) for row in rows]
