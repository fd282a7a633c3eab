"""Three small documents, a folder for their index, and the embedder of the tests."""

from pathlib import Path

import pytest

from tests.doubles import WordEmbedder
from tests.index.corpus import write_texts


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_texts(tmp_path / "seeds")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def words() -> WordEmbedder:
    return WordEmbedder()
