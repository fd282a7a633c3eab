"""Words paired across languages, and texts mixed by them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from tests.doubles import WordEmbedder
from training.sets.lexicon import build_lexicon, mix


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
