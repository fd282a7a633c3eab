"""What many tests share: the packaged model, and an index of the shipped seeds."""

from pathlib import Path

import pytest

from index.embedding import Embedder, load_embedder
from index.sync import sync
from qa.factory import build_pipeline
from qa.pipeline import Pipeline
from qa.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="session")
def seeds_index(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds-index")
    sync([ROOT / "seeds"], folder, lambda: embedder)
    return folder


@pytest.fixture(scope="session")
def seeds_settings(seeds_index: Path) -> Settings:
    return load_settings(index=seeds_index)


@pytest.fixture(scope="session")
def seeds_pipeline(seeds_settings: Settings, embedder: Embedder) -> Pipeline:
    return build_pipeline(seeds_settings, embedder)
