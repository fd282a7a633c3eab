import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexFormatError, IndexLockedError, LoadError, StorageError
from index.search import Searcher
from index.storage import Store, open_snapshot
from index.storage.generations import write_lock
from index.storage.layout import STORE_FILE, current_generation
from index.sync import SyncReport, sync
from tests.doubles import WordEmbedder

TEXTS = {
    "cats.md": "Кошки спят весь день.\n\nКошка любит молоко.",
    "dogs.md": "Собаки бегают по двору.\n\nСобака стережёт дом.",
    "birds.txt": "Birds sing in the morning. A bird builds a nest.",
}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def words() -> WordEmbedder:
    return WordEmbedder()


def run(seeds: Path, index: Path, words: WordEmbedder, rebuild: bool = False) -> SyncReport:
    return sync([seeds], index, lambda: words, fingerprint=words.fingerprint, rebuild=rebuild)


def best(index: Path, words: WordEmbedder, question: str) -> str:
    return Searcher(index, words).search(question)[0].document.id


def test_a_second_run_embeds_nothing(seeds: Path, index: Path, words: WordEmbedder) -> None:
    first = run(seeds, index, words)
    assert set(first.added) == set(TEXTS)
    assert first.embedded == words.embedded > 0

    def never() -> WordEmbedder:
        raise AssertionError("the model was loaded")

    second = sync([seeds], index, never, fingerprint=words.fingerprint)
    assert set(second.unchanged) == set(TEXTS)
    assert second.embedded == 0
    assert current_generation(index) == "1"


def test_added_changed_and_removed(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    (seeds / "fish.md").write_text("Рыбы плавают в реке.", encoding="utf-8")
    (seeds / "dogs.md").write_text("Собаки летают на Марс.", encoding="utf-8")
    (seeds / "birds.txt").unlink()
    report = run(seeds, index, words)
    assert (report.added, report.changed, report.removed, report.unchanged) == (
        ("fish.md",),
        ("dogs.md",),
        ("birds.txt",),
        ("cats.md",),
    )
    assert best(index, words, "Кто плавает в реке?") == "fish.md"
    assert all(h.document.id != "birds.txt" for h in Searcher(index, words).search("birds nest"))


def test_a_reader_picks_up_a_new_generation(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    searcher = Searcher(index, words)
    (seeds / "fish.md").write_text("Рыбы плавают в реке.", encoding="utf-8")
    run(seeds, index, words)
    assert searcher.search("рыбы в реке")[0].document.id == "fish.md"


def test_a_reader_notices_an_index_built_anew(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    run(seeds, index, words)
    searcher = Searcher(index, words)
    shutil.rmtree(index)
    (seeds / "fish.md").write_text("Рыбы плавают в реке.", encoding="utf-8")
    run(seeds, index, words)
    assert current_generation(index) == "1"
    assert searcher.search("рыбы в реке")[0].document.id == "fish.md"


def test_a_bad_file_is_reported_and_its_old_version_kept(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    run(seeds, index, words)
    (seeds / "cats.md").write_bytes(b"\x00\x01")
    (seeds / "new.md").write_bytes(b"")
    report = run(seeds, index, words)
    assert [f.code for f in report.failures] == ["document_binary", "document_empty"]
    assert report.removed == ()
    assert best(index, words, "кошка любит молоко") == "cats.md"


def test_nothing_to_read_changes_nothing(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    for path in seeds.iterdir():
        path.unlink()
    with pytest.raises(LoadError) as caught:
        run(seeds, index, words)
    assert caught.value.code == "documents_none"
    assert best(index, words, "кошка любит молоко") == "cats.md"


def test_every_hit_is_its_documents_words(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    for hit in Searcher(index, words).search("кошки собаки birds", top_k=50):
        assert hit.document.text[hit.passage.start : hit.passage.end] == hit.passage.text


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
    before = {p.id for p in Store.open(index / STORE_FILE).passages()}
    run(seeds, index, words, rebuild=True)
    after = {p.id for p in Store.open(index / STORE_FILE).passages()}
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
    if damage == "remove":
        path.unlink()
    elif damage == "truncate":
        path.write_bytes(raw[: len(raw) // 2])
    else:
        raw[len(raw) // 2] ^= 0xFF
        path.write_bytes(raw)
    assert best(index, words, "кошка любит молоко") == "cats.md"
    assert current_generation(index) == "2"


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
        open_snapshot(index)
    assert caught.value.code in ("index_damaged", "index_old_format")
    assert "--rebuild" in str(caught.value)
    run(seeds, index, words, rebuild=True)
    assert best(index, words, "кошка любит молоко") == "cats.md"


def test_an_older_format_is_refused(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    with sqlite3.connect(index / STORE_FILE) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
    connection.close()
    for attempt in (lambda: run(seeds, index, words), lambda: open_snapshot(index)):
        with pytest.raises(IndexFormatError) as caught:
            attempt()
        assert caught.value.code == "index_old_format"
    run(seeds, index, words, rebuild=True)
    assert best(index, words, "кошка любит молоко") == "cats.md"


def test_a_missing_index(tmp_path: Path) -> None:
    with pytest.raises(IndexFormatError) as caught:
        open_snapshot(tmp_path / "none")
    assert caught.value.code == "index_missing"
    assert not (tmp_path / "none").exists()


def test_one_writer(seeds: Path, index: Path, words: WordEmbedder) -> None:
    with write_lock(index), pytest.raises(IndexLockedError):
        run(seeds, index, words)


def test_a_folder_that_cant_be_written(seeds: Path, words: WordEmbedder) -> None:
    with pytest.raises(StorageError) as caught:
        run(seeds, Path("/proc/seedqa-index"), words)
    assert caught.value.code == "storage_unwritable"


def test_kill_in_the_middle_loses_nothing(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    for number in range(20):
        (seeds / f"new-{number}.md").write_text(f"Новость номер {number}.", encoding="utf-8")
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from index.sync import sync\n"
        "from tests.doubles import WordEmbedder\n"
        "def progress(state):\n"
        "    if state.done > state.total / 2:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "sync([Path(sys.argv[1])], Path(sys.argv[2]), WordEmbedder, progress=progress)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(seeds), str(index)], check=False, timeout=120
    )
    assert done.returncode == -signal.SIGKILL
    assert best(index, words, "кошка любит молоко") == "cats.md"
    report = run(seeds, index, words)
    assert 0 < len(report.added) < 20
    assert len(Store.open(index / STORE_FILE).hashes()) == 23
