"""Files that are damaged, locked, not what they are called, or made to do harm."""

import io
import struct
import time
import zipfile
from pathlib import Path

import pytest

from index.errors import LoadError
from index.loaders.archive import open_archive
from index.loaders.media import sniff
from tests.index.loaders.making import docx, p, row, xlsx, zipped
from tests.index.loaders.reading import DOCUMENTS, READERS, read

ZIPPED = ["docx", "epub", "odp", "ods", "odt", "pptx", "xlsx"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def code(data: bytes, name: str) -> str:
    with pytest.raises(LoadError) as caught:
        read(data, name)
    return caught.value.code


@pytest.mark.parametrize("kind", ZIPPED)
def test_what_is_not_the_file_it_is_called(kind: str) -> None:
    for data in (b"", b"plain words", b"PK\x03\x04broken", b"%PDF-1.7\n", zipped({"a.txt": "x"})):
        assert code(data, f"a.{kind}") == "document_damaged"


@pytest.mark.parametrize("kind", ZIPPED)
def test_a_file_cut_short(kind: str) -> None:
    for path in sorted((DOCUMENTS / kind).glob(f"*.{kind}")):
        data = path.read_bytes()
        for share in (0.3, 0.9, 0.99):
            assert code(data[: int(len(data) * share)], f"a.{kind}") == "document_damaged"


def test_one_format_under_the_name_of_another() -> None:
    assert code(xlsx(row(1, "a", "b")), "a.docx") == "document_damaged"
    assert code((DOCUMENTS / "odt/prokat.odt").read_bytes(), "a.ods") == "document_damaged"


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_locked_files_and_those_of_an_old_office(kind: str) -> None:
    assert code(OLE + "EncryptedPackage".encode("utf-16-le"), f"a.{kind}") == "document_encrypted"
    with pytest.raises(LoadError) as caught:
        read(OLE + "Workbook".encode("utf-16-le"), f"a.{kind}")
    assert caught.value.code == "document_old_office"
    assert ".xlsx" in str(caught.value)


def test_a_locked_opendocument() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    data = zipped({"META-INF/manifest.xml": manifest, "content.xml": b"\x93\x11"})
    assert code(data, "a.odt") == "document_encrypted"


def test_a_locked_zip() -> None:
    data = bytearray(docx(p("Secret")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 1)
    assert code(bytes(data), "a.docx") == "document_encrypted"


@pytest.mark.parametrize("body", [LAUGHS, '<!DOCTYPE x SYSTEM "file:///etc/passwd">'])
def test_entities_are_refused_in_any_part_and_encoding(body: str) -> None:
    started = time.monotonic()
    for encoding in ("utf-8", "utf-16"):
        part = f"<?xml version='1.0' encoding='{encoding}'?>{body}<x>&c;</x>".encode(encoding)
        parts = {
            "_rels/.rels": '<Relationships><Relationship Id="a" Type="/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": part,
        }
        assert code(zipped(parts), "a.docx") == "document_damaged"
        assert code(zipped({"content.xml": part}), "a.odt") == "document_damaged"
    assert time.monotonic() - started < 10


def test_zip_bombs_are_refused_before_they_unpack() -> None:
    started = time.monotonic()
    assert code(zipped({"content.xml": b" " * 30_000_000}), "a.odt") == "document_too_large"
    many = zipped({f"{number}": "" for number in range(20_001)})
    assert code(many, "a.odt") == "document_too_large"
    lying = bytearray(zipped({"content.xml": b"x" * 10_000}))
    place = lying.rfind(b"PK\x01\x02")
    lying[place + 24 : place + 28] = struct.pack("<I", 100)
    assert code(bytes(lying), "a.odt") in ("document_too_large", "document_damaged")
    assert time.monotonic() - started < 20


def test_parts_that_lie_over_one_another_are_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(range(256)) * 400)
        archive.filelist += [archive.filelist[0]] * 50
    with pytest.raises(LoadError) as caught:
        open_archive(made.getvalue(), Path("a.zip"))
    assert caught.value.code == "document_too_large"


def test_elements_too_deep_are_refused() -> None:
    body = "<w:sdt>" * 5_000 + "</w:sdt>" * 5_000
    assert code(docx(body), "a.docx") == "document_damaged"


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"%PDF-1.4", "a.txt", "application/pdf"),
        (b"{\\rtf1", "a.doc", "application/rtf"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "application/msword"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "application/x-ole-encrypted"),
        (b"\x1f\x8b\x08", "a.txt", "application/gzip"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "image/png"),
        (b"MZ\x90\0", "a.txt", "application/vnd.microsoft.portable-executable"),
        (b"MZ is what it begins with.", "a.txt", "text/plain"),
        (b"<!DOCTYPE html><html>", "page", "text/html"),
        (b"# Title", "a.md", "text/markdown"),
        (b"a;b", "a.csv", "text/csv"),
        (b"From: a\nTo: b\nSubject: c\n\nd", "letter", "message/rfc822"),
        (b'{"a": 1}', "a.json", "application/json"),
        (b"import os", "a.py", "text/plain"),
        ("Просто слова.".encode(), "a", "text/plain"),
        (b"\0\1\2\3", "a", None),
        (zipped({"a": "b"}), "a.zip", "application/zip"),
    ],
)
def test_files_are_known_by_their_bytes(data: bytes, name: str, told: str | None) -> None:
    assert sniff(data, name) == told


def test_every_reader_has_documents() -> None:
    assert all((DOCUMENTS / kind).is_dir() for kind in READERS)
