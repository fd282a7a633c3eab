import json
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import StorageError
from qa.records import store as records_module
from qa.records.exchanges import Exchange
from qa.records.store import Feedback, Records, read_feedback
from qa.types import Answer, Citation, Sentence, Verdict

KEY = "0123456789abcdef" * 2
ORIGINAL = Citation(1, "a.en.md", "A", "en", None, None, None, 0, 5, "Words")
CITED = replace(
    ORIGINAL, language="ru", verdict=Verdict("supported", "quoted"), original=ORIGINAL, focus=(0, 2)
)
ANSWER = Answer(
    "Что?", "ru", True, "Words", (Sentence("Words", (1,)),), (CITED,), (), 0.9, "extractive",
    timings_ms={"read": 1.5},
)  # fmt: skip
EXCHANGES = (Exchange("Что?", ANSWER), Exchange("?!", notice="Не похоже на текст."))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "records.sqlite"


def test_a_conversation_outlives_the_server(path: Path) -> None:
    Records(path, days=30).save(KEY, EXCHANGES)
    assert Records(path, days=30).load(KEY) == EXCHANGES


def test_a_conversation_kept_by_an_older_version_is_taken_up(path: Path) -> None:
    Records(path, days=30).save(KEY, EXCHANGES)
    with closing(sqlite3.connect(path)) as connection, connection:
        (written,) = connection.execute("SELECT exchanges FROM conversations").fetchone()
        older = json.loads(written)
        for exchange in older:
            del exchange["carry"]
            if exchange["answer"]:
                del exchange["answer"]["understood"]
        connection.execute("UPDATE conversations SET exchanges = ?", (json.dumps(older),))
    kept = Records(path, days=30).load(KEY)
    assert kept == EXCHANGES
    assert all(exchange.carry for exchange in kept)


def test_how_a_question_was_asked_is_kept(path: Path) -> None:
    understood = replace(ANSWER, understood="Что это?")
    asked = (Exchange("А это?", understood), Exchange("А это?", ANSWER, carry=False))
    Records(path, days=30).save(KEY, asked)
    assert Records(path, days=30).load(KEY) == asked


def test_a_conversation_is_forgotten_on_demand_and_with_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = Records(path, days=30)
    records.save(KEY, EXCHANGES)
    records.forget(KEY)
    assert records.load(KEY) == ()
    records.save(KEY, EXCHANGES)
    now = records_module.time.time()
    monkeypatch.setattr(records_module.time, "time", lambda: now + 31 * 86_400)
    assert records.load(KEY) == ()
    records.save("f" * 32, EXCHANGES)
    monkeypatch.undo()
    assert records.load(KEY) == ()


def test_nothing_is_kept_where_no_days_are_set(path: Path) -> None:
    records = Records(path, days=0)
    records.save(KEY, EXCHANGES)
    assert not path.exists()
    assert records.load(KEY) == ()


@pytest.mark.parametrize(
    "key", ["", "short", "g" * 32, "0" * 33, KEY.upper(), "' OR 1=1 --", KEY + "\n"]
)
def test_a_key_that_can_be_guessed_opens_nothing(path: Path, key: str) -> None:
    records = Records(path, days=30)
    records.save(key, EXCHANGES)
    with pytest.raises(StorageError):
        records.rate(key, 0, Feedback(ANSWER, "up", "", 1.0))
    assert records.load(key) == ()
    assert read_feedback(path) == []


def test_feedback_is_kept_until_it_is_taken_back(path: Path) -> None:
    records = Records(path, days=30)
    records.rate(KEY, 0, Feedback(ANSWER, "up", "", 1.0))
    records.rate(KEY, 0, Feedback(ANSWER, "down", "5 тысяч", 2.0))
    records.rate(KEY, 1, Feedback(ANSWER, "up", "", 1.5))
    assert [(f.rating, f.comment) for f in read_feedback(path)] == [("up", ""), ("down", "5 тысяч")]
    assert read_feedback(path)[0].answer == ANSWER
    records.withdraw(KEY, 0)
    assert [f.rating for f in read_feedback(path)] == ["up"]


@pytest.mark.parametrize(
    "change",
    [
        lambda records: records.save(KEY, EXCHANGES),
        lambda records: records.rate(KEY, 0, Feedback(ANSWER, "up", "", 1.0)),
        lambda records: records.withdraw(KEY, 0),
        lambda records: records.forget(KEY),
    ],
    ids=["save", "rate", "withdraw", "forget"],
)
def test_what_cannot_be_kept_is_told(
    path: Path, caplog: pytest.LogCaptureFixture, change: Callable[[Records], None]
) -> None:
    path.parent.mkdir()
    path.write_text("no database" * 1_000)
    records = Records(path, days=30)
    with caplog.at_level(logging.WARNING), pytest.raises(StorageError) as told:
        change(records)
    assert told.value.code == "records_unwritable"
    assert str(path) not in str(told.value)
    assert f"Nothing can be kept in {path}" in caplog.text
    assert records.load(KEY) == ()
    assert path.read_text().startswith("no database")
    with pytest.raises(StorageError):
        read_feedback(path)


def test_where_nothing_was_kept_there_is_nothing_to_delete(path: Path) -> None:
    Records(path, days=0).forget(KEY)
    assert not path.exists()


def test_a_conversation_of_another_version_is_let_go(path: Path) -> None:
    records = Records(path, days=30)
    records.save(KEY, EXCHANGES)
    with records_module._connect(path) as connection:
        connection.execute("UPDATE conversations SET exchanges = '[{\"asked\": 1}]'")
    assert records.load(KEY) == ()
