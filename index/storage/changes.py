"""What derived indexes are made of, and what of it came and went since an earlier revision."""

from collections.abc import Iterator
from typing import NamedTuple

from index.storage.database import Row
from index.storage.store import SEEN, Store
from index.vectors.base import Vector

# Passages that are read at a time.
_TOGETHER = 10_000


class PassageRow(NamedTuple):
    """A passage as an index of vectors needs it."""

    id: int
    vector: Vector


def passage_rows(store: Store, since: int = 0) -> Iterator[PassageRow]:
    """Every passage of a store's revision, by id; those that came after another revision."""
    for passage_id, vector in _passages(store, "vector", since):
        yield PassageRow(passage_id, store.vector(vector))


def passage_words(store: Store, since: int = 0) -> Iterator[tuple[int, list[str]]]:
    """The same passages with their words."""
    for passage_id, words in _passages(store, "words", since):
        yield passage_id, words.split()


def _passages(store: Store, column: str, since: int) -> Iterator[Row]:
    last = 0
    # From few new documents to their passages, but from all passages to their documents.
    seen = f"SELECT row FROM documents WHERE {SEEN}"
    new = f"{seen} AND row IN (SELECT row FROM documents WHERE born > :since)"
    of = f"AND document IN ({new}) " if since else f"AND EXISTS ({seen} AND row = document) "
    while rows := store.rows(
        f"SELECT id, {column} FROM passages WHERE id > :last {of}ORDER BY id LIMIT {_TOGETHER}",
        since=since,
        last=last,
    ):
        yield from rows
        last = rows[-1][0]


def passages_gone(store: Store, since: int) -> list[int]:
    """The ids of the passages that were there at a revision and no longer are."""
    rows = store.rows(
        "SELECT passages.id FROM passages JOIN documents ON row = document "
        "WHERE born <= :since AND gone > :since AND gone <= :revision",
        since=since,
    )
    return [passage_id for (passage_id,) in rows]
