"""What a store is kept in, as the store sees it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from index.errors import IndexFormatError
from index.vectors.base import Vector, VectorSearch

Row = tuple[Any, ...]


class Database(Protocol):
    """Runs the SQL that every engine knows, with values named as `:name`.

    Reading raises IndexFormatError or EngineError, writing StorageError too.
    """

    @property
    def where(self) -> str:
        """What errors call the place, without a password."""

    def missing(self) -> IndexFormatError:
        """The error of there being no index."""

    def damaged(self, reason: object) -> IndexFormatError:
        """The error of an index that can't be relied on."""

    def rows(self, query: str, values: Mapping[str, object]) -> list[Row]:
        """What a query gives."""

    def run(self, statement: str, values: Mapping[str, object]) -> None:
        """Change something, in a transaction."""

    def insert(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        """Write rows into some columns of a table, in a transaction."""

    def insert_document(self, columns: str, values: Sequence[object]) -> int:
        """Write one document and give its row, in a transaction."""

    def transaction(self) -> AbstractContextManager[None]:
        """Make all writes inside it visible at once, or none; it can't hold another."""

    @property
    def in_transaction(self) -> bool:
        """Whether there is one at the moment."""

    def tables(self) -> set[str]:
        """The names of the tables there are."""

    def recreate(self) -> None:
        """Drop all tables and make them anew, empty; in a transaction."""

    def migrates(self, found: str) -> bool:
        """Whether a store of that format can be brought up to today's."""

    def migrate(self, found: int) -> None:
        """Bring a store of that format up, in a transaction."""

    def check_health(self) -> None:
        """Raise IndexFormatError where it is damaged."""

    def vectors(self, revision: int) -> VectorSearch | None:
        """What searches the vectors of a revision here; None where that is derived."""

    def index_vectors(self, revision: int) -> None:
        """Make what searches the vectors of a revision quickly here, where it isn't there yet."""

    def to_vector(self, vector: Vector) -> object:
        """The vector of a passage as a value."""

    def from_vector(self, value: object) -> Vector:
        """What `to_vector` wrote."""

    def close(self) -> None:
        """Give up whatever it holds."""


def one_of(column: str, values: Collection[object]) -> tuple[str, dict[str, object]]:
    """A condition that a column holds one of some values, and its parameters."""
    if not values:
        return " AND false", {}
    named = {f"value{number}": value for number, value in enumerate(values)}
    return f" AND {column} IN ({', '.join(f':{name}' for name in named)})", named
