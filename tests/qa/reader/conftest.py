from pathlib import Path

import pytest
from tokenizers import Tokenizer

from index.embedding.packaged.unpacked import unpack
from qa.reader.neural.inputs import Encoder
from qa.reader.neural.spans import SpanModel
from qa.reader.neural.weights import SHIPPED


@pytest.fixture(scope="session")
def packaged_folder() -> Path:
    return unpack()


@pytest.fixture(scope="session")
def encoder(packaged_folder: Path) -> Encoder:
    return Encoder(Tokenizer.from_file(str(packaged_folder / "tokenizer.json")))


@pytest.fixture(scope="session")
def span_model(packaged_folder: Path) -> SpanModel:
    return SpanModel(SHIPPED, lambda: packaged_folder)
