"""Which documents are translated, and into which files."""

from pathlib import Path

import pytest

from index.errors import LoadError
from index.loaders import load
from qa.translating.choosing import Choice, choose
from qa.translating.marks import marked
from tests.qa.translating.scripted import write

ENGLISH = "The ferry leaves the northern pier at noon, and it takes bicycles too.\n"
RUSSIAN = "Паром отходит от северного причала в полдень и берёт велосипеды.\n"


def by_machine(original: Path, name: str, text: str = RUSSIAN) -> Path:
    return write(original.parent, name, marked(load(original), "Паром", text, "qwen", "ru", []))


def goes_to(choice: Choice) -> dict[str, str]:
    return {job.document.id: job.target.name for job in choice.jobs}


def test_a_folder_is_gone_through(tmp_path: Path) -> None:
    write(tmp_path, "ferry.en.md", ENGLISH)
    write(tmp_path, "deep/notes.txt", ENGLISH)
    write(tmp_path, "russian.md", RUSSIAN)
    write(tmp_path, "figures.csv", "1,2\n3,4\n")
    write(tmp_path, "done.md", ENGLISH)
    write(tmp_path, "by-hand.md", f"---\ntranslation_of: done.md\n---\n{RUSSIAN}")
    write(tmp_path, "orphan.ru.md", f"---\nmachine_translated: true\ntitle: x\n---\n{RUSSIAN}")
    choice = choose(tmp_path, "ru")
    assert goes_to(choice) == {"deep/notes.txt": "notes.ru.md", "ferry.en.md": "ferry.ru.md"}
    assert choice.in_language == ["russian.md"]
    assert choice.has_one == ["done.md"]
    assert choice.is_one == ["by-hand.md", "orphan.ru.md"]
    assert choice.nothing == ["figures.csv"]
    assert not choice.failures
    # A translation into Russian is nothing to be translated back.
    assert goes_to(choose(tmp_path, "en")) == {"russian.md": "russian.en.md"}


def test_one_file_knows_its_translations(tmp_path: Path) -> None:
    ferry = write(tmp_path, "ferry.md", ENGLISH)
    write(tmp_path, "other.md", ENGLISH)
    assert goes_to(choose(ferry, "ru")) == {"ferry.md": "ferry.ru.md"}
    write(tmp_path, "parom.md", f"---\ntranslation_of: ferry.md\n---\n{RUSSIAN}")
    assert choose(ferry, "ru").has_one == ["ferry.md"]
    assert choose(tmp_path / "parom.md", "en").is_one == ["parom.md"]


def test_a_humans_file_is_never_the_target(tmp_path: Path) -> None:
    ferry = write(tmp_path, "ferry.md", ENGLISH)
    own = write(tmp_path, "ferry.ru.md", RUSSIAN)
    for force in (False, True):
        choice = choose(ferry, "ru", force)
        assert not choice.jobs
        assert choice.taken == [own]
    own.unlink()
    own.symlink_to(tmp_path / "nowhere.md")
    assert choose(ferry, "ru").taken == [own]


def test_a_machines_file_is_renewed_when_the_source_has_changed(tmp_path: Path) -> None:
    ferry = write(tmp_path, "ferry.md", ENGLISH)
    made = by_machine(ferry, "ferry.ru.md")
    assert choose(tmp_path, "ru").has_one == ["ferry.md"]
    assert goes_to(choose(tmp_path, "ru", force=True)) == {"ferry.md": "ferry.ru.md"}
    write(tmp_path, "ferry.md", f"{ENGLISH}\nDogs travel free.\n")
    assert goes_to(choose(ferry, "ru")) == {"ferry.md": "ferry.ru.md"}
    # Who corrects a translation has work in it.
    made.write_text(made.read_text("utf-8").replace("полдень", "12 часов"), "utf-8")
    assert choose(tmp_path, "ru").taken == [made]
    assert goes_to(choose(tmp_path, "ru", force=True)) == {"ferry.md": "ferry.ru.md"}
    made.write_text(made.read_text("utf-8").replace("machine_translated: true\n", ""), "utf-8")
    assert choose(tmp_path, "ru", force=True).has_one == ["ferry.md"]


def test_files_that_differ_by_their_kind_get_names_of_their_own(tmp_path: Path) -> None:
    ferry = write(tmp_path, "ferry.md", ENGLISH)
    write(tmp_path, "ferry.txt", ENGLISH)
    both = {"ferry.md": "ferry.ru.md", "ferry.txt": "ferry.txt.ru.md"}
    assert goes_to(choose(tmp_path, "ru")) == both
    by_machine(ferry, "ferry.ru.md")
    assert goes_to(choose(tmp_path, "ru")) == {"ferry.txt": "ferry.txt.ru.md"}


def test_what_cant_be_read_is_told(tmp_path: Path) -> None:
    write(tmp_path, "good.md", ENGLISH)
    (tmp_path / "bad.md").write_bytes(b"\x00\x01")
    choice = choose(tmp_path, "ru")
    assert [error.code for error in choice.failures] == ["document_binary"]
    assert goes_to(choice) == {"good.md": "good.ru.md"}
    with pytest.raises(LoadError, match="no file or folder"):
        choose(tmp_path / "nothing", "ru")
