"""Translations that are right, and those that aren't."""

import pytest

from index.types import BlockKind
from qa.translating.checks import Complaint, complaint_about
from qa.translating.pieces import Piece
from qa.types import Language

ENGLISH = (
    "In March 2019 the ferry from Saratov carried 12,400 passengers, 15% more than a year before, "
    "and Pavel Yershov called the season the best one so far."
)
RUSSIAN = (
    "В марте 2019 года паром из Саратова перевёз 12 400 пассажиров, на 15% больше, чем годом "
    "ранее, и Павел Ершов назвал этот сезон лучшим."
)


def complain(
    source: str, said: str, to: Language = "ru", kind: BlockKind = "paragraph"
) -> Complaint | None:
    cells = source.count(" | ") + 1 if kind == "row" else 1
    spoken = "en" if to == "ru" else "ru"
    return complaint_about(said, Piece(source, kind, cells), spoken, to)


def test_a_right_translation_is_right_both_ways() -> None:
    assert complain(ENGLISH, RUSSIAN) is None
    assert complain(RUSSIAN, ENGLISH, "en") is None


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        ("12 400", "14 200", "added"),
        ("15%", "50%", "added"),
        ("марте", "мае", "added"),
        (", на 15% больше, чем годом ранее,", "", "lost"),
        ("Павел Ершов", "Игорь Волков", "added"),
        ("из Саратова", "из Твери", "added"),
    ],
)
def test_numbers_dates_and_names_are_neither_added_nor_lost(
    right: str, wrong: str, kind: str
) -> None:
    found = complain(ENGLISH, RUSSIAN.replace(right, wrong))
    assert found is not None
    assert found.kind == kind
    assert found.words


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        ("12,400", "12,500", "added"),
        (", 15% more than a year before,", "", "lost"),
        ("from Saratov ", "", "lost"),
    ],
)
def test_the_same_into_english(right: str, wrong: str, kind: str) -> None:
    found = complain(RUSSIAN, ENGLISH.replace(right, wrong), "en")
    assert found is not None
    assert found.kind == kind


def test_what_an_english_text_alone_names_is_a_doubt() -> None:
    found = complain(ENGLISH, RUSSIAN.replace("из Саратова ", ""))
    assert found == Complaint("names", ("Saratov",))
    assert found.is_doubt


@pytest.mark.parametrize("said", ["", "…", "—"])
def test_nothing_is_no_translation(said: str) -> None:
    assert complain(ENGLISH, said) == Complaint("empty")


def test_the_language_is_that_asked_for() -> None:
    assert complain(ENGLISH, ENGLISH) == Complaint("language")
    assert complain("Where the river bends", "Where the river bends") == Complaint("language")
    german = (
        "Im März 2019 beförderte die Fähre aus Saratow 12.400 Fahrgäste, 15 % mehr als im Vorjahr."
    )
    assert complain(RUSSIAN, german, "en") == Complaint("language")
    assert complain("Nokia 3310", "Nokia 3310", kind="heading") is None


def test_a_translation_is_about_as_long() -> None:
    short = "Паром 2019 года, 12 400 и 15%, Саратов, Павел Ершов."
    assert complain(ENGLISH, short) == Complaint("length")
    assert complain(ENGLISH, f"{RUSSIAN} {RUSSIAN} {RUSSIAN}") == Complaint("length")


def test_a_row_keeps_its_cells() -> None:
    assert complain("Ticket | 300 | full price", "Билет | 300 | полная цена", kind="row") is None
    assert complain("Ticket | full price", "Билет, полная цена", kind="row") == Complaint("cells")
