"""Files that are as they were aren't read again, and nothing of what changed is missed."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import loaders, stamps
from index.search import Searcher
from index.stamps import STAMPS_FILE
from index.storage.layout import STORE_FILE
from index.sync import sync_documents
from index.types import Document
from tests.doubles import WordEmbedder
from tests.index.corpus import TEXTS, best, run


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files that are read, one after the other."""
    names: list[str] = []
    whole = loaders.open_file

    def noted(path: Path) -> object:
        names.append(path.name)
        return whole(path)

    monkeypatch.setattr(loaders, "open_file", noted)
    return names


@pytest.fixture
def settled(
    seeds: Path,
    index: Path,
    words: WordEmbedder,
    read: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An index of files that have been there for a while."""
    monkeypatch.setattr(stamps, "_TOO_NEW", 0)
    time.sleep(0.02)
    run(seeds, index, words)
    assert sorted(read) == sorted(TEXTS)
    read.clear()


def test_nothing_is_read_twice(
    seeds: Path, index: Path, words: WordEmbedder, read: list[str], settled: None
) -> None:
    report = run(seeds, index, words)
    assert (read, set(report.unchanged), report.published) == ([], set(TEXTS), False)
    assert best(index, words, "кошка любит молоко") == "cats.md"


def test_what_was_written_is_read(
    seeds: Path, index: Path, words: WordEmbedder, read: list[str], settled: None
) -> None:
    (seeds / "cats.md").write_text("Лев спит в саванне.", encoding="utf-8")
    (seeds / "fish.md").write_text("Рыбы плавают в реке.", encoding="utf-8")
    report = run(seeds, index, words)
    assert sorted(read) == ["cats.md", "fish.md"]
    assert (report.changed, report.added, len(report.unchanged)) == (
        ("cats.md",),
        ("fish.md",),
        len(TEXTS) - 1,
    )
    assert best(index, words, "лев спит в саванне") == "cats.md"


def test_a_file_of_the_same_size_and_time_is_read(
    seeds: Path, index: Path, words: WordEmbedder, read: list[str], settled: None
) -> None:
    path = seeds / "cats.md"
    before, old = path.stat(), path.read_bytes()
    path.write_bytes(old.replace("молоко".encode(), "сливки".encode()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert run(seeds, index, words).changed == ("cats.md",)


def test_a_file_that_was_just_written_is_read_once_more(
    seeds: Path,
    index: Path,
    words: WordEmbedder,
    read: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stamps, "_TOO_NEW", 60)
    run(seeds, index, words)
    read.clear()
    run(seeds, index, words)
    assert sorted(read) == sorted(TEXTS)


def test_files_deleted_and_moved(
    seeds: Path, index: Path, words: WordEmbedder, read: list[str], settled: None
) -> None:
    (seeds / "cats.md").rename(seeds / "lions.md")
    report = run(seeds, index, words)
    assert (report.removed, report.added, read) == (("cats.md",), ("lions.md",), ["lions.md"])


@pytest.mark.parametrize("lost", [STORE_FILE, STAMPS_FILE])
def test_what_the_index_lost_is_read(
    seeds: Path, index: Path, words: WordEmbedder, read: list[str], settled: None, lost: str
) -> None:
    (index / lost).unlink()
    run(seeds, index, words)
    assert sorted(read) == sorted(TEXTS)
    assert best(index, words, "кошка любит молоко") == "cats.md"


@pytest.mark.parametrize("content", [b"", b"not a database" * 100, None])
def test_a_damaged_list_costs_time_alone(
    seeds: Path,
    index: Path,
    words: WordEmbedder,
    read: list[str],
    settled: None,
    content: bytes | None,
) -> None:
    path = index / STAMPS_FILE
    path.unlink()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    assert len(run(seeds, index, words).unchanged) == len(TEXTS)
    assert sorted(read) == sorted(TEXTS)
    read.clear()
    run(seeds, index, words)
    assert bool(read) == (content is None)


def test_what_is_made_anew_is_read(
    seeds: Path, index: Path, words: WordEmbedder, read: list[str], settled: None
) -> None:
    run(seeds, index, words, rebuild=True)
    assert sorted(read) == sorted(TEXTS)
    read.clear()
    run(seeds, index, words)
    assert read == []


def test_another_way_of_reading_reads_all(
    seeds: Path,
    index: Path,
    words: WordEmbedder,
    read: list[str],
    settled: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stamps, "_reading", lambda: "newer")
    run(seeds, index, words)
    assert sorted(read) == sorted(TEXTS)


def test_what_is_amiss_is_told_every_time(
    seeds: Path, index: Path, words: WordEmbedder, read: list[str], settled: None
) -> None:
    (seeds / "bytes.txt").write_bytes("Слово и ".encode() + b"\xff\xfe" + " ещё слова.".encode())
    (seeds / "empty.md").write_bytes(b"")
    time.sleep(0.02)
    first, second = (run(seeds, index, words).failures for _ in range(2))
    assert [str(error) for error in first] == [str(error) for error in second]
    assert {error.code for error in first} >= {"document_empty"}


def test_an_original_that_comes_later_is_found(
    seeds: Path, index: Path, words: WordEmbedder, settled: None
) -> None:
    text = "---\ntranslation_of: wolves.md\n---\nВолк живёт в лесу."
    (seeds / "wolves.ru.md").write_text(text, encoding="utf-8")
    time.sleep(0.02)
    assert [error.code for error in run(seeds, index, words).failures] == ["document_translation"]
    (seeds / "wolves.md").write_text("The wolf lives in the wood.", encoding="utf-8")
    time.sleep(0.02)
    assert run(seeds, index, words).failures == ()
    # The original isn't read any more, the translation still belongs to it.
    run(seeds, index, words)
    found = Searcher(index, words).document("wolves.ru.md")
    assert found
    assert found.translation_of == "wolves.md"
    (seeds / "wolves.md").unlink()
    assert [error.code for error in run(seeds, index, words).failures] == ["document_translation"]


def test_a_document_that_another_sync_replaced_is_read(
    seeds: Path, index: Path, words: WordEmbedder, read: list[str], settled: None
) -> None:
    sync_documents([Document("cats.md", "C", "Один два три.", "ru")], index, lambda: words)
    report = run(seeds, index, words)
    assert sorted(read) == sorted(TEXTS)
    assert report.changed == ("cats.md",)
    assert best(index, words, "кошка любит молоко") == "cats.md"
