"""A corpus in Milvus as two machines see it."""

from pathlib import Path

import pytest

from index.storage.milvus.connecting import MilvusSettings
from index.storage.milvus.corpus import MilvusCorpus
from tests.index.storage.milvus.corpora import write
from tests.milvus import MilvusServer


@pytest.fixture
def settings(milvus: MilvusServer) -> MilvusSettings:
    return milvus.corpus()


@pytest.fixture
def corpus(settings: MilvusSettings, tmp_path: Path) -> MilvusCorpus:
    made = MilvusCorpus(settings, tmp_path / "one")
    write(made)
    return made


@pytest.fixture
def other(settings: MilvusSettings, tmp_path: Path) -> MilvusCorpus:
    """The same corpus on another machine."""
    return MilvusCorpus(settings, tmp_path / "two")
