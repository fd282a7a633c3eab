import io
from itertools import pairwise
from typing import Any

import pytest

from tests.index.loaders.pdf.drawing import blocks, both, lines, pdf, read, words

LEFT = [
    "Музей открыт каждый день, кроме среды,",
    "с девяти утра до шести вечера. Касса",
    "закрывается на полчаса раньше, а в дни",
    "праздников на час раньше обычного, о",
]
RIGHT = [
    "чём объявляют заранее на двери музея.",
    "В саду можно гулять бесплатно с мая по",
    "октябрь, если нет дождя и сильного ветра",
    "и не идёт уборка дорожек после бури.",
]
LEFT_TEXT = (
    "Музей открыт каждый день, кроме среды, с девяти утра до шести вечера. Касса закрывается на "
    "полчаса раньше, а в дни праздников на час раньше обычного, о чём объявляют заранее на двери "
    "музея. В саду можно гулять бесплатно с мая по октябрь, если нет дождя и сильного ветра и не "
    "идёт уборка дорожек после бури."
)


def test_two_columns_under_a_title() -> None:
    data = pdf(
        both(
            lines(["Правила для тех, кто приходит в музей впервые"], 90, font="Bold", size=16),
            lines(LEFT, 60, 120),
            lines(RIGHT, 320, 120),
        )
    )
    assert blocks(read(data)) == [
        ("heading", "Правила для тех, кто приходит в музей впервые"),
        ("paragraph", LEFT_TEXT),
    ]


def test_columns_whose_lines_stand_at_other_heights() -> None:
    data = pdf(both(lines(LEFT, 60, 120), lines(RIGHT, 320, 126)))
    assert blocks(read(data)) == [("paragraph", LEFT_TEXT)]


def test_a_paragraph_goes_on_over_a_page() -> None:
    assert blocks(read(pdf(lines(LEFT), lines(RIGHT)))) == [("paragraph", LEFT_TEXT)]


def test_paragraphs_by_gap_and_by_indent() -> None:
    by_gap = [*LEFT[:2], "", "A gap stands before this paragraph here,", "and it ends."]
    assert [text for _, text in blocks(read(pdf(lines(by_gap))))] == [
        " ".join(LEFT[:2]),
        "A gap stands before this paragraph here, and it ends.",
    ]
    first, second = lines(LEFT[:3]), lines(LEFT[:1], 80, 80 + 3 * 13)
    rest = lines(LEFT[1:3], 60, 80 + 4 * 13)
    assert [text for _, text in blocks(read(pdf(both(first, second, rest))))] == [
        " ".join(LEFT[:3]),
        " ".join(LEFT[:3]),
    ]


def test_lists_hang_under_what_leads_them_in() -> None:
    data = pdf(
        both(
            lines(["What you need for the walk:"]),
            lines(["1. A map of the valley", "2. Food for a day:"], 70, 93),
            lines(["• bread and cheese", "• water"], 90, 119),
            lines(["3. A whistle"], 70, 145),
        )
    )
    parsed = read(data)
    found = [(b.kind, b.level, b.ordinal, b.parent) for b in parsed.blocks]
    assert found == [
        ("paragraph", 0, None, None),
        ("item", 1, "1.", 0),
        ("item", 1, "2.", 0),
        ("item", 2, None, 2),
        ("item", 2, None, 2),
        ("item", 1, "3.", 0),
    ]
    assert [text for _, text in blocks(parsed)][3:] == ["bread and cheese", "water", "3. A whistle"]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    def page(number: int) -> object:
        return both(
            lines([f"Handbook of the society, part {number // 3}"], 200, 40, size=8),
            lines([f"The page that is called {word(number)} says this and no more."]),
            lines([str(number + 10)], 290, 810),
        )

    parsed = read(pdf(*(page(number) for number in range(1, 6))))  # type: ignore[arg-type]
    assert [text for _, text in blocks(parsed)] == [
        f"The page that is called {word(number)} says this and no more." for number in range(1, 6)
    ]
    assert [a.label for a in parsed.anchors if parsed.text[a.start : a.end] == "called"] == [
        "11", "12", "13", "14", "15",
    ]  # fmt: skip


def word(number: int) -> str:
    return ["nought", "one", "two", "three", "four", "five"][number]


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("На этом заводе пред-", "приятие делает часы.", "предприятие"),
        ("Они ушли на северо-", "западный берег озера.", "северо-западный"),
        ("Все говорят здесь по-", "русски и понимают нас.", "по-русски"),
        ("Позвонил вчера кто-", "то из соседей сверху.", "кто-то"),
        ("Ask for more infor-", "mation at the desk.", "information"),
        ("He is a well-", "known painter of cats.", "well-known"),
        ("They went to Jean-", "Paul and asked him.", "Jean-Paul"),
        ("It was in the years 1990-", "2000 that it rained.", "1990-2000"),
        ("This is soft\xad", "ened by the rain.", "softened"),
    ],
)
def test_hyphens_at_line_ends(above: str, below: str, text: str) -> None:
    parsed = read(pdf(lines([above, below])))
    assert text in parsed.text
    assert text in map("".join, pairwise(words(parsed)))


def test_a_hyphen_is_kept_where_the_document_writes_it_elsewhere() -> None:
    text = ["The bus-stop is here, and where the other bus-", "stop was, a tree stands."]
    assert "other bus-stop was" in read(pdf(lines(text))).text
    text = ["The busstop is here, and where the other bus-", "stop was, a tree stands."]
    assert "other busstop was" in read(pdf(lines(text))).text


def test_tables_with_lines_go_on_over_a_page() -> None:
    from reportlab.lib.pagesizes import A5
    from reportlab.platypus import SimpleDocTemplate, Table

    pdf(lines(["x"]))
    rows = [
        ["Остановка", "Время"],
        *([f"Улица № {n}", f"{n // 4 + 6}:{n % 4}0"] for n in range(60)),
    ]
    out = io.BytesIO()
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "Text", 10)]
    table = Table(rows, repeatRows=1, style=style)
    SimpleDocTemplate(out, pagesize=A5).build([table])
    parsed = read(out.getvalue())
    assert [text for _, text in blocks(parsed)] == [" | ".join(row) for row in rows]
    assert {block.parent for block in parsed.blocks[1:]} == {0}
    assert {anchor.number for anchor in parsed.anchors} == {1, 2, 3}


def test_tables_without_lines() -> None:
    cells = [
        ("Ticket", "Adult", "Child"),
        ("Single", "2.10", "1.05"),
        ("Day ticket", "7.80", "3.90"),
        ("Week ticket", "26.00", "13.00"),
    ]
    data = pdf(
        both(
            lines(["These are the fares of all our lines in the town and around it."]),
            *(
                lines(column, 60 + 120 * at, 120)
                for at, column in enumerate(zip(*cells, strict=True))
            ),
        )
    )
    parsed = read(data)
    assert [kind for kind, _ in blocks(parsed)] == ["paragraph", "row", "row", "row", "row"]
    assert [block.parent for block in parsed.blocks[2:]] == [1, 1, 1]
    assert parsed.text.endswith("Week ticket | 26.00 | 13.00")


def test_cells_of_several_lines_set_in_the_middle() -> None:
    data = pdf(
        both(
            lines(["Service", "Copy of a leaf", "Scan of a book", "before 1900", "Binding"], 60),
            lines(["Price", "8", "", "", "40"], 200),
            lines(["15"], 200, 80 + 2.5 * 13),
        )
    )
    assert [text for _, text in blocks(read(data))] == [
        "Service | Price",
        "Copy of a leaf | 8",
        "Scan of a book before 1900 | 15",
        "Binding | 40",
    ]


def test_columns_end_where_a_heading_over_both_stands() -> None:
    below = ["Под колонками идёт обычный текст, который занимает всю ширину этой страницы."]
    data = pdf(
        both(
            lines(["Сверху"], 60, 90, font="Bold", size=16),
            lines(LEFT, 60, 120),
            lines(RIGHT, 320, 120),
            lines(["Ниже"], 60, 210, font="Bold", size=16),
            lines(below, 60, 240),
        )
    )
    assert blocks(read(data)) == [
        ("heading", "Сверху"), ("paragraph", LEFT_TEXT), ("heading", "Ниже"),
        ("paragraph", below[0]),
    ]  # fmt: skip


def test_raised_figures() -> None:
    def draw(canvas: Any) -> None:
        for x, y, size, text in (
            (60, 700, 10, "Площадь 120 м"), (135.5, 703.5, 6, "2"), (142, 700, 10, "и сад"),
            (170, 703.5, 6, "1"), (176, 700, 10, "за домом."),
        ):  # fmt: skip
            canvas.setFont("Text", size)
            canvas.drawString(x, y, text)

    assert read(pdf(draw)).text == "Площадь 120 м² и сад ¹ за домом."
