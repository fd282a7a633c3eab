"""Whatever state an index was left in, it is opened, mended or named with what to do."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import IndexFormatError
from index.search import Searcher
from index.storage import Store
from index.storage.changes import passage_rows
from index.storage.layout import STORE_FILE, current_generation
from index.storage.opening import open_generation
from index.storage.sources import remembered_sources
from index.sync import sync
from tests.doubles import WordEmbedder
from tests.index.corpus import TEXTS, best, run


def test_another_model_is_refused_with_the_command(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    run(seeds, index, words)
    other = WordEmbedder("other")
    for attempt in (lambda: run(seeds, index, other), lambda: Searcher(index, other)):
        with pytest.raises(IndexFormatError) as caught:
            attempt()
        assert caught.value.code == "index_other_model"
        assert f"seedqa index {seeds} --rebuild --index {index}" in str(caught.value)
    assert best(index, words, "кошка любит молоко") == "cats.md"
    assert run(seeds, index, other, rebuild=True).embedded > 0
    assert best(index, other, "кошка любит молоко") == "cats.md"


def test_ids_are_never_used_twice(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    before = {p.id for p in passage_rows(Store.open(index / STORE_FILE))}
    run(seeds, index, words, rebuild=True)
    after = {p.id for p in passage_rows(Store.open(index / STORE_FILE))}
    assert before.isdisjoint(after)


def test_a_rebuild_that_fails_leaves_the_old_index(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    run(seeds, index, words)

    class Broken(WordEmbedder):
        def embed_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]
            raise MemoryError

    with pytest.raises(MemoryError):
        run(seeds, index, Broken(), rebuild=True)
    assert best(index, words, "кошка любит молоко") == "cats.md"


@pytest.mark.parametrize("victim", ["vectors.bin", "manifest.json", "keywords/meta.json"])
@pytest.mark.parametrize("damage", ["flip", "truncate", "remove"])
def test_a_damaged_generation_is_made_anew(
    seeds: Path, index: Path, words: WordEmbedder, victim: str, damage: str
) -> None:
    run(seeds, index, words)
    path = index / "generations" / "1" / victim
    raw = bytearray(path.read_bytes())
    path.unlink()
    if damage == "truncate":
        del raw[len(raw) // 2 :]
    elif damage == "flip":
        raw[len(raw) // 2] ^= 0xFF
    if damage != "remove":
        path.write_bytes(raw)
    assert best(index, words, "кошка любит молоко") == "cats.md"
    assert not run(seeds, index, words).published


@pytest.mark.parametrize("victim", ["current", "generations"])
def test_a_lost_generation_is_made_anew(
    seeds: Path, index: Path, words: WordEmbedder, victim: str
) -> None:
    run(seeds, index, words)
    path = index / victim
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert best(index, words, "кошка любит молоко") == "cats.md"


def test_what_is_newer_than_the_generation_is_found(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    run(seeds, index, words)
    shutil.copytree(index / "generations" / "1", index / "kept")
    (seeds / "fish.md").write_text("Рыбы плавают в реке.", encoding="utf-8")
    run(seeds, index, words)
    shutil.rmtree(index / "generations" / "2")
    (index / "current").write_text("1\n")
    assert best(index, words, "рыбы в реке") == "fish.md"


@pytest.mark.parametrize("content", [b"", b"not a database, surely", None])
def test_a_damaged_store_is_named_with_the_command(
    seeds: Path, index: Path, words: WordEmbedder, content: bytes | None
) -> None:
    run(seeds, index, words)
    store = index / STORE_FILE
    if content is None:
        raw = bytearray(store.read_bytes())
        raw[4096 : 4096 * 3] = os.urandom(4096 * 2)
        content = bytes(raw)
    store.write_bytes(content)
    with pytest.raises(IndexFormatError) as caught:
        open_generation(index)
    assert caught.value.code in ("index_damaged", "index_old_format")
    assert "--rebuild" in str(caught.value)
    run(seeds, index, words, rebuild=True)
    assert best(index, words, "кошка любит молоко") == "cats.md"


def test_an_older_format_is_refused(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    with sqlite3.connect(index / STORE_FILE) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
    connection.close()
    for attempt in (lambda: run(seeds, index, words), lambda: open_generation(index)):
        with pytest.raises(IndexFormatError) as caught:
            attempt()
        assert caught.value.code == "index_old_format"
    run(seeds, index, words, rebuild=True)
    assert best(index, words, "кошка любит молоко") == "cats.md"


@pytest.mark.parametrize("pragma", [None, "journal_mode=WAL"])
def test_a_store_without_tables_is_a_new_one(
    seeds: Path, index: Path, words: WordEmbedder, pragma: str | None
) -> None:
    """What a kill leaves between making the file and the first transaction."""
    index.mkdir()
    with closing(sqlite3.connect(index / STORE_FILE)) as connection:
        if pragma:
            connection.execute(f"PRAGMA {pragma}")
    with pytest.raises(IndexFormatError) as caught:
        Searcher(index, words)
    assert caught.value.code == "index_missing"
    assert set(run(seeds, index, words).added) == set(TEXTS)
    assert best(index, words, "кошка любит молоко") == "cats.md"


def test_an_index_that_was_never_published_is_missing_and_takes_any_model(
    seeds: Path, index: Path, words: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sync._STRETCH", 1)

    class Killed(WordEmbedder):
        def embed_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]
            if self.embedded:
                raise KeyboardInterrupt
            return super().embed_passages(texts, progress)

    with pytest.raises(KeyboardInterrupt):
        run(seeds, index, Killed())
    with pytest.raises(IndexFormatError) as caught:
        Searcher(index, words)
    assert caught.value.code == "index_missing"
    # It is known what it was to be made of, and what was embedded is kept.
    assert remembered_sources(index) == [f"{seeds}/"]
    report = sync([], index, lambda: words, fingerprint=words.fingerprint)
    assert set(report.added) == set(TEXTS)
    assert 0 < report.embedded < 9
    other = WordEmbedder("other")
    shutil.rmtree(index)
    with pytest.raises(KeyboardInterrupt):
        run(seeds, index, Killed())
    assert set(run(seeds, index, other).added) == set(TEXTS)


def test_what_the_store_holds_is_published_by_the_next_sync(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    """A sync that was broken off before its end is made up for, and isn't told as nothing."""
    run(seeds, index, words)
    (index / "current").unlink()
    report = run(seeds, index, words)
    assert (set(report.unchanged), report.published) == (set(TEXTS), True)
    assert current_generation(index) == "1"
    assert not run(seeds, index, words).published


def test_a_missing_index(tmp_path: Path) -> None:
    with pytest.raises(IndexFormatError) as caught:
        open_generation(tmp_path / "none")
    assert caught.value.code == "index_missing"
    assert not (tmp_path / "none").exists()
