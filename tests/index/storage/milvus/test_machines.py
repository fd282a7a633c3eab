"""A corpus in Milvus that several machines read and one at a time writes."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import EngineError, IndexLockedError
from index.search import Searcher
from index.storage.milvus import claims
from index.storage.milvus import corpus as corpus_module
from index.storage.milvus.connecting import MilvusSettings
from index.storage.milvus.corpus import MilvusCorpus
from index.storage.milvus.remote import Head, Remote
from index.sync import sync_documents
from index.types import Document
from tests.index.storage.milvus.corpora import QUESTION, WORDS, cat, told, write


def test_machines_share_what_either_writes(corpus: MilvusCorpus, other: MilvusCorpus) -> None:
    one, two = Searcher(corpus, WORDS), Searcher(other, WORDS)
    hits = two.search(QUESTION)
    assert [hit.passage for hit in hits] == [hit.passage for hit in one.search(QUESTION)]
    for number, writer in enumerate([other, corpus, other]):
        write(writer, f"Кошка номер {number}.")
        assert cat(one) == cat(two) == f"Кошка номер {number}."
    assert one.snapshot.manifest.revision == two.snapshot.manifest.revision == 4


def test_a_machine_that_was_away(
    corpus: MilvusCorpus, other: MilvusCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = Searcher(other, WORDS)
    old = two.open()
    monkeypatch.setattr(corpus_module, "_KEPT_S", -5.0)
    for number in range(3):
        write(corpus, f"Кошка номер {number}.")
    sync_documents([Document("new.md", "", "Ёж.", "ru")], corpus, lambda: WORDS)
    # Of what had gone by then nothing is there any more.
    remote = Remote(corpus._remote.settings)
    head = remote.head()
    assert head is not None
    assert head.purged == head.revision
    assert remote.went(head.id, 0, head.revision) == {}
    assert len(remote.came(head.id, 0, head.revision)) == 1
    assert [d.id for d in two.open(None).documents()] == ["new.md"]
    assert [d.id for d in old.documents()] == ["cat.md", "dog.md"], "whoever has it keeps it"
    write(other, "Кошка вернулась.")
    assert cat(Searcher(corpus, WORDS)) == "Кошка вернулась."


def test_numbers_are_never_used_again(
    corpus: MilvusCorpus, other: MilvusCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = Searcher(other, WORDS)
    monkeypatch.setattr(corpus_module, "_KEPT_S", -5.0)
    for number in range(3):
        write(corpus, f"Кошка номер {number}.")
    sync_documents([], corpus, lambda: WORDS)
    # A third one, which never saw what had been there, writes.
    third = MilvusCorpus(corpus._remote.settings, other.folder.parent / "three")
    write(third, "Кошка третьей машины.")
    assert cat(two) == "Кошка третьей машины."
    assert two.search("Кошка третьей машины", "ru")[0].document.text == "Кошка третьей машины."


def test_what_is_broken_off_is_seen_by_nobody(
    corpus: MilvusCorpus, other: MilvusCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = Searcher(other, WORDS)

    def break_off(self: Remote, head: Head) -> None:
        raise EngineError("engine_failed", where="here", reason="broken off")

    with monkeypatch.context() as broken:
        broken.setattr(Remote, "set_head", break_off)
        with pytest.raises(EngineError):
            write(corpus, "Кошка, которой нет.")
    for searcher in (two, Searcher(corpus, WORDS)):
        assert cat(searcher) == "Кошка любит молоко."
        assert len(searcher.search(QUESTION, keywords=False)) == 2
    write(other, "Кошка спит.")
    write(corpus, "Кошка проснулась.")
    assert cat(two) == "Кошка проснулась."
    assert len(two.search(QUESTION, keywords=False)) == 2


def test_one_writes_at_a_time(corpus: MilvusCorpus, other: MilvusCorpus) -> None:
    with corpus.writing(False):
        told(lambda: write(other, "Кошка спит."), "index_locked")
        assert Searcher(other, WORDS).search(QUESTION)
    write(other, "Кошка спит.")


def test_of_many_at_once_at_most_one_writes(settings: MilvusSettings, tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def attempt(number: int) -> bool:
        corpus = MilvusCorpus(settings, tmp_path / str(number))
        try:
            with corpus.writing(False):
                inside.append(number)
                most.append(len(inside))
                time.sleep(0.2)
                inside.remove(number)
        except IndexLockedError:
            return False
        return True

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(attempt, range(15)))
    assert max(most, default=1) == 1
    assert attempt(99)


def test_a_claim_of_the_dead_runs_out(
    corpus: MilvusCorpus, other: MilvusCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = claims.Claim(corpus._remote, corpus.folder)
    left._renew()
    told(lambda: write(other, "Кошка спит."), "index_locked")
    # Whoever holds the folder's lock knows that nobody there claims.
    write(corpus, "Кошка ест.")
    monkeypatch.setattr(claims, "LASTS_S", -1.0)
    claims.Claim(corpus._remote, corpus.folder)._renew()
    monkeypatch.undo()
    write(other, "Кошка спит.")
    assert cat(Searcher(corpus, WORDS)) == "Кошка спит."


def test_whoever_lost_the_claim_changes_nothing(corpus: MilvusCorpus, other: MilvusCorpus) -> None:
    def lose() -> None:
        with corpus.writing(False) as store:
            for key in corpus._remote.texts("claim:"):
                corpus._remote.drop_text(key)
            corpus.publish(store, ["cat.md"], WORDS.fingerprint, [])

    told(lose, "index_locked")
    assert cat(Searcher(other, WORDS)) == "Кошка любит молоко."
    write(corpus, "Кошка спит.")


def test_another_process_reads_and_writes(
    corpus: MilvusCorpus, settings: MilvusSettings, tmp_path: Path
) -> None:
    searcher = Searcher(corpus, WORDS)
    program = """
import json, sys
from pathlib import Path
from index.search import Searcher
from index.storage.milvus.connecting import MilvusSettings
from index.storage.milvus.corpus import MilvusCorpus
from tests.index.storage.milvus import corpora
given = json.loads(sys.argv[1])
settings = MilvusSettings(given["url"], name=given["name"])
corpus = MilvusCorpus(settings, Path(given["folder"]))
print(Searcher(corpus, corpora.WORDS).search(corpora.QUESTION)[0].document.id)
corpora.write(corpus, "Кошка номер два.")
"""
    given = {"url": settings.url, "name": settings.name, "folder": str(tmp_path / "third")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, json.dumps(given)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == "cat.md", done.stderr
    assert cat(searcher) == "Кошка номер два."
