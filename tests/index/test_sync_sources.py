"""What an index is made of: remembered, brought up to date, never lost for being away."""

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import IndexFormatError, LoadError
from index.search import Searcher
from index.storage import Store
from index.storage.layout import STORE_FILE
from index.sync import SyncReport, sync, sync_documents
from index.types import Document
from tests.doubles import WordEmbedder
from tests.index.corpus import TEXTS, best, run


def update(index: Path, words: WordEmbedder, *paths: Path) -> SyncReport:
    """As `seedqa index` does, by default without a path."""
    return sync(paths, index, lambda: words, fingerprint=words.fingerprint)


def test_without_a_path_the_index_keeps_what_it_was_made_of(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    run(seeds, index, words)
    assert not update(index, words).published
    (seeds / "fish.md").write_text("Рыбы плавают в реке.", encoding="utf-8")
    assert update(index, words).added == ("fish.md",)
    rebuilt = sync([], index, lambda: words, fingerprint=words.fingerprint, rebuild=True)
    assert len(rebuilt.unchanged) == len(TEXTS) + 1
    assert best(index, words, "рыбы в реке") == "fish.md"


def test_a_new_index_needs_paths(index: Path, words: WordEmbedder) -> None:
    with pytest.raises(IndexFormatError) as caught:
        update(index, words)
    assert caught.value.code == "index_missing"
    assert not index.exists()


def test_an_index_that_does_not_say_what_it_was_made_of(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    sync_documents([Document("a", "A", "Один два три.", "ru")], index, lambda: words)
    with pytest.raises(IndexFormatError) as caught:
        update(index, words)
    assert caught.value.code == "sources_unknown"
    assert best(index, words, "один два три") == "a"
    # Naming them is what the error asks for.
    report = update(index, words, seeds)
    assert (set(report.added), report.removed) == (set(TEXTS), ("a",))


def test_a_folder_that_is_away_loses_nothing(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    seeds.rename(seeds.with_name("unmounted"))
    for paths in ((), (seeds,)):
        with pytest.raises(LoadError) as caught:
            update(index, words, *paths)
        assert caught.value.code == ("document_missing" if paths else "source_missing")
    assert best(index, words, "кошка любит молоко") == "cats.md"
    seeds.with_name("unmounted").rename(seeds)
    assert not update(index, words).published


def test_a_file_that_was_named_goes_when_it_is_deleted(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    update(index, words, *(seeds / name for name in TEXTS))
    (seeds / "cats.md").unlink()
    assert update(index, words).removed == ("cats.md",)
    (seeds / "cats.md").write_text(TEXTS["cats.md"], encoding="utf-8")
    assert update(index, words).added == ("cats.md",)
    seeds.rename(seeds.with_name("unmounted"))
    with pytest.raises(LoadError) as caught:
        update(index, words)
    assert caught.value.code == "source_missing"


def test_a_lost_store_is_made_anew_from_what_it_was_made_of(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    run(seeds, index, words)
    (index / STORE_FILE).unlink()
    assert set(update(index, words).added) == set(TEXTS)
    (index / STORE_FILE).unlink()
    (index / "generations" / "1" / "manifest.json").unlink()
    with pytest.raises(IndexFormatError) as caught:
        update(index, words)
    assert caught.value.code == "sources_unknown"


def test_where_documents_lie_is_kept_up(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    moved = seeds.rename(seeds.with_name("moved"))
    report = run(moved, index, words)
    assert (set(report.unchanged), report.embedded, report.published) == (set(TEXTS), 0, True)
    entries = Store.open(index / STORE_FILE).entries()
    assert {name: entry.path for name, entry in entries.items()} == {
        name: str(moved / name) for name in TEXTS
    }


def test_an_id_may_be_asked_for_in_composed_characters_or_not(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    (seeds / unicodedata.normalize("NFD", "Зимний сад.md")).write_text("Пальмы.", encoding="utf-8")
    run(seeds, index, words)
    searcher = Searcher(index, words)
    for form in ("NFC", "NFD"):
        found = searcher.document(unicodedata.normalize(form, "Зимний сад.md"))
        assert found
        assert (found.id, found.title) == ("Зимний сад.md", "Зимний сад")


def test_an_original_unreadable_once_keeps_its_translation(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    front = "---\ntranslation_of: cats.md\n---\n"
    (seeds / "cats.en.md").write_text(f"{front}Cats sleep.\n\nA cat likes milk.", encoding="utf-8")
    run(seeds, index, words)
    (seeds / "cats.md").write_bytes(b"\x00\x01")
    report = run(seeds, index, words)
    assert (report.changed, report.kept) == ((), ("cats.md",))
    translation = Searcher(index, words).document("cats.en.md")
    assert translation
    assert translation.translation_of == "cats.md"


@pytest.mark.parametrize("count", [2, 3])
def test_documents_that_translate_each_other_are_answered_from(
    seeds: Path, index: Path, words: WordEmbedder, count: int
) -> None:
    for number in range(count):
        front = f"---\ntranslation_of: {(number + 1) % count}.md\n---\n"
        (seeds / f"{number}.md").write_text(f"{front}Цапля стоит в камышах.", encoding="utf-8")
    report = run(seeds, index, words)
    assert [failure.code for failure in report.failures] == ["document_translation_ring"]
    searcher = Searcher(index, words)
    assert searcher.search("цапля в камышах")[0].passage.text == "Цапля стоит в камышах."
    assert Store.open(index / STORE_FILE).entries()["0.md"].translation_of is None
    assert not run(seeds, index, words).published


def test_a_ring_closed_behind_a_file_that_cannot_be_read(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    heron, stork = seeds / "heron.md", seeds / "stork.md"
    heron.write_text("---\ntranslation_of: stork.md\n---\nA heron stands.", encoding="utf-8")
    stork.write_text("Цапля стоит.", encoding="utf-8")
    run(seeds, index, words)
    heron.write_bytes(b"\x00\x01")
    stork.write_text("---\ntranslation_of: heron.md\n---\nЦапля стоит.", encoding="utf-8")
    run(seeds, index, words)
    entries = Store.open(index / STORE_FILE).entries()
    assert entries["heron.md"].translation_of == "stork.md"
    assert entries["stork.md"].translation_of is None


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder of somebody whom permissions hold, where the tests' user may do anything."""
    folder = Path(tempfile.mkdtemp(prefix="seedqa-home-"))
    user = os.geteuid()
    if user == 0:
        shutil.chown(folder, 65534)
        os.seteuid(65534)
    try:
        yield folder
    finally:
        os.seteuid(user)
        for path in folder.rglob("*"):
            path.chmod(0o700)
        shutil.rmtree(folder)


def test_a_folder_that_cannot_be_read_keeps_its_documents(home: Path, words: WordEmbedder) -> None:
    deep = home / "docs" / "deep"
    deep.mkdir(parents=True)
    (home / "docs" / "a.md").write_text("Музей открыт.", encoding="utf-8")
    (deep / "b.md").write_text("Рынок закрыт.", encoding="utf-8")
    run(home / "docs", home / "index", words)
    deep.chmod(0)
    report = run(home / "docs", home / "index", words)
    assert (report.removed, report.kept) == ((), ("deep/b.md",))
    assert [failure.code for failure in report.failures] == ["document_unreadable"]
    assert best(home / "index", words, "рынок закрыт") == "deep/b.md"
    deep.chmod(0o700)
    (home / "docs").chmod(0)
    for paths in ((), (home / "docs",), (home / "docs" / "a.md",), (deep,)):
        with pytest.raises(LoadError) as caught:
            update(home / "index", words, *paths)
        assert caught.value.code == "document_unreadable"
    assert best(home / "index", words, "рынок закрыт") == "deep/b.md"
