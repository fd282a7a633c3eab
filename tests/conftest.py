"""What many tests share: the packaged model, and an index of the shipped seeds."""

import os
from pathlib import Path

import pytest

from index.embedding import Embedder, load_embedder
from index.sync import sync
from qa.factory import build_pipeline
from qa.pipeline import Pipeline
from qa.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """Share the cores among the processes that test side by side, before torch counts them."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // workers)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files that take long first, so that no process is left alone with them in the end."""
    weight: dict[Path, int] = {}
    for item in items:
        heavy = sum(mark.name in ("browser", "server", "slow") for mark in item.iter_markers())
        weight[item.path] = max(heavy, weight.get(item.path, 0))
    items.sort(key=lambda item: -weight[item.path])


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
