"""Which words of a translation stand for which of the original."""

import pytest

from index.text.alignment import counterpart
from index.types import Document, Span

RUSSIAN = "Мост открыт. Он длинный.\n\nПод ним река. Там рыба. Её ловят."
ENGLISH = "The bridge is open. It is long.\n\nUnder it, a river with fish. They are caught."


def document(text: str, language: str) -> Document:
    return Document(
        id=f"a.{language}.md",
        title="A",
        text=text,
        language=language,
        source=None,
        url=None,
        date=None,
        path=f"a.{language}.md",
        translation_of=None,
    )


def said(words: str, target: str = ENGLISH) -> str | None:
    start = RUSSIAN.index(words)
    span = Span(start, start + len(words))
    found = counterpart(span, document(RUSSIAN, "ru"), document(target, "en"))
    return found and target[found.start : found.end]


@pytest.mark.parametrize(
    ("words", "counterparts"),
    [
        ("Он длинный", "It is long."),
        ("открыт. Он", "The bridge is open. It is long."),
        # The second paragraph has three sentences here and two there: all of it stands for all.
        ("Там рыба", "Under it, a river with fish. They are caught."),
        ("Он длинный.\n\nПод", "It is long.\n\nUnder it, a river with fish. They are caught."),
    ],
)
def test_sentences_pair_by_their_order(words: str, counterparts: str) -> None:
    assert said(words) == counterparts


def test_texts_that_do_not_run_side_by_side_have_no_counterparts() -> None:
    assert said("Он длинный", "One paragraph alone.") is None


def test_nothing_stands_for_what_is_in_no_paragraph() -> None:
    between = RUSSIAN.index("\n\n")
    span = Span(between, between + 1)
    assert counterpart(span, document(RUSSIAN, "ru"), document(ENGLISH, "en")) is None
