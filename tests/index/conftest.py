"""Three small documents, a folder for their index, and the embedder of the tests."""

from pathlib import Path

import pytest

from tests.doubles import WordEmbedder
from tests.index.corpus import TEXTS


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def words() -> WordEmbedder:
    return WordEmbedder()
