"""A corpus in PostgreSQL when the database is down, slow, shut, of another version, or shared."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg_pool import ConnectionPool
from psycopg_pool.pool import MaintenanceTask

from index.errors import EngineError, IndexFormatError, IndexLockedError, SeedQAError
from index.search import Searcher
from index.storage.postgres.connecting import PostgresSettings
from index.storage.postgres.corpus import PostgresCorpus, _close
from index.sync import sync_documents
from index.types import Document
from tests.doubles import WordEmbedder
from tests.postgres import Server, postgres_server

WORDS = WordEmbedder()
PASSWORD = "geheim-4711"
QUESTION = "Кошка любит молоко"


def write(corpus: PostgresCorpus, text: str = "Кошка любит молоко.") -> None:
    documents = [Document("cat.md", "", text, "ru"), Document("dog.md", "", "Собака лает.", "ru")]
    sync_documents(documents, corpus, lambda: WORDS, fingerprint=WORDS.fingerprint)


@pytest.fixture
def settings(postgres: Server) -> PostgresSettings:
    return postgres.corpus()


@pytest.fixture
def corpus(settings: PostgresSettings, tmp_path: Path) -> PostgresCorpus:
    made = PostgresCorpus(settings, tmp_path / "index")
    write(made)
    return made


def told(attempt: object, code: str) -> str:
    """The one sentence that an attempt ends with."""
    with pytest.raises(SeedQAError) as raised:
        attempt()  # type: ignore[operator]
    assert raised.value.code == code, raised.value
    assert PASSWORD not in str(raised.value)
    assert "\n" not in str(raised.value)
    return str(raised.value)


@contextmanager
def asker(postgres: Server, rights: str = "") -> Iterator[PostgresSettings]:
    """Somebody with a password, who may do no more than is said."""
    postgres.run(f"CREATE ROLE asker LOGIN PASSWORD '{PASSWORD}'")
    rules = postgres.folder / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"local all asker scram-sha-256\n{before}")
    postgres.run("SELECT pg_reload_conf()")
    for right in rights.splitlines():
        postgres.run(right)
    try:
        yield PostgresSettings(postgres.url.replace("postgres:@", "asker@"), PASSWORD)
    finally:
        rules.write_text(before)
        postgres.run("SELECT pg_reload_conf()")
        postgres.run("DROP OWNED BY asker")
        postgres.run("DROP ROLE asker")


def test_nobody_there(tmp_path: Path) -> None:
    nowhere = PostgresSettings(f"postgresql://ann:{PASSWORD}@127.0.0.1:1/seedqa")
    for attempt in (
        PostgresCorpus(nowhere, tmp_path).require,
        lambda: write(PostgresCorpus(nowhere, tmp_path)),
        lambda: Searcher(PostgresCorpus(nowhere, tmp_path), WORDS),
    ):
        assert "127.0.0.1:1/seedqa" in told(attempt, "engine_unreachable")


def test_a_url_that_is_none(tmp_path: Path) -> None:
    nonsense = PostgresSettings(f"no url {PASSWORD}")
    told(PostgresCorpus(nonsense, tmp_path).require, "engine_failed")


def test_a_wrong_password_and_a_wrong_name(postgres: Server, tmp_path: Path) -> None:
    with asker(postgres) as right:
        wrong = PostgresSettings(right.url, "wrong")
        told(PostgresCorpus(wrong, tmp_path).require, "engine_refused")
        elsewhere = PostgresSettings(right.url.replace("/postgres?", "/none?"), PASSWORD)
        assert "none" in told(PostgresCorpus(elsewhere, tmp_path).require, "engine_refused")
        # The password is right, but they may make no schema.
        postgres.run("CREATE EXTENSION IF NOT EXISTS vector")
        told(lambda: write(PostgresCorpus(right, tmp_path)), "engine_refused")


def test_whoever_may_only_read_reads(
    postgres: Server, corpus: PostgresCorpus, settings: PostgresSettings, tmp_path: Path
) -> None:
    rights = (
        f"GRANT USAGE ON SCHEMA {settings.schema} TO asker\n"
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {settings.schema} TO asker"
    )
    with asker(postgres, rights) as reader:
        own = PostgresSettings(reader.url, PASSWORD, settings.schema)
        shared = PostgresCorpus(own, tmp_path / "reader")
        assert Searcher(shared, WORDS).search(QUESTION)[0].document.id == "cat.md"
        told(lambda: write(shared, "Кошка спит."), "engine_refused")


def test_without_the_extension(postgres: Server, tmp_path: Path) -> None:
    postgres.run("CREATE DATABASE bare")
    try:
        with asker(postgres) as somebody:
            bare = PostgresSettings(somebody.url.replace("/postgres?", "/bare?"), PASSWORD)
            assert "pgvector" in told(
                lambda: write(PostgresCorpus(bare, tmp_path)), "engine_extension"
            )
    finally:
        postgres.run("DROP DATABASE bare WITH (FORCE)")


def test_broken_connections_are_made_anew(postgres: Server, corpus: PostgresCorpus) -> None:
    searcher = Searcher(corpus, WORDS)
    for _ in range(2):
        postgres.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'seedqa'"
        )
        assert searcher.search(QUESTION)[0].document.id == "cat.md"
    write(corpus, "Кошка любит сливки.")
    assert searcher.open(None).document("cat.md").text == "Кошка любит сливки."  # type: ignore[union-attr]


def test_a_server_that_goes_down_and_comes_back(tmp_path: Path) -> None:
    with postgres_server(tmp_path / "server") as server:
        corpus = PostgresCorpus(server.corpus(timeout_s=1.0), tmp_path / "index")
        write(corpus)
        searcher = Searcher(corpus, WORDS)
        server.stop()
        told(lambda: searcher.search(QUESTION), "engine_unreachable")
        told(lambda: write(corpus, "Кошка спит."), "engine_unreachable")
        server.start()
        assert searcher.search(QUESTION)[0].document.id == "cat.md"
        write(corpus, "Кошка спит.")
        assert searcher.open(None).document("cat.md").text == "Кошка спит."  # type: ignore[union-attr]


def test_a_writer_that_loses_its_session_changes_nothing(
    postgres: Server, corpus: PostgresCorpus
) -> None:
    def break_off() -> None:
        with corpus.writing(False) as store:
            store.bring_up()
            with store.transaction():
                store.advance(["cat.md"])
                postgres.run(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE application_name = 'seedqa'"
                )
                store.remember(sources="[]")

    told(break_off, "engine_unreachable")
    assert {d.id for d in Searcher(corpus, WORDS).documents()} == {"cat.md", "dog.md"}
    write(corpus, "Кошка спит.")


def test_what_takes_too_long_is_given_up(
    postgres: Server, corpus: PostgresCorpus, settings: PostgresSettings, tmp_path: Path
) -> None:
    slow = PostgresSettings(settings.url, schema=settings.schema, timeout_s=0.3)
    searcher = Searcher(PostgresCorpus(slow, tmp_path / "slow"), WORDS)
    with psycopg.connect(postgres.url) as connection:
        connection.execute(f"LOCK TABLE {settings.schema}.documents".encode())
        assert "0.3 s" in told(lambda: searcher.search(QUESTION), "engine_slow")
    assert searcher.search(QUESTION)


@pytest.mark.parametrize("format_", ["4", "99"])
def test_another_version_of_the_program(
    postgres: Server, corpus: PostgresCorpus, settings: PostgresSettings, format_: str
) -> None:
    searcher = Searcher(corpus, WORDS)
    meta = f"{settings.schema}.meta"
    postgres.run(f"UPDATE {meta} SET value = '{format_}' WHERE key = 'format'")
    # Whoever is at it goes on with what it has taken up.
    assert searcher.search(QUESTION)
    for attempt in (lambda: Searcher(corpus, WORDS), lambda: write(corpus)):
        with pytest.raises(IndexFormatError) as refused:
            attempt()
        assert refused.value.code == "index_old_format"


def test_another_process_reads_and_writes(
    corpus: PostgresCorpus, settings: PostgresSettings, tmp_path: Path
) -> None:
    searcher = Searcher(corpus, WORDS)
    program = """
import json, sys
from pathlib import Path
from index.storage.postgres.connecting import PostgresSettings
from tests.index.storage import test_postgres as here
given = json.loads(sys.argv[1])
settings = PostgresSettings(given["url"], schema=given["schema"])
corpus = here.PostgresCorpus(settings, Path(given["folder"]))
print(here.Searcher(corpus, here.WORDS).search(here.QUESTION)[0].document.id)
here.write(corpus, "Кошка номер два.")
"""
    given = {"url": settings.url, "schema": settings.schema, "folder": str(tmp_path / "other")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, json.dumps(given)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == "cat.md", done.stderr
    assert searcher.open(None).document("cat.md").text == "Кошка номер два."  # type: ignore[union-attr]


def test_two_corpora_lock_each_their_own(
    postgres: Server, corpus: PostgresCorpus, tmp_path: Path
) -> None:
    other = PostgresCorpus(postgres.corpus(), tmp_path / "two")
    with corpus.writing(False):
        write(other)
        with pytest.raises(IndexLockedError):
            write(corpus)


def test_where_nothing_can_be_kept_words_are_found_all_the_same(
    settings: PostgresSettings, corpus: PostgresCorpus, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    homeless = PostgresCorpus(settings, tmp_path / "file" / "index")
    hit = Searcher(homeless, WORDS).search(QUESTION)[0]
    assert (hit.document.id, hit.keyword_rank) == ("cat.md", 1)


def test_the_error_names_no_password(tmp_path: Path) -> None:
    place = PostgresSettings(
        f"postgresql://ann:{PASSWORD}@db.example.org:6543/notes?sslmode=require"
    )
    assert place.where == "postgresql://db.example.org:6543/notes#seedqa"
    assert PASSWORD not in str(
        EngineError("engine_slow", where=place.where, seconds="1", setting="X")
    )


def test_a_thread_of_the_connections_may_be_the_last_to_let_go(corpus: PostgresCorpus) -> None:
    gone: Future[None] = Future()

    class LetGo(MaintenanceTask):
        """What Python does in whatever thread collects what nobody needs any more."""

        def _run(self, pool: ConnectionPool[Any]) -> None:
            try:
                _close(pool)
                gone.set_result(None)
            except RuntimeError as error:
                gone.set_exception(error)

    assert Searcher(corpus, WORDS).search(QUESTION)
    pool = corpus._pool
    assert pool is not None
    pool.run_task(LetGo(pool))
    gone.result(timeout=10)
    deadline = time.monotonic() + 10
    while not pool.closed and time.monotonic() < deadline:
        time.sleep(0.01)
    assert pool.closed
