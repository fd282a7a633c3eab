from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.text.sentences import split_sentences
from index.types import Span
from qa.reader.neural.inputs import MAX_TOKENS, Encoder, Window

TEXT = "Хоргос принял 12 000 гостей. Больше всего их было в мае. Visitors came by bus."


def words(window: Window, text: str) -> str:
    return text[window.spans[0][0] : window.spans[-1][1]]


def test_a_short_passage_is_one_window(encoder: Encoder) -> None:
    sentences = split_sentences(TEXT, "ru")
    (window,) = encoder.encode("Сколько гостей?", "Новости", TEXT, sentences)
    assert words(window, TEXT).strip() == TEXT
    assert [number for _, _, number in window.sentences] == [0, 1, 2]
    for first, last, number in window.sentences:
        start = window.spans[first - window.first][0]
        end = window.spans[last - 1 - window.first][1]
        assert TEXT[start:end].strip() == TEXT[sentences[number].start : sentences[number].end]


def test_the_questions_telling_words_are_known(encoder: Encoder) -> None:
    (window,) = encoder.encode("Сколько гостей принял Хоргос?", "Новости", TEXT, ())
    tokens = [encoder._tokenizer.id_to_token(token) for token in window.ids]
    found = ["".join(tokens[start:end]).strip("▁") for start, end in window.words]
    assert found == ["гостей", "принял", "Хоргос"]
    (window,) = encoder.encode("Что это?", "", TEXT, ())
    assert len(window.words) == 2


def test_a_long_passage_is_read_in_windows_that_overlap(encoder: Encoder) -> None:
    text = " ".join(f"Предложение номер {number} о туристах." for number in range(300))
    sentences = split_sentences(text, "ru")
    windows = encoder.encode("Сколько туристов?", "", text, sentences)
    assert len(windows) > 2
    assert all(len(window.ids) <= MAX_TOKENS for window in windows)
    assert windows[0].spans[0][0] == 0
    assert windows[-1].spans[-1][1] == len(text)
    for earlier, later in pairwise(windows):
        assert later.spans[0][0] < earlier.spans[-1][1]
    seen = {number for window in windows for _, _, number in window.sentences}
    assert seen == set(range(len(sentences)))


def test_nothing_to_read(encoder: Encoder) -> None:
    assert encoder.encode("Сколько?", "", "", ()) == []
    (window,) = encoder.encode("Сколько?", "", "12", ())
    assert window.sentences == ()


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=40))
def test_any_text_keeps_its_offsets(encoder: Encoder, text: str, question: str, title: str) -> None:
    for window in encoder.encode(question, title, text, (Span(0, len(text)),)):
        assert len(window.ids) == window.first + len(window.spans) + 1
        assert all(0 <= start <= end <= len(text) for start, end in window.spans)
