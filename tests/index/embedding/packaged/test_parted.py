"""Passages and the sentences in them, embedded in one go."""

import numpy as np
import pytest

from index.embedding import Embedder
from index.embedding.parted import Parted, PartedVectors, PartEmbedder, embed_parted
from index.types import Span
from tests.doubles import WordEmbedder
from tests.index.embedding.texts import passages_in

TITLE = "Мост через Хоргос\n"
SENTENCES = (
    "Мост открыли в 1897 году.",
    "Его длина 120 метров.",
    "Кошка спит на окне, пока хозяин пьёт чай.",
)


def parted(title: str, sentences: tuple[str, ...]) -> Parted:
    text, places = title, []
    for sentence in sentences:
        places.append(Span(len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    return Parted(text, tuple(places), tuple(title + sentence for sentence in sentences))


def embed(embedder: Embedder, *texts: Parted) -> PartedVectors:
    return embed_parted(embedder, texts)


def test_a_passage_with_parts_has_the_vector_it_has_alone(packaged: Embedder) -> None:
    texts = [
        parted(TITLE, SENTENCES),
        Parted("Хлеб пекут здесь."),
        *map(Parted, passages_in("ru")[:3]),
    ]
    alone = packaged.embed_passages([text.text for text in texts])
    np.testing.assert_allclose(embed(packaged, *texts).texts, alone, atol=1e-5)


def test_parts_have_unit_vectors_in_their_order_whatever_stands_beside(packaged: Embedder) -> None:
    text, short = parted(TITLE, SENTENCES), parted("", SENTENCES[:1])
    found = embed(packaged, short, text, Parted("Никаких частей."))
    assert [own.shape for own in found.parts] == [(1, 384), (3, 384), (0, 384)]
    assert np.linalg.norm(found.parts[1], axis=1) == pytest.approx(1, abs=1e-5)
    np.testing.assert_allclose(found.parts[1], embed(packaged, text).parts[0], atol=1e-5)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("В каком году построили мост?", 0),
        ("How long is the bridge?", 1),
        ("Чем занята кошка?", 2),
    ],
)
def test_a_question_is_nearest_to_the_part_that_answers_it(
    packaged: Embedder, question: str, number: int
) -> None:
    vectors = embed(packaged, parted(TITLE, SENTENCES)).parts[0]
    assert (vectors @ packaged.embed_query(question)).argmax() == number


def test_a_part_is_much_like_itself_alone(packaged: Embedder) -> None:
    text = parted(TITLE, SENTENCES)
    cosines = np.sum(embed(packaged, text).parts[0] * packaged.embed_passages(text.alone), axis=1)
    assert cosines.min() > 0.9


def test_a_part_that_the_model_doesnt_read_is_embedded_alone(packaged: Embedder) -> None:
    text = parted(TITLE, (*SENTENCES, "слово " * 600, "Дом стоит на горе."))
    found = embed(packaged, text).parts[0]
    alone = packaged.embed_passages([text.alone[-1]])[0]
    np.testing.assert_allclose(found[-1], alone, atol=1e-5)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-5)


def test_an_embedder_without_parts_embeds_each_by_itself() -> None:
    words = WordEmbedder()
    assert not isinstance(words, PartEmbedder)
    text, told = parted(TITLE, SENTENCES), []
    found = embed_parted(words, [text, Parted("Хлеб.")], told.append)
    np.testing.assert_array_equal(found.texts[1], words.embed_query("Хлеб."))
    np.testing.assert_array_equal(found.parts[0][2], words.embed_query(text.alone[2]))
    assert found.parts[1].shape == (0, words.dimension)
    assert told[-1] == 2
