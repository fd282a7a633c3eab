"""Where paragraphs end, and which of them say nothing."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.paragraphs import content_paragraphs, split_paragraphs, trim


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Один.\n\nДва.", ["Один.", "Два."]),
        ("Один.\n \t\n\n Два. ", ["Один.", "Два."]),
        ("One line\nwrapped in the middle.", ["One line\nwrapped in the middle."]),
        ("It ends.\nAnother begins.", ["It ends.", "Another begins."]),
        ("Нужны:\n- паспорт\n- билет", ["Нужны:", "- паспорт", "- билет"]),
        ("First do this\n1. one\n2) two", ["First do this", "1. one", "2) two"]),
        (
            "Журнал\n15.03.2024: насос\n16.03.2024, 10:15 крыша\n[2024-03-17 08:00:01] лифт",
            [
                "Журнал",
                "15.03.2024: насос",
                "16.03.2024, 10:15 крыша",
                "[2024-03-17 08:00:01] лифт",
            ],
        ),
        ("Мост закрыли\n15.03.2024 и открыли", ["Мост закрыли\n15.03.2024 и открыли"]),
        (
            "Новости дня\nВ город приехало больше гостей, чем когда-либо раньше.",
            ["Новости дня", "В город приехало больше гостей, чем когда-либо раньше."],
        ),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_borders(text: str, paragraphs: list[str]) -> None:
    assert [text[span.start : span.end] for span in split_paragraphs(text)] == paragraphs


@pytest.mark.parametrize("noise", ["Фото: Иван Петров", "Photo by: A. Lee", "* * *", "———"])
def test_credits_and_rules_are_no_content(noise: str) -> None:
    text = f"Сначала это.\n\n{noise}\n\nПотом то."
    assert [text[s.start : s.end] for s in content_paragraphs(text)] == [
        "Сначала это.",
        "Потом то.",
    ]


def test_a_long_paragraph_is_no_credit() -> None:
    text = "Фото: " + "так начинается рассказ о снимке, " * 6
    assert len(content_paragraphs(text)) == 1


@given(st.text(alphabet="аБ .\n-1:\t", max_size=80))
def test_paragraphs_are_trimmed_in_order_and_lose_no_word(text: str) -> None:
    spans = split_paragraphs(text)
    pieces = [text[span.start : span.end] for span in spans]
    assert all(piece and piece == piece.strip() for piece in pieces)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_trimming_gives_nothing_for_white_space() -> None:
    assert trim(" \n ", 0, 3) is None
    span = trim("  ab ", 0, 5)
    assert span is not None
    assert (span.start, span.end) == (2, 4)
