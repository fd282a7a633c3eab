"""Servers on one index in PostgreSQL: what visitors are told while the database is away."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index.search import Searcher
from index.sync import sync
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.commands.indexing import build_index
from qa.factory import build_corpus
from qa.pipeline import Pipeline
from qa.reader.similarity import SimilarityReader
from qa.server.app import create_app
from qa.settings import Settings, load_settings
from tests.doubles import WordEmbedder
from tests.postgres import Server, postgres_server

ASKED = {"question": "Кто красит пристань Заречная?"}


def settings_of(server: Server, folder: Path) -> Settings:
    return load_settings(
        index=folder / "index",
        records=folder / "records.sqlite",
        seeds=folder / "documents",
        suggestions=False,
        vectors="postgres",
        postgres=server.url,
        postgres_timeout_s=1,
    )


def write(folder: Path, settings: Settings, painter: str) -> None:
    (folder / "documents").mkdir(exist_ok=True)
    text = f"Пристань Заречная: её красит {painter} весной."
    (folder / "documents/pier.md").write_text(text, encoding="utf-8")
    sync([folder / "documents"], build_corpus(settings), WordEmbedder)


def client_of(settings: Settings) -> TestClient:
    searcher = Searcher(build_corpus(settings), WordEmbedder())
    pipeline = Pipeline(settings, searcher, SimilarityReader(), ExtractiveAnswerer(0.0))
    return TestClient(create_app(settings, pipeline), base_url="http://localhost")


def test_a_database_that_goes_down_and_comes_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with postgres_server(tmp_path / "server") as server:
        settings = settings_of(server, tmp_path)
        write(tmp_path, settings, "боцман")
        one, two = client_of(settings), client_of(settings)
        for client in (one, two):
            assert "боцман" in client.post("/api/ask", json=ASKED).text
        server.stop()
        for language, words in (("ru", "Документы сейчас недоступны"), ("en", "can't be reached")):
            for path in ("ask", "documents"):
                headers = {"Accept-Language": language}
                told = (
                    one.post("/api/ask", json=ASKED | {"language": language}, headers=headers)
                    if path == "ask"
                    else one.get("/api/documents", headers=headers)
                )
                assert (told.status_code, told.json()["code"]) == (503, "engine_unreachable")
                assert words in told.json()["detail"]
                assert str(tmp_path) not in told.text
                assert told.headers["Retry-After"]
        assert str(tmp_path) in caplog.text, "whoever runs it finds the place in the log"
        server.start()
        assert "боцман" in one.post("/api/ask", json=ASKED).text
        write(tmp_path, settings, "лоцман")
        for client in (one, two):
            assert "лоцман" in client.post("/api/ask", json=ASKED).text


def test_nothing_says_where_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from index.errors import SettingsError

    for given in (None, " "):
        settings = load_settings(index=tmp_path, vectors="postgres", postgres=given)
        with pytest.raises(SettingsError) as raised:
            build_index(settings)
        assert raised.value.code == "engine_unset"
