"""Documents are listed a page at a time, as SQL, and as of the revision that is seen."""

from pathlib import Path

import pytest

from index.search import Searcher
from index.storage import DocumentInfo, Store, list_documents, list_in_language, list_newest
from index.sync import sync
from tests.doubles import WordEmbedder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(7):
        text = f"# Ёлка {number}\n\nСлова о ней.\n\nИ ещё слова.\n"
        (folder / f"tree-{number}.md").write_text(text, encoding="utf-8")
    translated = "---\ntitle: A tree\nlanguage: en\ntranslation_of: tree-3.md\n---\nWords of it.\n"
    (folder / "a-translation.md").write_text(translated, encoding="utf-8")
    return folder


@pytest.fixture
def searcher(folder: Path, tmp_path: Path) -> Searcher:
    embedder = WordEmbedder()
    sync([folder], tmp_path / "index", lambda: embedder)
    return Searcher(tmp_path / "index", embedder)


def ids(documents: list[DocumentInfo]) -> list[str]:
    return [document.id for document in documents]


def test_a_page_of_a_list(searcher: Searcher) -> None:
    store = searcher.open().store
    page = list_documents(store, first=2, most=3)
    assert ids(page.documents) == ["tree-1.md", "tree-2.md", "tree-3.md"]
    assert page.total == 8
    assert list_documents(store, first=8).documents == []
    document = searcher.document("tree-1.md")
    assert document is not None
    listed = page.documents[0]
    assert (listed.title, listed.language, listed.translation_of) == ("Ёлка 1", "ru", None)
    assert listed.characters == len(document.text)
    assert listed.passages == len(searcher.passages("tree-1.md"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ёлка 3", ["tree-3.md"]),
        ("3 ЕЛКА", []),
        ("3 ЁЛКА", ["tree-3.md"]),
        ("е\u0308лка 3", ["tree-3.md"]),
        ("translation", ["a-translation.md"]),
        ("tree-5", ["tree-5.md"]),
        ("%", []),
        ("'; DROP TABLE documents; --", []),
        (" ".join(["ёлка"] * 100), [f"tree-{number}.md" for number in range(7)]),
    ],
)
def test_words_of_a_title_or_an_id(searcher: Searcher, words: str, found: list[str]) -> None:
    page = list_documents(searcher.open().store, words)
    assert ids(page.documents) == found
    assert page.total == len(found)


def test_a_language(searcher: Searcher) -> None:
    store = searcher.open().store
    assert ids(list_documents(store, language="en").documents) == ["a-translation.md"]
    assert list_documents(store, language="ru", most=2).total == 7


def test_each_document_once_in_the_readers_language(searcher: Searcher, folder: Path) -> None:
    store = searcher.open().store
    russian = [f"tree-{number}.md" for number in range(7)]
    assert ids(list_in_language(store, "ru", 10)) == russian
    english = list_in_language(store, "en", 5)
    assert ids(english) == ["tree-0.md", "tree-1.md", "tree-2.md", "a-translation.md", "tree-4.md"]
    assert english[3].title == "A tree"


def test_a_list_is_of_the_revision_that_is_seen(
    searcher: Searcher, folder: Path, tmp_path: Path
) -> None:
    before = searcher.open()
    (folder / "tree-0.md").unlink()
    (folder / "tree-1.md").write_text("# Дуб\n\nСлова.\n", encoding="utf-8")
    sync([folder], tmp_path / "index", lambda: searcher.embedder)
    assert list_documents(before.store).total == 8
    assert [d.title for d in list_documents(before.store, "tree-1").documents] == ["Ёлка 1"]
    assert [d.title for d in list_in_language(before.store, "ru", 2)] == ["Ёлка 0", "Ёлка 1"]
    assert [d.title for d in list_documents(searcher.open().store, most=2).documents] == [
        "A tree",
        "Дуб",
    ]
    assert [d.title for d in list_in_language(searcher.open().store, "ru", 1)] == ["Дуб"]


def test_no_text_is_read_for_a_list(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []
    rows = Store.rows

    def watched(store: Store, query: str, **values: object) -> list[tuple[object, ...]]:
        found = rows(store, query, **values)
        given.extend(value for row in found for value in row)
        return found

    monkeypatch.setattr(Store, "rows", watched)
    list_documents(searcher.open().store)
    list_in_language(searcher.open().store, "ru", 100)
    assert given
    assert not any("Слова о ней" in str(value) for value in given)


def test_the_newest_first_each_once(searcher: Searcher, folder: Path, tmp_path: Path) -> None:
    for name, day in (("tree-2.md", "2023-05-01"), ("tree-3.md", "2024-01-31")):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(f"---\ndate: {day}\n---\n{text}", encoding="utf-8")
    sync([folder], tmp_path / "index", lambda: searcher.embedder)
    store = searcher.open().store
    page = list_newest(store, "en", most=3)
    assert page.total == 7
    assert ids(page.documents) == ["a-translation.md", "tree-2.md", "tree-0.md"]
    assert ids(list_newest(store, "ru", first=1, most=2).documents) == ["tree-2.md", "tree-0.md"]
    assert ids(list_newest(store, "ru", first=6).documents) == ["tree-6.md"]
    assert list_newest(store, "ru", first=7).documents == []
