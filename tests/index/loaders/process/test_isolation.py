"""Files read in a process of their own: what it may not do, and that the next file is read."""

import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import LoadError
from index.loaders import iter_documents
from index.loaders.process import limits
from index.loaders.process.isolation import Isolated
from tests.index.loaders.pdf.drawing import pdf

GIGABYTE = 1_000_000_000


@pytest.fixture
def isolated() -> Iterator[Isolated]:
    with Isolated() as started:
        yield started


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.csv"
    path.write_text("город;цена\nОмск;5\nТомск;6\n", encoding="utf-8")
    return path


def code(isolated: Isolated, path: Path) -> str:
    with pytest.raises(LoadError) as caught:
        isolated.read(path)
    assert str(path) in str(caught.value)
    return caught.value.code


def test_a_file_that_takes_too_long_is_left_and_the_next_one_read(
    isolated: Isolated, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_SECONDS", 0.05)  # less than a process takes to start
    assert code(isolated, book) == "document_slow"
    monkeypatch.undo()
    assert "Омск" in isolated.read(book).text


def test_a_reader_that_is_killed_takes_nothing_along(isolated: Isolated, book: Path) -> None:
    assert "Омск" in isolated.read(book).text
    assert isolated._process
    isolated._process.kill()
    with pytest.raises(LoadError):
        isolated.read(book)
    assert "Омск" in isolated.read(book).text


def test_a_file_that_takes_too_much_memory(isolated: Isolated, tmp_path: Path, book: Path) -> None:
    isolated.read(book)
    assert isolated._process
    pid = isolated._process.pid
    soft, _ = resource.prlimit(pid, resource.RLIMIT_AS)
    assert soft == limits.MOST_BYTES
    used = int(Path(f"/proc/{pid}/statm").read_text().split()[0]) * resource.getpagesize()
    resource.prlimit(pid, resource.RLIMIT_AS, (used + 30_000_000, used + 30_000_000))
    large = tmp_path / "large.csv"
    large.write_text("город;цена\n" + "Омск;5\n" * 2_000_000, encoding="utf-8")
    assert code(isolated, large) == "document_slow"
    assert "Омск" in isolated.read(book).text


def test_the_reader_has_its_time_limited_by_the_system_too(isolated: Isolated, book: Path) -> None:
    isolated.read(book)
    assert isolated._process
    soft, _ = resource.prlimit(isolated._process.pid, resource.RLIMIT_CPU)
    assert 0 < soft <= limits.MOST_SECONDS + 60


def test_it_ends_with_whoever_asked(isolated: Isolated, book: Path) -> None:
    isolated.read(book)
    assert isolated._process
    process = isolated._process
    isolated.close()
    assert process.poll() is not None


def test_a_folder_of_what_is_no_document_is_read_all_the_same(tmp_path: Path, book: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text("# Secret\n\nNobody's business.\n", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(outside)
    (tmp_path / "inner.md").symlink_to(book.with_name("real.md"))
    (tmp_path / "real.md").write_text("# Lake\n\nIt is deep.\n", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    for name, size in (("huge.txt", 2 * GIGABYTE), ("huge.pdf", GIGABYTE)):
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)  # takes no room on the disk
    (tmp_path / "locked.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000)
    (tmp_path / "cut.pdf").write_bytes(
        pdf(lambda canvas: canvas.drawString(60, 700, "Words"))[:300]
    )
    failures: dict[str, str] = {}
    started = time.monotonic()
    documents = [
        document.id
        for document in iter_documents(
            [tmp_path], on_error=lambda error, name: failures.setdefault(name, error.code)
        )
    ]
    assert time.monotonic() - started < 60
    assert sorted(documents) == ["book.csv", "inner.md", "real.md"]
    assert failures == {
        "link.md": "document_outside",
        "huge.txt": "document_too_large",
        "huge.pdf": "document_too_large",
        "locked.docx": failures["locked.docx"],
        "cut.pdf": "document_damaged",
    }
    assert failures["locked.docx"] in ("document_encrypted", "document_old_office")


def test_a_pipe_that_is_named_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    failures: list[str] = []
    found = iter_documents(
        [tmp_path / "pipe.txt"], on_error=lambda error, _: failures.append(error.code)
    )
    assert not list(found)
    assert failures == ["document_unreadable"]


@pytest.mark.exhaustive
def test_ten_thousand_pages(isolated: Isolated, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf(*[lambda canvas: canvas.drawString(60, 700, "Page")] * 10_000))
    started = time.monotonic()
    parsed = isolated.read(path)
    assert time.monotonic() - started < limits.MOST_SECONDS
    assert parsed.text.count("Page") > 100
    assert parsed.text.count("Page") == 10_000 or parsed.warnings == ("document_pages_left",)
