import pytest
from tokenizers import Tokenizer

from index.embedding.packaged.unpacked import unpack
from qa.reader.neural.inputs import Encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder(Tokenizer.from_file(str(unpack() / "tokenizer.json")))
