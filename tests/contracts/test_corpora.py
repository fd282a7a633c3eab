"""One suite over every place an index may live in."""

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexFormatError, IndexLockedError
from index.search import Searcher, Snapshot
from index.storage import Corpus, list_documents, list_newest
from index.sync import SyncReport, sync, sync_documents
from index.types import Anchor, Block, Document, Span
from tests.contracts.conftest import MakeCorpus
from tests.doubles import WordEmbedder
from tests.index.corpus import write_texts

QUESTION = "Кошка любит молоко"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_texts(tmp_path / "seeds")


@pytest.fixture
def words() -> WordEmbedder:
    return WordEmbedder()


def run(seeds: Path, corpus: Corpus, words: WordEmbedder, **more: bool) -> SyncReport:
    return sync([seeds], corpus, lambda: words, fingerprint=words.fingerprint, **more)


def everything(snapshot: Snapshot) -> object:
    """All that a question may need of a snapshot, but for numbers of rows."""
    hits = snapshot.search(QUESTION, "ru", 10)
    return (
        [(h.document, h.passage.text, h.dense_rank, h.keyword_rank) for h in hits],
        [round(hit.score, 6) for hit in hits],
        snapshot.documents(),
        [snapshot.versions(hit.document) for hit in hits],
        [[(s.start, s.end, s.vector.round(4).tolist()) for s in snapshot.sentences([h.passage])[
            h.passage.id]] for h in hits],
        [snapshot.passage_vectors([h.passage])[h.passage.id].round(5).tolist() for h in hits],
        snapshot.sentences_within([("birds.txt", Span(0, 20))])[0][0].end,
    )  # fmt: skip


def test_what_is_indexed_is_found(corpus: MakeCorpus, seeds: Path, words: WordEmbedder) -> None:
    assert not corpus().is_published()
    assert corpus().known_sources() == []
    with pytest.raises(IndexFormatError) as missing:
        corpus().require()
    assert missing.value.code in ("index_missing", "engine_empty")
    report = run(seeds, corpus(), words)
    assert (len(report.added), report.published) == (3, True)
    assert corpus().is_published()
    assert corpus().remembered_sources() == [f"{seeds}/"]
    searcher = Searcher(corpus(), words)
    assert searcher.search(QUESTION)[0].document.id == "cats.md"
    assert searcher.snapshot.manifest.counts == report.counts
    again = run(seeds, corpus(), words)
    assert (again.published, again.embedded) == (False, 0)


def test_all_engines_say_the_same(
    corpus: MakeCorpus, seeds: Path, words: WordEmbedder, tmp_path: Path
) -> None:
    run(seeds, corpus(), words)
    sync([seeds], tmp_path / "oracle", lambda: words)
    found = everything(Searcher(corpus(), words).open())
    assert found == everything(Searcher(tmp_path / "oracle", words).open())


def test_nearest_with_their_cosines(corpus: MakeCorpus, words: WordEmbedder) -> None:
    documents = [
        Document(f"{n}", "", f"Слово{n} и другое{n % 7}.", "ru") for n in range(60)
    ]  # fmt: skip
    sync_documents(documents, corpus(), lambda: words)
    snapshot = Searcher(corpus(), words).open()
    passages = [snapshot.passages(d.id)[0].passage for d in documents]
    vectors = snapshot.passage_vectors(passages)
    for text in ("другое3", "слово41 другое6"):
        query = words.embed_query(text)
        nearest = snapshot._nearest(query, 9)
        exact = sorted((float(v @ query) for v in vectors.values()), reverse=True)[:9]
        np.testing.assert_allclose([cosine for _, cosine in nearest], exact, atol=1e-5)
        own = [float(vectors[passage] @ query) for passage, _ in nearest]
        np.testing.assert_allclose(own, exact, atol=1e-5)


def test_what_a_document_has_comes_back(corpus: MakeCorpus, words: WordEmbedder) -> None:
    text = "Цены\nТариф 590 ₽\n\0 конец «Ёлки»"
    document = Document(
        "a/б «в».md", "Ёлка's 100% %s :name", text, "ru", "Source", "https://e.org/?a=1&b=%20",
        "2025-03-01", "/somewhere/a", None, "application/pdf", "a.pdf",
        blocks=(Block("heading", 0, 4, level=2), Block("row", 5, 16, columns=(Span(0, 4), None))),
        anchors=(Anchor("page", 0, 16, 3, "iii", (0.1, 0.2, 0.3, 0.4)), Anchor("page", 5, 9, 4)),
    )  # fmt: skip
    sync_documents([document], corpus(), lambda: words)
    snapshot = Searcher(corpus(), words).open()
    (found,) = snapshot.documents()
    assert len(found.text) == len(text)
    assert found.text.replace("\ufffd", "\0") == text
    assert (found.title, found.url, found.blocks) == (document.title, document.url, document.blocks)
    assert (found.date, found.original) == (document.date, document.original)
    assert snapshot.anchors(found.id, Span(0, 30)) == list(document.anchors)
    assert snapshot.document(document.id) == found


def test_what_nothing_is_like(corpus: MakeCorpus, seeds: Path, words: WordEmbedder) -> None:
    run(seeds, corpus(), words)
    snapshot = Searcher(corpus(), words).open()
    assert snapshot.search("зубробизон", dense=False) == []
    assert snapshot.document("none") is None
    assert snapshot.passages("none") == []
    assert (snapshot.sentences([]), snapshot.passage_vectors([])) == ({}, {})
    assert (snapshot.versions_of([]), snapshot.sentences_within([])) == ({}, [])


def test_an_index_of_nothing(corpus: MakeCorpus, words: WordEmbedder) -> None:
    sync_documents([Document("a.md", "", "Кот.", "ru")], corpus(), lambda: words)
    sync_documents([], corpus(), lambda: words)
    searcher = Searcher(corpus(), words)
    assert searcher.search("Кот") == []
    assert searcher.snapshot.manifest.counts == {"documents": 0, "chunks": 0, "sentences": 0}


def test_changes_and_removals(corpus: MakeCorpus, seeds: Path, words: WordEmbedder) -> None:
    run(seeds, corpus(), words)
    searcher = Searcher(corpus(), words)
    (seeds / "cats.md").write_text("Кошка любит сливки.", encoding="utf-8")
    (seeds / "dogs.md").unlink()
    (seeds / "new.md").write_text("Корова даёт молоко.", encoding="utf-8")
    report = run(seeds, corpus(), words)
    assert (report.added, report.changed, report.removed) == (
        ("new.md",), ("cats.md",), ("dogs.md",),
    )  # fmt: skip
    assert {d.id for d in searcher.open(None).documents()} == {"birds.txt", "cats.md", "new.md"}
    assert searcher.search("сливки")[0].document.text == "Кошка любит сливки."
    found = searcher.search("Собака стережёт дом", "ru")
    assert "dogs.md" not in {hit.document.id for hit in found}


def test_a_snapshot_keeps_what_it_names(
    corpus: MakeCorpus, seeds: Path, words: WordEmbedder
) -> None:
    run(seeds, corpus(), words)
    searcher = Searcher(corpus(), words)
    snapshot = searcher.open()
    before = everything(snapshot)
    for number in range(3):
        (seeds / "cats.md").write_text(f"Кошка номер {number}.", encoding="utf-8")
        (seeds / "dogs.md").unlink(missing_ok=True)
        run(seeds, corpus(), words)
        assert everything(snapshot) == before
        assert searcher.open(None).document("cats.md").text.endswith(f"{number}.")  # type: ignore[union-attr]
    del snapshot
    gc.collect()
    (seeds / "cats.md").write_text("Кошек нет.", encoding="utf-8")
    run(seeds, corpus(), words)
    searcher.open(None)
    gc.collect()
    run(seeds, corpus(), words)
    rows = searcher.open(None).store.rows("SELECT count(*) FROM documents")
    assert rows[0][0] <= 4  # birds, cats, and at most what was replaced last


def test_one_writer(corpus: MakeCorpus, seeds: Path, words: WordEmbedder) -> None:
    run(seeds, corpus(), words)

    def another() -> None:
        with pytest.raises(IndexLockedError):
            run(seeds, corpus(), words)

    with corpus().writing(False), ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(another).result()
        assert Searcher(corpus(), words).search(QUESTION)
    run(seeds, corpus(), words)


def test_what_is_broken_off_is_seen_by_nobody_and_gone_on_with(
    corpus: MakeCorpus, seeds: Path, words: WordEmbedder
) -> None:
    run(seeds, corpus(), words)
    for number in range(80):
        (seeds / f"{number}.md").write_text(f"Кошка номер {number}.", encoding="utf-8")

    class Breaking(WordEmbedder):
        def embed_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]
            if self.embedded:
                raise KeyboardInterrupt
            return super().embed_passages(texts, progress)

    with pytest.raises(KeyboardInterrupt):
        run(seeds, corpus(), Breaking())
    assert len(Searcher(corpus(), words).documents()) == 3
    report = run(seeds, corpus(), words)
    assert len(report.added) == 80
    assert report.embedded < 160
    assert len(Searcher(corpus(), words).documents()) == 83


def test_another_model_is_refused_until_rebuilt(
    corpus: MakeCorpus, seeds: Path, words: WordEmbedder
) -> None:
    run(seeds, corpus(), words)
    snapshot = Searcher(corpus(), words).open()
    before = everything(snapshot)
    other = WordEmbedder("other")
    other.dimension = 48
    for attempt in (lambda: run(seeds, corpus(), other), lambda: Searcher(corpus(), other)):
        with pytest.raises(IndexFormatError) as refused:
            attempt()
        assert refused.value.code == "index_other_model"
    assert run(seeds, corpus(), other, rebuild=True).published
    assert everything(snapshot) == before
    assert Searcher(corpus(), other).search(QUESTION)[0].document.id == "cats.md"


def test_lists_are_pages(corpus: MakeCorpus, words: WordEmbedder) -> None:
    documents = [
        Document(f"d{n:02}.md", f"Ёж и Страница {n}", f"Текст {n}.", "ru", date=date)
        for n, date in enumerate(["2024-01-01", None, "2025-05-05", "2023-01-01"])
    ]
    twin = Document(
        "d00.en.md", "Hedgehog", "Text 0.", "en", date="2024-01-01", translation_of="d00.md"
    )
    sync_documents([*documents, twin], corpus(), lambda: words)
    store = Searcher(corpus(), words).snapshot.store
    assert list_documents(store, "ЁЖ страница", first=1, most=2).total == 4
    page = list_documents(store, "ёж", first=1, most=2)
    assert [info.id for info in page.documents] == ["d01.md", "d02.md"]
    assert list_documents(store, "hedgehog D00.EN").total == 1
    assert list_documents(store, language="en").total == 1
    newest = list_newest(store, "en", most=3)
    assert [info.id for info in newest.documents] == ["d02.md", "d00.en.md", "d03.md"]
    assert newest.total == 4


def test_many_ask_while_one_writes(corpus: MakeCorpus, seeds: Path, words: WordEmbedder) -> None:
    run(seeds, corpus(), words)
    searcher = Searcher(corpus(), words)

    def ask(number: int) -> str:
        return searcher.search(QUESTION)[0].document.id

    with ThreadPoolExecutor(6) as askers:
        asked = [askers.submit(ask, n) for n in range(60)]
        for number in range(4):
            (seeds / "dogs.md").write_text(f"Собак {number}.", encoding="utf-8")
            run(seeds, corpus(), words)
        assert {found.result() for found in asked} == {"cats.md"}
    assert searcher.open(None).document("dogs.md").text == "Собак 3."  # type: ignore[union-attr]
