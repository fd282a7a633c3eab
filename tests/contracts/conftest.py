"""Corpora of every engine, empty."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.storage import Corpus, FolderCorpus

MakeCorpus = Callable[[], Corpus]


@pytest.fixture(params=["faiss", "exact", "postgres", "milvus"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> MakeCorpus:
    """Gives the same corpus every time, as another process would see it."""
    if request.param == "milvus":
        from index.storage.milvus.corpus import MilvusCorpus

        place = request.getfixturevalue("milvus").corpus()
        return lambda: MilvusCorpus(place, tmp_path / "index")
    if request.param != "postgres":
        return lambda: FolderCorpus(tmp_path / "index", request.param)
    from index.storage.postgres.corpus import PostgresCorpus

    settings = request.getfixturevalue("postgres").corpus()
    return lambda: PostgresCorpus(settings, tmp_path / "index")
