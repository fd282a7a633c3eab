"""What the server keeps of its visitors: conversations for a while, and feedback.

One SQLite file of its own, beside the index and never a part of it. Where it can't be written, that
is raised: whoever was told that something is kept relies on it.
"""

import logging
import re
import sqlite3
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index.errors import StorageError
from qa.records.exchanges import Exchange, Rating
from qa.types import Answer

# A key is as hard to guess as a password: whoever has it reads the conversation.
_KEY = re.compile(r"[0-9a-f]{32}")
_SECONDS_PER_DAY = 86_400
_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    key TEXT PRIMARY KEY, saved_at REAL NOT NULL, exchanges TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS feedback (
    key TEXT NOT NULL, turn INTEGER NOT NULL, given_at REAL NOT NULL, rating TEXT NOT NULL,
    comment TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (key, turn)
);
"""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a visitor thought of an answer; `given_at` in seconds since 1970."""

    answer: Answer
    rating: Rating
    comment: str
    given_at: float


class Records:
    """Keeps conversations for `days` after their last word, and feedback until it is deleted.

    Whatever changes what is kept raises StorageError where that fails.
    """

    def __init__(self, path: Path, days: int) -> None:
        self._path = path
        self._days = days
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def save(self, key: str, exchanges: Sequence[Exchange]) -> None:
        """Keep a conversation under its key, in place of what was there."""
        if not _KEY.fullmatch(key) or not self._days:
            return
        written = _exchanges().dump_json(tuple(exchanges)).decode()
        insert = "INSERT OR REPLACE INTO conversations VALUES (?, ?, ?)"
        self._run(insert, key, time.time(), written)
        self._run("DELETE FROM conversations WHERE saved_at < ?", self._oldest())

    def load(self, key: str) -> tuple[Exchange, ...]:
        """The conversation under a key, empty where there is none that can be read."""
        if not _KEY.fullmatch(key) or not self._days:
            return ()
        query = "SELECT exchanges FROM conversations WHERE key = ? AND saved_at >= ?"
        try:
            for (written,) in self._run(query, key, self._oldest()):
                return _exchanges().validate_json(written)
        except ValidationError:  # written by another version
            _logger.warning("A kept conversation can't be read")
        except StorageError:  # told in the log
            pass
        return ()

    def forget(self, key: str) -> None:
        """Delete a conversation."""
        if not self._path.exists():
            return
        self._run("DELETE FROM conversations WHERE key = ?", key)

    def rate(self, key: str, turn: int, feedback: Feedback) -> None:
        """Keep feedback on one answer of a conversation; a later one takes its place."""
        if not _KEY.fullmatch(key):
            raise StorageError("records_unwritable")
        self._run(
            "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?)",
            key,
            turn,
            feedback.given_at,
            feedback.rating,
            feedback.comment,
            _answer().dump_json(feedback.answer).decode(),
        )

    def withdraw(self, key: str, turn: int) -> None:
        """Delete the feedback on one answer."""
        self._run("DELETE FROM feedback WHERE key = ? AND turn = ?", key, turn)

    def _oldest(self) -> float:
        return time.time() - self._days * _SECONDS_PER_DAY

    def _run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement; what goes wrong on disk is logged and raises StorageError."""
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = _connect(self._path)
                with self._connection:
                    return self._connection.execute(statement, values).fetchall()
            except (sqlite3.Error, OSError) as error:
                _logger.warning("Nothing can be kept in %s: %s", self._path, error)
                # Where it lies is nobody's business.
                raise StorageError("records_unwritable") from error


def read_feedback(path: Path) -> list[Feedback]:
    """All feedback of a file, oldest first; none where there is no file. Raises StorageError."""
    if not path.is_file():
        return []
    try:
        query = "SELECT answer, rating, comment, given_at FROM feedback ORDER BY given_at"
        rows = _connect(path).execute(query).fetchall()
        return [
            Feedback(_answer().validate_json(answer), rating, comment, given_at)
            for answer, rating, comment, given_at in rows
        ]
    except (sqlite3.Error, OSError, ValidationError) as error:
        raise StorageError("records_damaged", path=path, reason=error) from error


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=5, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.executescript(_SCHEMA)
    return connection


@cache
def _exchanges() -> TypeAdapter[tuple[Exchange, ...]]:
    return TypeAdapter(tuple[Exchange, ...])


@cache
def _answer() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)
