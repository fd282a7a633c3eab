from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from index.text.sentences import split_sentences
from index.types import Span
from qa.reader.neural.spans import ReaderInput, ReadPassage, SpanModel

RUSSIAN = "Парк открыли в 1987 году. За год его посетили 30 тысяч человек."
ENGLISH = "The park was opened in 1987. It is run by the city council."


def read(model: SpanModel, question: str, *texts: str) -> list[ReadPassage]:
    return model.read(
        question, [ReaderInput("", text, tuple(split_sentences(text, "ru"))) for text in texts]
    )


def best_words(passage: ReadPassage, text: str) -> tuple[int, str]:
    numbered = [(read.score, number, read) for number, read in enumerate(passage.sentences) if read]
    _, number, found = max(numbered, key=lambda item: item[0])
    return number, text[found.span.start : found.span.end].strip()


@pytest.mark.parametrize(
    ("question", "text", "sentence", "words"),
    [
        ("Когда открыли парк?", RUSSIAN, 0, "1987"),
        ("Сколько человек посетили парк?", RUSSIAN, 1, "30 тысяч"),
        ("When was the park opened?", ENGLISH, 0, "1987"),
        ("Когда открыли парк?", ENGLISH, 0, "1987"),
        ("Who runs the park?", ENGLISH, 1, "city council"),
    ],
)
def test_the_words_that_answer(
    span_model: SpanModel, question: str, text: str, sentence: int, words: str
) -> None:
    (passage,) = read(span_model, question, text)
    number, found = best_words(passage, text)
    assert number == sentence
    assert words in found


def test_an_answer_beats_none(span_model: SpanModel) -> None:
    there, elsewhere = read(span_model, "Когда открыли парк?", RUSSIAN, "Кошки любят молоко.")
    assert there.answerable > elsewhere.answerable


@pytest.mark.parametrize("text", [RUSSIAN, ENGLISH])
@pytest.mark.parametrize("question", ["Когда открыли парк?", "When was the park opened?"])
def test_words_match_across_languages(span_model: SpanModel, question: str, text: str) -> None:
    (passage,) = read(span_model, question, text)
    opened, other = (found.match for found in passage.sentences if found)
    assert -1 <= other < opened <= 1


def test_nothing_to_read(span_model: SpanModel) -> None:
    empty, blank, bare = span_model.read(
        "Когда?",
        [
            ReaderInput("", "", ()),
            ReaderInput("", " ", (Span(0, 1),)),
            ReaderInput("", "Текст", ()),
        ],
    )
    assert empty.sentences == bare.sentences == ()
    assert len(blank.sentences) == 1


def test_readers_at_once_get_their_own_answers(span_model: SpanModel) -> None:
    threads = torch.get_num_threads()
    questions = ["Когда открыли парк?", "Сколько человек посетили парк?"] * 4
    alone = [read(span_model, question, RUSSIAN) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda question: read(span_model, question, RUSSIAN), questions))
    assert together == alone
    assert torch.get_num_threads() == threads


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=120), st.text(max_size=40))
def test_any_text_is_read(span_model: SpanModel, text: str, question: str) -> None:
    sentences = tuple(split_sentences(text, "ru"))
    (passage,) = span_model.read(question, [ReaderInput("", text, sentences)])
    for sentence, found in zip(sentences, passage.sentences, strict=True):
        if found:
            assert found.span.start < sentence.end
            assert found.span.end > sentence.start
