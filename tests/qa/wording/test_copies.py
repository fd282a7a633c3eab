"""The other documents that have the words cited, in the reader's language."""

import re

import pytest

from qa.types import Citation, Copy, Language
from qa.wording.copies import copies_in_words

QUOTE = "Вход 300 рублей."


def cited(*copies: Copy) -> Citation:
    return Citation(
        1, "price-3.md", "Цены", "ru", "2025-03-01", None, None, 0, 16, QUOTE, copies=copies
    )


@pytest.mark.parametrize(
    ("copy", "language", "told"),
    [
        (Copy("old.md", "Старые цены", None), "ru", "другие копии и версии: Старые цены"),
        (Copy("old.md", "Старые цены", None), "en", "other copies and versions: Старые цены"),
        (
            Copy("price-2.md", "Цены", "2024-03-01"),
            "ru",
            "другие копии и версии: Цены (1 марта 2024 г.)",
        ),
        (
            Copy("price-2.md", "Цены", "2024-03-01"),
            "en",
            "other copies and versions: Цены (March 1, 2024)",
        ),
        (
            Copy("price-2.md", "Цены", "2025-03-01"),
            "ru",
            "другие копии и версии: Цены (price-2.md)",
        ),
        (Copy("price-2.md", "Цены", None), "en", "other copies and versions: Цены (price-2.md)"),
    ],
    ids=["title", "title-en", "date", "date-en", "same-date", "no-date"],
)
def test_a_copy_is_told_apart_from_what_is_cited(copy: Copy, language: Language, told: str) -> None:
    assert re.sub(r"\s", " ", copies_in_words(cited(copy), language)) == told


def test_nothing_is_said_without_copies() -> None:
    assert copies_in_words(cited(), "ru") == ""


def test_of_many_copies_eight_are_named_and_the_rest_counted() -> None:
    many = [Copy(f"{number}.md", f"Page {number}", None) for number in range(1, 12)]
    assert copies_in_words(cited(*many), "ru").endswith("; Page 8 и ещё 3")
    assert copies_in_words(cited(*many), "en").endswith("; Page 8 and 3 more")
    assert copies_in_words(cited(*many[:8]), "en").endswith("; Page 8")
