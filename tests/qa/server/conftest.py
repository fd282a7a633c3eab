"""Clients of the application over the seeds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index.search import Searcher
from index.sync import sync
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.pipeline import Pipeline
from qa.reader.similarity import SimilarityReader
from qa.server.app import create_app
from qa.settings import Settings, load_settings
from tests.doubles import WordEmbedder


@pytest.fixture(scope="session")
def client(seeds_settings: Settings, seeds_pipeline: Pipeline) -> TestClient:
    """The routes without the page, which takes seconds to load."""
    return TestClient(create_app(seeds_settings, seeds_pipeline), base_url="http://localhost")


@pytest.fixture(scope="session")
def page_client(seeds_settings: Settings, seeds_pipeline: Pipeline) -> Iterator[TestClient]:
    """The whole application, started."""
    with TestClient(
        create_app(seeds_settings, seeds_pipeline), base_url="http://localhost"
    ) as started:
        yield started


class Many:
    """A hundred and twenty documents, of which each seventh is about Хоргос."""

    def __init__(self, folder: Path) -> None:
        (folder / "documents").mkdir()
        for number in range(120):
            subject = "Хоргос" if number % 7 == 0 else "Озеро"
            text = f"# {subject} {number}\n\nСлова о нём: {subject.lower()}.\n"
            (folder / "documents" / f"{number:03}.md").write_text(text, encoding="utf-8")
        embedder = WordEmbedder()
        sync([folder / "documents"], folder / "index", lambda: embedder)
        self.settings = load_settings(index=folder / "index", records=folder / "records.sqlite")
        searcher = Searcher(folder / "index", embedder)
        answerer = ExtractiveAnswerer(0.2)
        self.pipeline = Pipeline(self.settings, searcher, SimilarityReader(), answerer)


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Many:
    return Many(tmp_path_factory.mktemp("many"))
