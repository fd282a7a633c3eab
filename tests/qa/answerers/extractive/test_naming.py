"""Which documents a question names."""

from pathlib import Path

import pytest

from index.search import Searcher
from index.sync import sync
from qa.answerers.extractive.naming import documents_named
from tests.doubles import WordEmbedder

DOCUMENTS = {
    "lighthouse.md": "title: Старый маяк\ndate: 2023-05-01\n---\nМаяк на острове Вормси белый.",
    "ferry.md": "title: Паром\n---\nПаром возит туристов из Китая. Билет дешёвый.",
    "ferry-2.md": "title: Новый паром\n---\nВторое судно строят в Финляндии.",
    "report.en.md": "title: Harbour report\nsource: Pier News\n---\nThe harbour grew by a third.",
    "report.ru.md": "title: Отчёт о гавани\ntranslation_of: report.en.md\n---\nГавань выросла.",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    home: Path = tmp_path_factory.mktemp("naming")
    (home / "docs").mkdir()
    for name, text in DOCUMENTS.items():
        (home / "docs" / name).write_text(f"---\n{text}\n", encoding="utf-8")
    words = WordEmbedder()
    sync([home / "docs"], home / "index", lambda: words)
    return Searcher(home / "index", words)


@pytest.mark.parametrize(
    ("topic", "language", "named"),
    [
        ("про маяк", "ru", ["lighthouse.md"]),
        ("о старом маяке 2023 года", "ru", ["lighthouse.md"]),
        ("про паром", "ru", ["ferry.md", "ferry-2.md"]),
        ("о новом пароме", "ru", ["ferry-2.md"]),
        ("о китайских туристах на пароме", "ru", ["ferry.md"]),
        ("about Vormsi", "en", ["lighthouse.md"]),
        ("on the harbour", "en", ["report.en.md"]),
        ("о гавани", "ru", ["report.ru.md"]),
        ("from Pier News", "en", ["report.en.md"]),
        ("report.ru.md", "en", ["report.ru.md"]),
        ("о старом маяке 2019 года", "ru", []),
        ("о туристах из Индии на пароме", "ru", []),
        ("о маяке на острове Сааремаа", "ru", []),
        ("о ценах на жильё", "ru", []),
        ("on football", "en", []),
        ("of it", "en", []),
    ],
)
def test_a_topic_names_documents(
    searcher: Searcher, topic: str, language: str, named: list[str]
) -> None:
    snapshot = searcher.open()
    found = documents_named(topic, snapshot, lambda text: snapshot.search(text, language, 10))
    assert sorted(document.id for document in found) == sorted(named)
