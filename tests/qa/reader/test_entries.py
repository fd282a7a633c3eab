import pytest

from index.types import Block, Document, Hit, Passage, Span
from qa.reader.entries import of_the_day
from qa.types import Evidence


def journal(*lines: str, document: str = "a", blocks: tuple[Block, ...] = ()) -> list[Evidence]:
    text = "\n\n".join(lines)
    hit = Hit(
        Passage(1, document, 0, len(text), text),
        Document(document, "Журнал", text, "ru", blocks=blocks),
        1.0,
    )
    starts = [text.index(line) for line in lines]
    return [
        Evidence(hit, start, start + len(line), 1.0)
        for start, line in zip(starts, lines, strict=True)
    ]


PUMPS = ("15.03.2023 — крыша.", "15.03.2024 — насос.", "Обед в час.", "16.03.2024 — датчики.")


@pytest.mark.parametrize(
    ("question", "staying"),
    [
        ("Что сделали 15 марта 2024 года?", [1, 2]),
        ("What was done on March 16th, 2024?", [2, 3]),
        ("Что сделали 15 марта?", [0, 1, 2]),
        ("Что сделали 17 марта 2024 года?", [0, 1, 2, 3]),
        ("Что сделали с насосом?", [0, 1, 2, 3]),
        ("Когда после 15 марта 2024 года проверили датчики?", [0, 1, 2, 3]),
    ],
)
def test_entries_of_other_days_are_left_out(question: str, staying: list[int]) -> None:
    assert of_the_day(question, journal(*PUMPS)) == staying


def test_a_sentence_with_a_date_in_it_is_no_entry() -> None:
    evidence = journal("Мост закрыли 1.02.2024.", "15.03.2024 прошла проверка.")
    assert of_the_day("Что было 15 марта 2024 года?", evidence) == [0, 1]


def test_another_document_says_nothing_of_the_best_one() -> None:
    evidence = [*journal("14.03.2024 — насос."), *journal("15.03.2024 — лифт.", document="b")]
    assert of_the_day("Что было 15 марта 2024 года?", evidence) == [0, 1]


def test_lines_have_the_date_of_the_heading_above() -> None:
    lines = ("14 марта 2024", "Меняли насос.", "15 марта 2024", "Красили крышу.")
    places = []
    for line in lines:
        start = places[-1].end + 2 if places else 0
        places.append(Span(start, start + len(line)))
    blocks = tuple(
        Block("heading" if at % 2 == 0 else "paragraph", span.start, span.end, level=1 - at % 2)
        for at, span in enumerate(places)
    )
    evidence = journal(*lines, blocks=blocks)
    assert of_the_day("Что делали 15.03.2024?", [evidence[1], evidence[3]]) == [1]


def test_a_row_is_of_the_day_of_any_of_its_cells() -> None:
    lines = ("насос | 14.03.2024", "крыша | 15.03.2024")
    blocks = (Block("row", 0, 18), Block("row", 20, 38))
    assert of_the_day("Что делали 15.03.2024?", journal(*lines, blocks=blocks)) == [1]
    assert of_the_day("Что делали 15.03.2024?", []) == []
