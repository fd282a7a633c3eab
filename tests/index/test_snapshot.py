"""A snapshot keeps what it names, whatever is published in the meantime and by whom."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from index.search import Searcher, Snapshot
from index.storage import Store
from index.storage.layout import STORE_FILE
from index.sync import sync, sync_documents
from index.types import Document, Span
from tests.doubles import WordEmbedder
from tests.index.corpus import TEXTS, run

QUESTION = "Кошка любит молоко"


def everything(snapshot: Snapshot) -> object:
    """All that a question may need of a snapshot."""
    hits = snapshot.search(QUESTION, "ru", 10)
    passages = [hit.passage for hit in hits]
    return (
        hits,
        snapshot.documents(),
        [snapshot.document(hit.document.id) for hit in hits],
        [snapshot.versions(hit.document) for hit in hits],
        [snapshot.passages(hit.document.id) for hit in hits],
        {i: [(s.start, s.end) for s in found] for i, found in snapshot.sentences(passages).items()},
        {i: vector.tolist() for i, vector in snapshot.passage_vectors(passages).items()},
    )


def change(seeds: Path, number: int) -> None:
    """Change one document, add one and remove one."""
    (seeds / "cats.md").write_text(f"Кошка любит сливки.\n\nИх {number}.", encoding="utf-8")
    (seeds / f"new-{number}.md").write_text(f"Кошка номер {number}.", encoding="utf-8")
    (seeds / ("dogs.md" if number == 1 else f"new-{number - 1}.md")).unlink()


def rows(index: Path) -> int:
    """How many versions of documents the store keeps, those that are gone among them."""
    store = Store.open(index / STORE_FILE)
    return int(store.rows("SELECT count(*) FROM documents")[0][0])


def test_a_snapshot_keeps_what_it_names(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    searcher = Searcher(index, words)
    snapshot = searcher.open()
    before = everything(snapshot)
    for number in (1, 2, 3):
        change(seeds, number)
        run(seeds, index, words)
        assert everything(snapshot) == before
        assert searcher.search(QUESTION)[0].document.text.endswith(f"Их {number}.")
    run(seeds, index, WordEmbedder("other"), rebuild=True)
    assert everything(snapshot) == before


def test_what_nobody_uses_is_purged(seeds: Path, index: Path, words: WordEmbedder) -> None:
    run(seeds, index, words)
    snapshot = Searcher(index, words).open()
    for number in (1, 2, 3):
        change(seeds, number)
        run(seeds, index, words)
    assert rows(index) > 3
    assert sorted(path.name for path in (index / "generations").iterdir()) == ["1", "4"]
    del snapshot
    assert not run(seeds, index, words).published
    assert rows(index) == 3
    for folder in ("generations", "readers"):
        assert {path.name for path in (index / folder).iterdir()} <= {"4"}


def test_the_store_does_not_grow_by_being_brought_up_to_date(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    def tables() -> dict[str, int]:
        with closing(sqlite3.connect(index / STORE_FILE)) as connection:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return {
                name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
                for (name,) in found.fetchall()
            }

    sizes = []
    for number in range(1, 5):
        (seeds / "cats.md").write_text(f"Кошка любит сливки.\n\nИх {number}.", encoding="utf-8")
        run(seeds, index, words)
        sizes.append(tables())
    assert sizes == [sizes[0]] * 4


def test_a_changed_document_is_found_while_a_sync_runs(
    seeds: Path, index: Path, words: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sync._STRETCH", 1)
    run(seeds, index, words)
    searcher = Searcher(index, words)
    before = everything(searcher.open())
    change(seeds, 1)
    (seeds / "birds.txt").write_text("Birds fly south. A bird sings.", encoding="utf-8")
    asked = 0

    def ask(_: object) -> None:
        nonlocal asked
        asked += 1
        assert everything(searcher.open()) == before
        assert everything(Searcher(index, words).open()) == before

    sync([seeds], index, lambda: words, fingerprint=words.fingerprint, progress=ask)
    assert asked == 3
    assert "сливки" in searcher.search(QUESTION)[0].document.text


READER = """
import sys
from pathlib import Path
from index.search import Searcher
from tests.doubles import WordEmbedder

snapshot = Searcher(Path(sys.argv[1]), WordEmbedder()).open()
print("open", flush=True)
sys.stdin.readline()
(hit,) = snapshot.search(sys.argv[2], "ru", 1)
print(hit.document.text.replace("\\n", " "), flush=True)
sys.stdin.readline()
"""


def test_a_reader_in_another_process_keeps_what_it_opened(
    seeds: Path, index: Path, words: WordEmbedder
) -> None:
    run(seeds, index, words)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(index), QUESTION],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdin
        assert reader.stdout
        assert reader.stdout.readline() == "open\n"
        for number in (1, 2):
            change(seeds, number)
            run(seeds, index, words)
        reader.stdin.write("ask\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == TEXTS["cats.md"].replace("\n", " ") + "\n"
        assert rows(index) > 3
        reader.kill()
    # A reader that was killed holds nothing.
    run(seeds, index, words)
    assert rows(index) == 3


@pytest.mark.parametrize("translated", [False, True])
def test_a_question_is_resolved_in_few_queries(
    index: Path, words: WordEmbedder, translated: bool
) -> None:
    documents = [
        Document(f"{number}", f"Кошка {number}", f"Кошка номер {number} любит молоко.", "ru")
        for number in range(60)
    ]
    if translated:
        documents += [
            Document(f"{n}.en", f"Cat {n}", f"Cat number {n}.", "en", translation_of=f"{n}")
            for n in range(60)
        ]
    sync_documents(documents, index, lambda: words)
    snapshot = Searcher(index, words).open()
    asked: list[str] = []
    snapshot.store._database.connection.set_trace_callback(asked.append)
    hits = snapshot.search("кошка cat номер number", "ru", 10)
    assert len(hits) == 10
    # The passages found, which documents they are of, and the texts that weren't read yet; of those
    # found in a translation the texts to compare, and their versions in the asker's language with
    # the passages of these.
    assert len(asked) == (6 if translated else 3)
    assert " text" not in f"{asked[0]} {asked[1]}"
    asked.clear()
    assert snapshot.search("кошка cat номер number", "ru", 10) == hits
    assert not any(" text" in query for query in asked)
    asked.clear()
    assert len(snapshot.sentences([hit.passage for hit in hits])) == 10
    assert len(snapshot.passage_vectors([hit.passage for hit in hits])) == 10
    areas = [(hit.document.id, Span(0, 5)) for hit in hits]
    assert [len(found) for found in snapshot.sentences_within([*areas, ("none", Span(0, 5))])] == [
        *[1] * 10,
        0,
    ]
    assert len(asked) == 3
