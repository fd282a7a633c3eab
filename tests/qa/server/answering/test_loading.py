import re
import shutil
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index.embedding import Embedder
from index.errors import IndexFormatError
from index.sync import sync
from qa.server.answering.loading import PipelineLoader
from qa.server.app import create_app
from qa.settings import Settings, load_settings
from tests.conftest import ROOT
from tests.doubles import WordEmbedder


@pytest.fixture(autouse=True)
def _packaged_model_is_loaded_once(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.server.answering.loading.build_embedder", lambda settings: embedder)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(index=tmp_path / "index")


def client_of(settings: Settings) -> TestClient:
    app = create_app(settings)
    app.state.services.loader._retry_seconds = 0.0
    return TestClient(app, base_url="http://localhost")


def assert_not_ready(client: TestClient, code: str) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    for response in (
        client.get("/readyz"),
        client.post("/api/ask", json={"question": "How many?"}),
        client.get("/api/documents"),
        client.get("/api/documents/a.md"),
    ):
        assert response.status_code == 503
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["retry-after"].isdigit()
        assert response.json()["code"] == code
        assert "seedqa index" in response.json()["detail"]


def test_a_missing_index_is_said_and_picked_up_once_built(
    settings: Settings, seeds_index: Path
) -> None:
    client = client_of(settings)
    assert_not_ready(client, "index_missing")
    in_russian = client.post("/api/ask", json={"question": "Сколько?"}).json()
    assert re.search("нет индекса", in_russian["detail"])
    shutil.copytree(seeds_index, settings.index)
    assert client.get("/readyz").json() == {"status": "ready"}
    question = {"question": "How many Chinese tourists came to Kazakhstan in 2024?"}
    assert client.post("/api/ask", json=question).json()["answered"]


def test_a_damaged_index_is_said_and_picked_up_once_mended(
    settings: Settings, embedder: Embedder, tmp_path: Path
) -> None:
    (tmp_path / "lake.md").write_text("Глубина озера 26 метров.", encoding="utf-8")
    settings.index.mkdir()
    (settings.index / "store.sqlite").write_bytes(b"not a store" * 100)
    client = client_of(settings)
    assert_not_ready(client, "index_damaged")
    sync([tmp_path / "lake.md"], settings.index, lambda: embedder, rebuild=True)
    assert client.get("/readyz").status_code == 200


def test_an_index_of_another_model_is_said(settings: Settings) -> None:
    sync([ROOT / "seeds"], settings.index, WordEmbedder)
    assert_not_ready(client_of(settings), "index_other_model")


def test_an_index_that_vanishes_is_said(settings: Settings, seeds_index: Path) -> None:
    shutil.copytree(seeds_index, settings.index)
    client = client_of(settings)
    assert client.get("/readyz").status_code == 200
    shutil.rmtree(settings.index)
    assert_not_ready(client, "index_missing")


def test_a_missing_index_is_not_looked_for_on_every_request(
    settings: Settings, seeds_index: Path
) -> None:
    loader = PipelineLoader(settings, retry_seconds=3600)
    with pytest.raises(IndexFormatError):
        loader.get()
    shutil.copytree(seeds_index, settings.index)
    with pytest.raises(IndexFormatError):
        loader.get()


def test_while_the_model_loads_the_server_says_so_and_questions_wait(
    settings: Settings,
    seeds_index: Path,
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(seeds_index, settings.index)
    may_load = threading.Event()

    def slow(_: Settings) -> Embedder:
        assert may_load.wait(30)
        return embedder

    monkeypatch.setattr("qa.server.answering.loading.build_embedder", slow)
    app = create_app(settings)
    client = TestClient(app, base_url="http://localhost")
    app.state.services.loader.start()
    while not app.state.services.loader.loading:
        pass
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["code"] == "starting"
    threading.Timer(0.2, may_load.set).start()
    assert client.get("/api/documents").status_code == 200
    assert app.state.services.loader.settled.wait(5)
    assert client.get("/readyz").status_code == 200
