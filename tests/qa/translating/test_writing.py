"""The file that a translation is written into."""

from pathlib import Path

import pytest

from index.errors import StorageError
from index.loaders import iter_documents, load
from qa.translating.choosing import Job
from qa.translating.marks import read_mark
from qa.translating.translator import Translated
from qa.translating.writing import write_translation
from tests.qa.translating.scripted import write

SOURCE = """---
title: "Ferry: a timetable"
date: 2025-03-14
source: Harbour Office
url: https://example.org/ferry
author: somebody
---

The ferry leaves at noon.

It takes bicycles.
"""
SAID = Translated(
    "Паром: расписание", {0: "Паром отходит в полдень.", 1: "Он берёт велосипеды."}, ()
)


def test_what_is_told_of_a_document_is_told_of_its_translation(tmp_path: Path) -> None:
    path = write(tmp_path, "deep/ferry.en.md", SOURCE)
    job = Job(load(path), path.with_name("ferry.ru.md"), 3)
    assert write_translation(job, SAID, "org/model v1", "ru")
    documents = {document.id: document for document in iter_documents([tmp_path])}
    made = documents["deep/ferry.ru.md"]
    assert made.translation_of == "deep/ferry.en.md"
    assert (made.title, made.date, made.language) == ("Паром: расписание", "2025-03-14", "ru")
    assert (made.source, made.url) == ("Harbour Office", "https://example.org/ferry")
    assert [(block.kind, made.text[block.start : block.end]) for block in made.blocks] == [
        ("credit", "Машинный перевод: org/model-v1"),
        ("paragraph", "Паром отходит в полдень."),
        ("paragraph", "Он берёт велосипеды."),
    ]
    mark = read_mark(job.target)
    assert (mark.is_machine, mark.original, mark.edited) == (True, "ferry.en.md", False)
    assert mark.source == job.document.original
    assert "translation_model: org/model v1\n" in job.target.read_text("utf-8")
    assert [file.name for file in sorted(path.parent.iterdir())] == ["ferry.en.md", "ferry.ru.md"]


def test_a_file_that_came_meanwhile_stays(tmp_path: Path) -> None:
    path = write(tmp_path, "ferry.md", SOURCE)
    target = write(tmp_path, "ferry.ru.md", "Моё.")
    with pytest.raises(StorageError, match="in the meantime"):
        write_translation(Job(load(path), target, 3), SAID, "m", "ru")
    assert target.read_text("utf-8") == "Моё."
    assert len(list(tmp_path.iterdir())) == 2


def test_paragraphs_that_dont_line_up_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, "ferry.md", SOURCE)
    # Read as who took a picture, which is counted as nothing.
    said = Translated("Паром", {0: "Фото: Порт", 1: "Он берёт велосипеды."}, ())
    assert not write_translation(Job(load(path), tmp_path / "ferry.ru.md", 3), said, "m", "ru")
