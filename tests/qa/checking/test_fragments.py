"""A few words claim what they answer."""

import pytest

from index.types import Document, Hit, Passage
from qa.checking.checker import Checker, Source
from qa.types import Evidence

TEXT = "В 2024 году музей принял 12 400 гостей из Китая. Маяк построил Иван Седов."


def source() -> Source:
    document = Document("a.md", "Музей", TEXT, "ru")
    hit = Hit(Passage(1, "a.md", 0, len(TEXT), TEXT), document, 1.0)
    border = TEXT.index("Маяк")
    return Source((Evidence(hit, 0, border - 1, 1.0), Evidence(hit, border, len(TEXT), 0.5)))


@pytest.mark.parametrize(
    ("said", "question", "other"),
    [
        ("12 400.", "Сколько гостей из Китая принял музей в 2024 году?", "Сколько стоит билет?"),
        ("Иван Седов.", "Кто построил маяк?", "Кто руководит портом Магадана?"),
        ("12,400", "How many guests from China came in 2024?", "How much is a ticket in euros?"),
    ],
)
def test_the_question_tells_what_some_words_claim(
    checker: Checker, said: str, question: str, other: str
) -> None:
    order = ("unsupported", "partial", "supported")
    asked = checker.check(said, [source()], question).verdict
    off = checker.check(said, [source()], other).verdict
    assert order.index(asked.status) > order.index(off.status)
    assert asked.faults == off.faults == ()
