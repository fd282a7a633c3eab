"""Places of citations, found and worded."""

from dataclasses import replace

import pytest

from index.types import Anchor, Block, Document
from qa.citing.places import place_of, section_of
from qa.types import Citation, Language, Place
from qa.wording.places import place_in_words

CITATION = Citation(1, "a", "A", "ru", None, None, None, 0, 4, "Слово")


@pytest.mark.parametrize(
    ("place", "russian", "english"),
    [
        (Place("page", 12, 12), "стр. 12", "p. 12"),
        (Place("page", 12, 13), "стр. 12–13", "pp. 12–13"),
        (Place("page", 4, 4, "4"), "стр. 4", "p. 4"),
        (Place("page", 3, 3, "iii"), "стр. iii (3-я в файле)", "p. iii (3 in the file)"),
        (Place("slide", 3, 3), "слайд 3", "slide 3"),
        (Place("sheet", 4, 4, "Цены"), "лист «Цены», строка 4", "sheet “Цены”, row 4"),
        (Place("sheet", 4, 6), "строки 4–6", "rows 4–6"),
    ],
)
def test_a_place_in_words(place: Place, russian: str, english: str) -> None:
    worded: dict[Language, str] = {"ru": russian, "en": english}
    for language, words in worded.items():
        assert place_in_words(replace(CITATION, place=place), language) == words


def test_without_pages_the_heading_is_told() -> None:
    assert place_in_words(replace(CITATION, section=("A", "Часы")), "ru") == "§ Часы"
    assert place_in_words(CITATION, "en") == ""


def test_words_over_two_pages() -> None:
    anchors = [Anchor("page", 0, 4, 2, "ii"), Anchor("page", 5, 9, 3, "iii")]
    assert place_of(anchors) == Place("page", 2, 3, "ii")
    assert place_of([]) is None


def test_a_section_is_the_headings_above() -> None:
    text = "Имя\n\nЧасы\n\nЗимой\n\nС девяти.\n\nЦены\n\nСто."
    kinds = [("Имя", 1), ("Часы", 2), ("Зимой", 3), ("С девяти.", 0), ("Цены", 2), ("Сто.", 0)]
    blocks = tuple(
        Block("heading" if level else "paragraph", at, at + len(words), level)
        for words, level in kinds
        for at in [text.index(words)]
    )
    document = Document("a", "Имя", text, "ru", blocks=blocks)
    assert section_of(document, text.index("девяти")) == ("Часы", "Зимой")
    assert section_of(document, text.index("Сто")) == ("Цены",)
