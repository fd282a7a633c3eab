"""The parts of training, on examples of a few words and a network of a few thousand weights."""

import json
import random
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import BertConfig, BertModel

from index.types import Span
from qa.reader.inputs import Encoder
from qa.reader.network import ReaderNetwork
from qa.reader.train import Plan, loss_of, optimiser_of
from qa.reader.training.batches import draw_batches, label, lesson
from qa.reader.training.examples import Example, Passage, read_examples, sentences_of
from qa.reader.training.lexicon import build_lexicon, mix
from qa.reader.training.negatives import mine
from qa.reader.training.variants import misplace, vary, without_answer
from qa.reader.weights import begin_with, save_weights
from tests.doubles import WordEmbedder

PARK = Passage(
    0, "Park", "The park was opened in 1987. Ann Lee designed it. It lies in Oslo.", "en"
)
ZOO = Passage(1, "Zoo", "The zoo in Rome keeps 40 lions. Tom Fox runs it.", "en")


def example(question: str, passage: Passage, answer: str) -> Example:
    start = passage.text.index(answer)
    return Example(question, question, "en", passage, (Span(start, start + len(answer)),))


OPENED = example("When was the park by Ann Lee opened after 1980?", PARK, "1987")
WHERE = example("Where does the park lie?", PARK, "Oslo")
LIONS = example("How many lions does Tom Fox keep in Rome?", ZOO, "40")
EXAMPLES = [OPENED, WHERE, LIONS]


def test_files_are_read_with_their_spans(tmp_path: Path) -> None:
    answer = {"text": "1987", "answer_start": 23}
    qas = [
        {"id": 1, "question": " When? ", "answers": [answer, answer]},
        {"id": 2, "question": "Why?", "answers": [], "is_impossible": True},
    ]
    data = {"data": [{"title": "A_B", "paragraphs": [{"context": PARK.text, "qas": qas}]}]}
    path = tmp_path / "squad.en.json"
    path.write_text(json.dumps(data))
    first, second = read_examples(path)
    assert (first.question, first.answers, first.passage.title) == ("When?", (Span(23, 27),), "A B")
    assert second.answers == ()


def test_hard_negatives_never_hold_the_answer() -> None:
    found = mine(EXAMPLES, 3, WordEmbedder())
    assert [passage.place for passage in found[OPENED.id]] == [1]
    assert [passage.place for passage in found[LIONS.id]] == [0]


def test_variants_ask_for_what_isnt_there() -> None:
    made = {vary(OPENED, EXAMPLES, random.Random(seed)) for seed in range(40)}
    questions = {variant.question for variant in made if variant}
    assert len(questions) > 5
    assert OPENED.question not in questions
    assert all(variant.answers == () for variant in made if variant)
    assert any("Tom Fox" in question or "Rome" in question for question in questions)
    assert vary(WHERE, EXAMPLES, random.Random(1)) is None


def test_what_stands_elsewhere_is_asked_together() -> None:
    made = {misplace(OPENED, random.Random(seed)) for seed in range(20)}
    assert {variant.question for variant in made if variant} == {
        "When was the park by Oslo opened after 1980?"
    }
    assert all(variant.answers == () for variant in made if variant)
    assert misplace(WHERE, random.Random(1)) is None


def test_the_answering_sentence_is_taken_out() -> None:
    poorer = without_answer(OPENED)
    assert poorer is not None
    assert poorer.passage.text == "Ann Lee designed it. It lies in Oslo."
    assert poorer.answers == ()
    twice = Passage(2, "", "Open since 1987. Yes, 1987.", "en")
    assert without_answer(example("Since when?", twice, "1987")) is None
    assert without_answer(example("When?", Passage(3, "", "In 1987.", "en"), "1987")) is None


def test_words_are_paired_across_languages() -> None:
    class Twins(WordEmbedder):
        """An embedder to which a word and its translation are one."""

        def embed_query(self, text: str):  # type: ignore[no-untyped-def]
            return super().embed_query({"город": "city", "война": "war"}.get(text, text))

    forth, back = build_lexicon(
        ["the city at war", "a city at war"], ["▁город", "▁война", "▁мир", "city"], Twins()
    )
    assert (forth["city"], forth["war"]) == ("город", "война")
    assert back["город"] == "city"


@pytest.mark.parametrize(
    ("text", "answer", "mixed", "moved"),
    [
        ("The city grew", "city", "The город grew", "город"),
        ("City war, city", "war, city", "Город война, город", "война, город"),
        ("the cities of war", "cities of war", "the cities of война", "cities of война"),
    ],
)
def test_spans_move_with_their_words(text: str, answer: str, mixed: str, moved: str) -> None:
    start = text.index(answer)
    found, (span,) = mix(
        text,
        (Span(start, start + len(answer)),),
        {"city": "город", "war": "война"},
        1.0,
        random.Random(1),
    )
    assert found == mixed
    assert found[span.start : span.end] == moved


@given(st.lists(st.sampled_from(["city", "war", "a", "the", "1987", "—"]), min_size=1), st.data())
def test_a_word_that_isnt_exchanged_stays_in_its_span(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found, (span,) = mix(text, (Span(start, end),), {"city": "город"}, 0.5, random.Random(3))
    assert 0 <= span.start < span.end <= len(found)
    assert found.count("1987") == text.count("1987")


def test_a_network_learns_and_goes_on_from_what_it_learnt(tmp_path: Path, encoder: Encoder) -> None:
    torch.manual_seed(3)
    network, plan = _small_network(), Plan(rate=2e-3, head_rate=2e-2)
    rng = random.Random(3)
    negative = Example("none", "Who paid for it?", "en", PARK, ())
    labelled = [label(e, encoder, rng) for e in (*EXAMPLES, negative)]
    (items,) = draw_batches([item for item in labelled if item], 4_096, rng)
    wanted = lesson(items, encoder.pad)
    assert wanted.answerable.tolist().count(0.0) == 1
    assert int(wanted.sentences.sum()) == len(EXAMPLES)
    optimiser = optimiser_of(network, plan)
    embeddings = network.encoder.embeddings.word_embeddings.weight.clone()
    losses = []
    for _ in range(60):
        loss = loss_of(network(wanted.batch), wanted, plan)
        losses.append(loss.item())
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        optimiser.zero_grad()
    assert losses[-1] < losses[0] / 4
    assert torch.equal(network.encoder.embeddings.word_embeddings.weight, embeddings)
    save_weights(network, tmp_path / "reader.safetensors", {"plans": []})
    torch.manual_seed(3)
    other = _small_network()
    begin_with(other, tmp_path / "reader.safetensors")
    again = loss_of(other(wanted.batch), wanted, plan).item()
    assert again < losses[0] / 3


def test_sentences_of_a_passage_are_its_lines_sentences() -> None:
    passage = Passage(4, "", "One. Two.\nThree\n\nFour.", "en")
    assert [passage.text[s.start : s.end] for s in sentences_of(passage)] == [
        "One.",
        "Two.",
        "Three",
        "Four.",
    ]


def _small_network() -> ReaderNetwork:
    config = BertConfig(
        vocab_size=250_100,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return ReaderNetwork(BertModel(config, add_pooling_layer=False))
