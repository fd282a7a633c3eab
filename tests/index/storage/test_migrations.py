"""A store that an older version wrote, taken over."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import IndexFormatError
from index.search import Searcher
from index.storage import FORMAT_VERSION, Store
from index.storage.changes import passage_rows
from index.storage.layout import STORE_FILE
from index.storage.migrations import STEPS
from index.storage.opening import open_generation
from index.sync import sync
from tests.doubles import WordEmbedder
from tests.index.corpus import another_writer

FORMAT_2 = Path(__file__).with_name("format_2.sql")
FILES = {
    "cats.md": "Кошки спят весь день.\n\nКошка любит рыбу.",
    "dogs.ru.md": "Собака стережёт дом.",
    "dogs.en.md": "---\ntranslation_of: dogs.ru.md\n---\nA dog guards the house.",
    "Зимний сад.md": "В зимнем саду растут пальмы.",
    "heron.md": "---\ntranslation_of: stork.md\n---\nA heron stands in the reeds.",
    "stork.md": "---\ntranslation_of: heron.md\n---\nАист стоит в камышах.",
}


@pytest.fixture
def old(index: Path) -> Path:
    """An index whose store is of format 2, without a generation."""
    index.mkdir()
    script = FORMAT_2.read_text(encoding="utf-8")
    with closing(sqlite3.connect(index / STORE_FILE)) as connection:
        connection.executescript(script.replace("/srv/documents", str(index.parent / "docs")))
    return index


def test_every_older_format_but_the_first_has_a_step() -> None:
    assert sorted(STEPS) == list(range(2, FORMAT_VERSION))


def test_an_older_store_is_answered_from(old: Path, words: WordEmbedder) -> None:
    searcher = Searcher(old, words)
    assert searcher.search("Кошка любит рыбу")[0].document.id == "cats.md"
    hit = searcher.search("dog guards the house", "ru")[0]
    assert (hit.document.id, hit.passage.text) == ("dogs.ru.md", "Собака стережёт дом.")
    garden = searcher.document("Зимний сад.md")
    assert garden
    found = searcher.open().sentences([hit.passage])[hit.passage.id]
    assert [(sentence.start, sentence.end) for sentence in found] == [(0, 20)]
    assert words.embedded == 0


def test_an_older_store_is_brought_up_and_cut_as_texts_are_now(
    old: Path, words: WordEmbedder
) -> None:
    documents = old.parent / "docs"
    documents.mkdir()
    for name, text in FILES.items():
        (documents / name).write_text(text, encoding="utf-8")
    report = sync([], old, lambda: words, fingerprint=words.fingerprint)
    # A title was in decomposed characters, a link led back to itself.
    assert set(report.changed) == set(FILES)
    assert report.published
    assert sync([], old, lambda: words, fingerprint=words.fingerprint).changed == ()
    entries = Store.open(old / STORE_FILE).entries()
    assert entries["heron.md"].translation_of is None
    assert entries["stork.md"].translation_of == "heron.md"


def test_a_passage_of_an_older_store_never_gives_its_id_away(
    old: Path, words: WordEmbedder
) -> None:
    first = {passage.id for passage in passage_rows(open_generation(old).store)}
    assert first == {2, 3, 4, 5, 6, 7}
    sync_into = old.parent / "docs"
    sync_into.mkdir()
    (sync_into / "new.md").write_text("Новый документ.", encoding="utf-8")
    sync([sync_into], old, lambda: words, fingerprint=words.fingerprint)
    # 8 was that of a document that had been removed.
    assert [passage.id for passage in passage_rows(Store.open(old / STORE_FILE))] == [9]


def test_an_older_index_that_was_never_filled_is_new(old: Path, words: WordEmbedder) -> None:
    """A kill at the wrong moment left format 2 with tables and a dimension of 0."""
    with closing(sqlite3.connect(old / STORE_FILE)) as connection, connection:
        for table in ("documents", "chunks", "sentences", "changes"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DELETE FROM meta WHERE key = 'sources'")
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'dimension'")
    with pytest.raises(IndexFormatError) as caught:
        open_generation(old)
    assert caught.value.code == "index_missing"
    documents = old.parent / "docs"
    documents.mkdir()
    (documents / "new.md").write_text("Новый документ.", encoding="utf-8")
    sync([documents], old, lambda: words, fingerprint=words.fingerprint)
    assert Searcher(old, words).search("новый документ")[0].document.id == "new.md"


def test_an_older_store_that_cannot_be_written_names_the_command(old: Path) -> None:
    with another_writer(old), pytest.raises(IndexFormatError) as caught:
        open_generation(old)
    assert caught.value.code == "index_old_format"
    assert f"seedqa index --index {old}" in str(caught.value)
    assert open_generation(old).manifest.revision == 1
