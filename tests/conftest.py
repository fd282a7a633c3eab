"""What many tests share: the packaged model, and an index of the shipped seeds."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from index.embedding import Embedder, load_embedder
from index.sync import sync
from qa.factory import build_pipeline
from qa.pipeline import Pipeline
from qa.settings import Settings, load_settings
from tests.doubles import WordEmbedder

if TYPE_CHECKING:
    from tests.milvus import MilvusServer
    from tests.postgres import Server

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """Share the cores among the processes that test side by side, before torch counts them."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // workers)))


def pytest_collection_finish() -> None:
    """Spare the garbage collector what imports have made: it would look through it each time."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files that take long first, so that no process is left alone with them in the end."""
    weight: dict[Path, int] = {}
    seeds: set[Path] = set()
    for item in items:
        if "seeds_made" in getattr(item, "fixturenames", ()):
            seeds.add(item.path)
        heavy = sum(mark.name in ("browser", "server", "slow") for mark in item.iter_markers())
        weight[item.path] = max(heavy, weight.get(item.path, 0))
    # While one process makes the index of the seeds, another one has tests that need none.
    items.sort(key=lambda item: (-weight[item.path], item.path in seeds))


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Server"]:
    """A server of PostgreSQL; every corpus in it is a schema of its own."""
    from tests.postgres import postgres_server

    with postgres_server(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator["MilvusServer"]:
    """A server of Milvus's protocol; every corpus in it has collections of its own."""
    from tests.milvus import milvus_server

    with milvus_server(tmp_path_factory.mktemp("milvus")) as server:
        yield server


@pytest.fixture(scope="session")
def seeds_made(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the seeds to be copied; of the processes side by side the first makes it."""
    import torch  # after `pytest_configure`

    base = tmp_path_factory.getbasetemp()
    together = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = together / "seeds-made"
    with FileLock(f"{made}.lock"):
        if not made.exists():
            # The other processes wait for it: their cores are free.
            alone = torch.get_num_threads()
            torch.set_num_threads(os.cpu_count() or 1)
            sync([ROOT / "seeds"], together / "seeds-being-made", lambda: embedder)
            (together / "seeds-being-made").rename(made)
            torch.set_num_threads(alone)
    return made


@pytest.fixture(scope="session")
def seeds_index(seeds_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(seeds_made, tmp_path_factory.mktemp("seeds") / "index"))


@pytest.fixture(scope="session")
def seeds_settings(seeds_index: Path) -> Settings:
    """Without suggestions, which take an answer's time each."""
    return load_settings(index=seeds_index, suggestions=False)


@pytest.fixture(scope="session")
def seeds_pipeline(seeds_settings: Settings, embedder: Embedder) -> Pipeline:
    return build_pipeline(seeds_settings, embedder)


@pytest.fixture(scope="session")
def suggesting(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """A pipeline over one of the seeds that suggests questions, all that it finds words for."""
    home, words = tmp_path_factory.mktemp("suggesting"), WordEmbedder()
    sync([ROOT / "seeds" / "khorgos-visitors-2025.ru.md"], home / "index", lambda: words)
    settings = load_settings(
        index=home / "index", reader="none", answer_threshold=0, sure_threshold=0
    )
    return build_pipeline(settings, words)
