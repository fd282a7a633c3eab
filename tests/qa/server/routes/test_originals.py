"""The PDF behind a citation: a page as a picture with the words boxed, and the file itself."""

import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from starlette.testclient import TestClient

from index.search import Searcher
from index.sync import sync
from index.types import Span
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.pipeline import Pipeline
from qa.reader.similarity import SimilarityReader
from qa.server.app import create_app
from qa.settings import load_settings
from tests.conftest import ROOT
from tests.doubles import WordEmbedder

DOCUMENTS = ROOT / "tests" / "documents"
RUSSIAN = "папка/музей.pdf"


@dataclass(frozen=True)
class Shelf:
    """Documents on a disk and a client of a server over them."""

    folder: Path
    client: TestClient
    pipeline: Pipeline


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """One for all, which the last test takes the documents from."""
    tmp_path = tmp_path_factory.mktemp("shelf")
    (tmp_path / "docs" / "папка").mkdir(parents=True)
    shutil.copy(DOCUMENTS / "pdf" / "museum-ru.pdf", tmp_path / "docs" / RUSSIAN)
    shutil.copy(DOCUMENTS / "docx" / "prokat.docx", tmp_path / "docs")
    embedder = WordEmbedder()
    sync([tmp_path / "docs"], tmp_path / "index", lambda: embedder)
    settings = load_settings(index=tmp_path / "index", records=tmp_path / "records.sqlite")
    searcher = Searcher(tmp_path / "index", embedder)
    answerer = ExtractiveAnswerer(0.2)
    pipeline = Pipeline(settings, searcher, SimilarityReader(), answerer)
    client = TestClient(create_app(settings, pipeline), base_url="http://localhost")
    return Shelf(tmp_path / "docs", client, pipeline)


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"), dtype=int)


def test_a_page_is_drawn_and_the_words_are_boxed_where_they_stand(shelf: Shelf) -> None:
    document = shelf.pipeline.searcher.document(RUSSIAN)
    assert document
    words = "в четверг — с 12:00 до 20:00"
    start = document.text.index(words)
    address = f"/api/documents/{RUSSIAN}/pages/1.png"
    plain = shelf.client.get(address)
    assert (plain.status_code, plain.headers["content-type"]) == (200, "image/png")
    boxed = shelf.client.get(address, params={"start": start, "end": start + len(words)})
    before, after = pixels(plain.content), pixels(boxed.content)
    assert before.shape == after.shape
    assert before.shape[1] == 1_000
    rows, _ = np.nonzero(np.abs(before - after).sum(axis=2))
    height = before.shape[0]
    # A line or two of the page, and not all of it.
    assert 0 < rows.max() - rows.min() < height / 8
    anchors = shelf.pipeline.searcher.open().anchors(RUSSIAN, Span(start, start + len(words)))
    boxes = [anchor.box for anchor in anchors if anchor.box]
    assert boxes
    assert abs(rows.min() / height - min(box[1] for box in boxes)) < 0.01


def test_a_picture_is_as_wide_as_it_is_asked_for(shelf: Shelf) -> None:
    address = f"/api/documents/{RUSSIAN}/pages/1.png"
    assert pixels(shelf.client.get(address, params={"width": 300}).content).shape[1] == 300
    for width in (0, 10, 100_000, "wide"):
        assert shelf.client.get(address, params={"width": width}).status_code == 422


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (f"{RUSSIAN}/pages/0.png", "no_page"),
        (f"{RUSSIAN}/pages/99.png", "no_page"),
        ("prokat.docx/pages/1.png", "no_original"),
        ("prokat.docx/original", "no_original"),
        ("nothing.pdf/pages/1.png", "unknown_document"),
        ("nothing.pdf/original", "unknown_document"),
        ("..%2f..%2fetc%2fpasswd/original", "unknown_document"),
    ],
)
def test_what_is_not_there(shelf: Shelf, address: str, code: str) -> None:
    reply = shelf.client.get(f"/api/documents/{address}")
    assert (reply.status_code, reply.json()["code"]) == (404, code)
    assert str(shelf.folder) not in reply.text


def test_pages_are_counted_as_searches(shelf: Shelf) -> None:
    settings = shelf.pipeline.settings.model_copy(update={"rate_search": "2/day"})
    client = TestClient(create_app(settings, shelf.pipeline), base_url="http://localhost")
    address = f"/api/documents/{RUSSIAN}/pages/1.png"
    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 429]


def test_the_file_is_given_as_it_was_indexed_and_no_other(shelf: Shelf) -> None:
    reply = shelf.client.get(f"/api/documents/{RUSSIAN}/original")
    assert reply.content == (DOCUMENTS / "pdf" / "museum-ru.pdf").read_bytes()
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.headers["content-disposition"].startswith("inline")
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    shutil.copy(DOCUMENTS / "pdf" / "timetable-en.pdf", shelf.folder / RUSSIAN)
    for what in ("original", "pages/1.png"):
        reply = shelf.client.get(f"/api/documents/{RUSSIAN}/{what}")
        assert (reply.status_code, reply.json()["code"]) == (404, "no_original")
    (shelf.folder / RUSSIAN).unlink()
    assert shelf.client.get(f"/api/documents/{RUSSIAN}/original").status_code == 404
