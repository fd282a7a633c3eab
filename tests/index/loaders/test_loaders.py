import os
import unicodedata
from itertools import permutations
from pathlib import Path

import pytest

from index.errors import LoadError
from index.loaders import iter_documents, load

FRONT = "---\ntitle: Заголовок\ndate: 2025-10-26\nlanguage: ru\nsource: Агентство\n---\n\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_front_matter_and_text(tmp_path: Path) -> None:
    document = load(write(tmp_path, "a.md", FRONT + "Первый абзац.\n\nВторой.\n"))
    assert (document.title, document.date, document.language) == ("Заголовок", "2025-10-26", "ru")
    assert document.source == "Агентство"
    assert document.text == "Первый абзац.\n\nВторой."


@pytest.mark.parametrize(
    "title", ["Библиотека: правила", 'Парк "Дубки": план # 2', "Смех 😀: часть вторая", "a: b: c"]
)
def test_a_title_needs_no_quotes(tmp_path: Path, title: str) -> None:
    front = f"---\ntitle: {title}\ndate: 2025-03-14\nlanguage: ru\n---\nТекст."
    document = load(write(tmp_path, "a.md", front))
    assert (document.title, document.date, document.language) == (title, "2025-03-14", "ru")


@pytest.mark.parametrize(
    "front",
    [
        '+++\ntitle = "Печь: устройство"\ndate = 2024-05-01\nlanguage = "ru"\n[menu]\nx = 3\n+++\n',
        "+++\n# a\n\ntitle = 'Печь: устройство'\ndate = 2024-05-01T10:00:00Z\nlang = 'ru'\n+++ \n",
    ],
)
def test_front_matter_in_toml(tmp_path: Path, front: str) -> None:
    document = load(write(tmp_path, "a.md", front + "\nТопка из шамота.\n"))
    assert (document.title, document.date) == ("Печь: устройство", "2024-05-01")
    assert (document.language, document.text) == ("ru", "Топка из шамота.")


@pytest.mark.parametrize(
    "front",
    [
        "menu:\n  main:\n    name: Печи\n",
        "nav-title: Печи\nsearchExclude: true\n# для сайта\n",
        "hide:\n- toc\n- navigation\n",
        "eleventyNavigation:\n  key: stoves\n\npagination_next: null\n",
    ],
)
def test_front_matter_of_other_programs_is_no_text(tmp_path: Path, front: str) -> None:
    assert load(write(tmp_path, "a.md", f"---\n{front}---\nТопка.")).text == "Топка."


@pytest.mark.parametrize(
    "text", ["+++\nтри плюса и слова\n+++\n\nДальше.", "+++ с плюсами +++\n\nДальше."]
)
def test_pluses_at_the_top_are_words(tmp_path: Path, text: str) -> None:
    assert load(write(tmp_path, "a.md", text)).text.startswith("+++")


def test_markdown_shows_words_not_marks(tmp_path: Path) -> None:
    text = (
        "# Название\n\nСлово **жирное**, [ссылка](http://x) и `код`.\n\n- раз\n- два\n\n"
        "|а|б|\n|-|-|\n|1|2|\n"
    )
    document = load(write(tmp_path, "a.md", text))
    assert document.title == "Название"
    assert document.text == "Название\n\nСлово жирное, ссылка и код.\n\nраз\nдва\n\nа | б\n1 | 2"


def test_html_is_read_as_a_browser_shows_it(tmp_path: Path) -> None:
    document = load(write(tmp_path, "a.md", "Привет <script>alert(1)</script> <b>мир</b>&nbsp;!"))
    assert document.text == "Привет мир\xa0!"
    document = load(write(tmp_path, "b.md", "Метка `<script>` пишется как <String>."))
    assert document.text == "Метка <script> пишется как <String>."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Сегодня Хоргос — это не просто торговая зона, а современный кластер. " * 3
    text = text.replace("—", "-")
    document = load(write(tmp_path, "a.txt", text.encode(encoding)))
    assert document.text == text.strip()
    assert document.language == "ru"


def test_line_ends_and_composed_letters(tmp_path: Path) -> None:
    document = load(write(tmp_path, "a.txt", "И\u0306\r\nё\rcafe\u0301".encode()))
    assert document.text == "Й\nё\ncafé"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.md", b"", "document_empty"),
        ("a.md", b"  \n \n", "document_empty"),
        ("a.md", b"---\ntitle: x\n---\n", "document_empty"),
        ("a.md", b"---\ntitle: [x\n---\nText", "document_front_matter"),
        ("a.md", b"---\ntitle: x\nText without end", "document_front_matter"),
        ("a.md", b"+++\ntitle = 'x'\nText without end", "document_front_matter"),
        ("a.md", b"+++\ntitle = x y\n+++\nText", "document_front_matter"),
        ("a.md", b"---\ntitle:\n  a: b\n---\nText", "document_front_matter"),
        ("a.txt", b"\x00\x01\x02PNG", "document_binary"),
        ("a.txt", bytes(range(1, 32)) * 10, "document_binary"),
        ("a.pdf", b"%PDF", "document_damaged"),
        ("a.docx", b"no package", "document_damaged"),
        ("a.png", b"\x89PNG", "document_suffix"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "document_suffix"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    with pytest.raises(LoadError) as caught:
        load(write(tmp_path, name, content))
    assert caught.value.code == code


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    assert load(write(tmp_path, "a.md", "---\nПросто текст.\n")).text.endswith("Просто текст.")


@pytest.mark.parametrize("name", ["index.md", "_index.md", "README.md", "Readme.txt", "INDEX.html"])
def test_a_file_that_stands_for_its_folder_has_its_name(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"docs/Печи_и-камины/{name}", "Текст.")
    write(tmp_path, f"docs/{name}", "Текст.")
    titles = {document.id: document.title for document in iter_documents([tmp_path / "docs"])}
    assert titles == {f"Печи_и-камины/{name}": "Печи и камины", name: "docs"}
    write(tmp_path, f"docs/{name}", "<h1>О сайте</h1>" if "html" in name else "Текст")
    assert load(tmp_path / "docs" / name).title == ("О сайте" if "html" in name else "docs")


def test_missing_and_unreadable(tmp_path: Path) -> None:
    with pytest.raises(LoadError) as caught:
        list(iter_documents([tmp_path / "nowhere"]))
    assert caught.value.code == "document_missing"
    folder = tmp_path / "folder.md"
    folder.mkdir()
    with pytest.raises(LoadError) as caught:
        load(folder)
    assert caught.value.code == "document_unreadable"


def test_folders_ids_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b/x.md", "x.md", ".git/x.md", "image.png", "y.txt"):
        write(tmp_path, name, "Текст.")
    assert [d.id for d in iter_documents([tmp_path])] == ["b/x.md", "x.md", "y.txt"]


def ids(*paths: Path) -> set[str]:
    """The ids of what the paths hold, which are the same in whichever order they are named."""
    found = [document.id for document in iter_documents(paths)]
    for order in permutations(paths):
        again = {document.id: document.text for document in iter_documents(order)}
        assert again == {document.id: document.text for document in iter_documents(paths)}
    assert len(set(found)) == len(found)
    return set(found)


def test_two_folders_with_the_same_file(tmp_path: Path) -> None:
    write(tmp_path, "one/x.md", "Один.")
    write(tmp_path, "two/x.md", "Два.")
    write(tmp_path, "two/y.md", "Три.")
    assert ids(tmp_path / "one", tmp_path / "two") == {"one/x.md", "two/x.md", "y.md"}


def test_folders_of_one_name_lose_no_document(tmp_path: Path) -> None:
    for folder in ("a/docs", "b/docs", "c/docs", "other"):
        write(tmp_path, f"{folder}/x.md", f"Документ {folder}.")
    write(tmp_path, "third/docs/x.md", "В папке с таким же именем.")
    folders = [tmp_path / name for name in ("a/docs", "b/docs", "c/docs", "other")]
    assert ids(*folders) == {"a/docs/x.md", "b/docs/x.md", "c/docs/x.md", "other/x.md"}
    # What a folder puts before an id may be what another one has below it.
    assert ids(tmp_path / "a/docs", tmp_path / "other", tmp_path / "third") == {
        "a/docs/x.md",
        "other/x.md",
        "third/docs/x.md",
    }


def test_a_file_named_twice_is_one_document(tmp_path: Path) -> None:
    file = write(tmp_path, "docs/deep/x.md", "Текст.")
    (tmp_path / "link").symlink_to(tmp_path / "docs")
    named = [tmp_path / "docs", tmp_path / "docs/deep", file, tmp_path / "link"]
    assert ids(*named) == {"deep/x.md"}


def test_ids_are_composed_and_files_opened_by_their_own_name(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Йошкар-Ола.md")
    file = write(tmp_path, name, "Город на Кокшаге.")
    write(tmp_path, "en.md", "---\ntranslation_of: Йошкар-Ола.md\n---\nA town.")
    english, russian = iter_documents([tmp_path])
    assert (russian.id, russian.title, russian.path) == ("Йошкар-Ола.md", "Йошкар Ола", str(file))
    assert english.translation_of == russian.id
    # Where two files differ by their spelling alone, both stay.
    write(tmp_path, "Йошкар-Ола.md", "Тот же город.")
    assert ids(tmp_path) == {"en.md", "Йошкар-Ола.md", "Йошкар-Ола.md (2)"}


def test_a_name_that_is_no_text_is_read_all_the_same(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xe9.md", "wb") as file:  # noqa: PTH123
        file.write("Имя в старой кодировке.".encode())
    (document,) = iter_documents([tmp_path])
    assert (document.id, document.path) == ("\\xe9.md", None)


def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    write(tmp_path, "x.md", "Текст.")
    assert ids(tmp_path) == {"x.md"}


def test_a_link_to_nowhere_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "x.md").symlink_to(tmp_path / "away" / "x.md")
    errors: list[str] = []
    assert not list(iter_documents([tmp_path], lambda error, _: errors.append(error.code)))
    assert errors == ["document_unreadable"]


def test_translation_of_is_resolved_beside_the_document(tmp_path: Path) -> None:
    write(tmp_path, "a/x.ru.md", "Текст.")
    write(tmp_path, "a/x.en.md", "---\ntranslation_of: x.ru.md\n---\nText.")
    documents = {d.id: d for d in iter_documents([tmp_path])}
    assert documents["a/x.en.md"].translation_of == "a/x.ru.md"


def test_a_translation_of_nothing_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "x.en.md", "---\ntranslation_of: y.md\n---\nText.")
    errors: list[str] = []
    documents = list(iter_documents([tmp_path], lambda error, _: errors.append(error.code)))
    assert errors == ["document_translation"]
    assert documents[0].translation_of is None


def test_an_original_that_cannot_be_read_keeps_its_translation(tmp_path: Path) -> None:
    write(tmp_path, "x.ru.md", b"\x00\x01")
    write(tmp_path, "x.en.md", "---\ntranslation_of: x.ru.md\n---\nText.")
    errors: list[tuple[str, str]] = []
    (document,) = iter_documents([tmp_path], lambda error, name: errors.append((error.code, name)))
    assert document.translation_of == "x.ru.md"
    assert errors == [("document_binary", "x.ru.md")]


def test_a_translation_is_found_beside_its_file_whatever_its_id(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write(tmp_path, f"{folder}/sub/x.en.md", "---\ntranslation_of: x.ru.md\n---\nText.")
    write(tmp_path, "one/sub/x.ru.md", "Текст.")
    write(tmp_path, "two/x.ru.md", "Текст.")
    documents = {d.id: d for d in iter_documents([tmp_path / "one", tmp_path / "two"])}
    assert documents["one/sub/x.en.md"].translation_of == "sub/x.ru.md"
    assert documents["two/sub/x.en.md"].translation_of == "x.ru.md"


@pytest.mark.parametrize("count", [1, 2, 5])
def test_documents_that_translate_each_other_are_reported(tmp_path: Path, count: int) -> None:
    for number in range(count):
        front = f"---\ntranslation_of: {(number + 1) % count}.md\n---\n"
        write(tmp_path, f"{number}.md", f"{front}Текст.")
    write(tmp_path, "z.md", "---\ntranslation_of: 0.md\n---\nТекст.")
    errors: list[tuple[str, str]] = []
    documents = {
        document.id: document.translation_of
        for document in iter_documents(
            [tmp_path], lambda error, name: errors.append((error.code, name))
        )
    }
    assert errors == [("document_translation_ring", "0.md")]
    assert documents["0.md"] is None
    assert documents["z.md"] == "0.md"
    assert all(documents[f"{number}.md"] for number in range(1, count))


def test_a_bad_byte_is_told_and_the_rest_read(tmp_path: Path) -> None:
    raw = bytearray(("Обычный русский текст о музее. " * 20).encode())
    raw[40:41] = b"\xff"
    write(tmp_path, "a.txt", bytes(raw))
    told: list[tuple[str, str]] = []
    documents = list(iter_documents([tmp_path], lambda e, name: told.append((e.code, name))))
    assert told == [("document_bad_bytes", "a.txt")]
    assert "\ufffd" in documents[0].text
