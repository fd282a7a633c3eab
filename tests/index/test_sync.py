"""What a sync does and tells."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexLockedError, LoadError, StorageError
from index.search import Searcher
from index.storage import Store
from index.storage.layout import STORE_FILE, current_generation
from index.sync import Progress, sync
from index.text.chunking import chunk
from index.types import Document, Span
from tests.doubles import WordEmbedder
from tests.index.corpus import TEXTS, another_writer, best, run


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
    (seeds / "new.md").write_bytes(b"\x00\x01")
    for rebuild in (False, True):
        report = run(seeds, index, words, rebuild)
        assert [f.code for f in report.failures] == ["document_binary", "document_binary"]
        assert (report.removed, report.kept) == ((), ("cats.md",))
        assert best(index, words, "кошка любит молоко") == "cats.md"
    # Another model reads what the store has of it.
    other = WordEmbedder("other")
    assert run(seeds, index, other, rebuild=True).kept == ("cats.md",)
    assert best(index, other, "кошка любит молоко") == "cats.md"


def test_a_file_emptied_is_not_answered_from(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    (seeds / "cats.md").write_bytes(b"\n")
    report = run(seeds, index, words)
    assert [f.code for f in report.failures] == ["document_empty"]
    assert (report.removed, report.kept) == (("cats.md",), ())
    assert all(hit.document.id != "cats.md" for hit in Searcher(index, words).search("кошка"))


def test_the_last_document_deleted_is_not_answered_from(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    run(seeds, index, words)
    for path in seeds.iterdir():
        path.unlink()
    report = run(seeds, index, words)
    assert set(report.removed) == set(TEXTS)
    assert report.counts == {"documents": 0, "chunks": 0, "sentences": 0}
    assert Searcher(index, words).search("кошка любит молоко") == []
    (seeds / "cats.md").write_text("Кошка вернулась.", encoding="utf-8")
    assert run(seeds, index, words).added == ("cats.md",)
    assert best(index, words, "кошка") == "cats.md"


def test_another_folder_without_documents_changes_nothing(
    seeds: Path, index: Path, words: WordEmbedder, tmp_path: Path
) -> None:
    run(seeds, index, words)
    (tmp_path / "empty").mkdir()
    with pytest.raises(LoadError) as caught:
        run(tmp_path / "empty", index, words)
    assert caught.value.code == "documents_none"
    assert best(index, words, "кошка любит молоко") == "cats.md"


def test_every_hit_is_its_documents_words(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    for hit in Searcher(index, words).search("кошки собаки birds", top_k=50):
        assert hit.document.text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_one_writer(seeds: Path, index: Path, words: WordEmbedder) -> None:
    with another_writer(index), pytest.raises(IndexLockedError):
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
        "from index import sync as syncing\n"
        "from tests.doubles import WordEmbedder\n"
        "def progress(state):\n"
        "    if state.done > state.total / 2:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "syncing._STRETCH = 4\n"
        "paths = [Path(sys.argv[1])]\n"
        "syncing.sync(paths, Path(sys.argv[2]), WordEmbedder, progress=progress)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(seeds), str(index)], check=False, timeout=120
    )
    assert done.returncode == -signal.SIGKILL
    assert best(index, words, "кошка любит молоко") == "cats.md"
    report = run(seeds, index, words)
    assert len(report.added) == 20
    assert 0 < report.embedded < 40  # two texts each, and what was embedded is kept
    assert len(Store.open(index / STORE_FILE).hashes()) == 23


def test_documents_are_cut_while_others_are_embedded(
    seeds: Path, index: Path, words: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(seeds, index, words)
    for number in range(40):
        (seeds / f"new-{number}.md").write_text(f"Новость номер {number}.", encoding="utf-8")
    cut: list[str] = []
    ahead: list[int] = []
    told: list[Progress] = []

    def counted(document: Document) -> list[Span]:
        cut.append(document.id)
        return chunk(document)

    def note(progress: Progress) -> None:
        ahead.append(len(cut) - progress.done)
        told.append(progress)

    monkeypatch.setattr("index.texts.chunk", counted)
    monkeypatch.setattr("index.sync._STRETCH", 4)
    report = sync([seeds], index, lambda: words, progress=note)
    assert len(cut) == len(report.added) == 40
    assert max(ahead) <= 4  # those that come next
    # Each of these documents has one passage; how many there will be is reckoned from the first.
    assert [progress.done for progress in told] == list(range(4, 41, 4))
    assert all(abs(progress.total - 40) <= 2 for progress in told)
    assert told[-1] == Progress(40, 40)
