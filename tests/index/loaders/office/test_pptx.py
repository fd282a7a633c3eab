import io

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.index.loaders.reading import lines, read


def saved(deck: object) -> bytes:
    made = io.BytesIO()
    deck.save(made)  # type: ignore[attr-defined]
    return made.getvalue()


def test_slides_titles_levels_groups_and_notes() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "План на год"
    body = slide.placeholders[1].text_frame
    body.text = "Открыть филиал"
    inner = body.add_paragraph()
    inner.text, inner.level = "в Туле", 1
    group = slide.shapes.add_group_shape()
    box = group.shapes.add_textbox(Inches(1), Inches(1), Inches(2), Inches(1))
    box.text_frame.text = "Бюджет 4 млн"
    slide.notes_slide.notes_text_frame.text = "Сказать про аренду."
    parsed = read(saved(deck), "a.pptx")
    assert lines(parsed) == [
        "heading2: План на год",
        "item1: Открыть филиал",
        "item2 <1: в Туле",
        "paragraph: Бюджет 4 млн",
        "quote: Сказать про аренду.",
    ]
    assert {(a.kind, a.number) for a in parsed.anchors} == {("slide", 1)}


def test_hidden_slides_are_left_out_and_told() -> None:
    deck = Presentation()
    for title in ("Seen", "Hidden", "Seen too"):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
        if title == "Hidden":
            slide._element.set("show", "0")
    parsed = read(saved(deck), "a.pptx")
    assert lines(parsed) == ["heading2: Seen", "heading2: Seen too"]
    assert parsed.warnings == ("document_hidden_slides",)
    assert [anchor.number for anchor in parsed.anchors] == [1, 3]


def test_charts_and_tables_with_merged_cells() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Продажи"
    data = CategoryChartData(number_format="0.0")
    data.categories = ["Весна", "Лето"]
    data.add_series("Чай", (10.25, 12))
    data.add_series("Кофе", (7, 9))
    slide.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1), Inches(4), Inches(3), data
    )
    table = slide.shapes.add_table(3, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    words = (("Город", "Склад"), ("Тула", "№ 1"), ("", "№ 2"))
    for down, texts in enumerate(words):
        for right, text in enumerate(texts):
            table.cell(down, right).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    assert lines(read(saved(deck), "a.pptx")) == [
        "heading2: Продажи",
        "row: Чай | Кофе",
        "row <1: Весна | 10,3 | 7,0",
        "row <1: Лето | 12,0 | 9,0",
        "row: Город | Склад",
        "row <4: Тула | № 1",
        "row <4: № 2",
    ]
