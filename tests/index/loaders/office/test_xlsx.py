from tests.index.loaders.making import row, xlsx
from tests.index.loaders.reading import lines, read


def test_rows_stand_in_their_places_under_a_header() -> None:
    parsed = read(
        xlsx(row(1, "Товар", "Цена") + row(2, "Чай", 90.5) + row(4, "Мёд", 400)), "a.xlsx"
    )
    assert lines(parsed) == [
        "heading1: Лист",
        "row: Товар | Цена",
        "row <1: Чай | 90,5",
        "row <1: Мёд | 400",
    ]
    assert [(a.kind, a.number, a.label) for a in parsed.anchors][-1] == ("sheet", 4, "Лист")


def test_a_line_above_names_the_table_and_a_header_may_have_two_rows() -> None:
    rows = (
        row(1, "Расписание кружков")
        + row(3, "Кружок", "Часы", "", "Зал")
        + row(4, "", "Начало", "Конец", "")
        + row(5, "Шахматы", 16, 18, 3)
        + row(6, "Хор", 17, 19, 1)
    )
    merged = (
        '<mergeCells><mergeCell ref="A3:A4"/><mergeCell ref="B3:C3"/><mergeCell ref="D3:D4"/>'
        "</mergeCells>"
    )
    assert lines(read(xlsx(rows, more=merged), "a.xlsx"))[1:] == [
        "caption: Расписание кружков",
        "row <1: Кружок | Часы | Зал",
        "row <2: Начало | Конец",
        "row <3: Шахматы | 16 | 18 | 3",
        "row <3: Хор | 17 | 19 | 1",
    ]


def test_two_tables_and_a_note() -> None:
    rows = (
        row(1, "City", "People")
        + row(2, "Omsk", 1100000)
        + row(3, "Tula", 460000)
        + row(5, "River", "Length")
        + row(6, "Ob", 3650)
        + row(7, "Don", 1870)
        + row(8, "Source: the yearbook of statistics.")
    )
    assert lines(read(xlsx(rows), "a.xlsx"))[1:] == [
        "row: City | People",
        "row <1: Omsk | 1100000",
        "row <1: Tula | 460000",
        "row: River | Length",
        "row <4: Ob | 3650",
        "row <4: Don | 1870",
        "paragraph: Source: the yearbook of statistics.",
    ]


def test_what_is_hidden_is_not_there_and_results_stand_for_formulas() -> None:
    rows = (
        row(1, "Name", "Cost", "Price")
        + row(2, "Tea", 10, '<c r="C2" s="1"><f>B2*2</f><v>20</v></c>')
        + row(3, "Secret", 1, 2, said='hidden="1"')
        + row(4, "Jam", 15, '<c r="C4"><f>B4*2</f></c>')
    )
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    made = xlsx(rows, before=columns, formats=("0.00",))
    assert lines(read(made, "a.xlsx"))[1:] == [
        "row: Name | Price",
        "row <1: Tea | 20,00",
        "row <1: Jam",
    ]


def test_truth_mistakes_and_texts() -> None:
    rows = (
        row(1, "Имя", "Значение")
        + row(2, "правда", '<c r="B2" t="b"><v>1</v></c>')
        + row(3, "ошибка", '<c r="B3" t="e"><v>#DIV/0!</v></c>')
        + row(4, "строка", '<c r="B4" t="str"><f>A1</f><v>дважды_x000D_</v></c>')
    )
    assert lines(read(xlsx(rows), "a.xlsx"))[2:] == [
        "row <1: правда | ИСТИНА",
        "row <1: ошибка | #DIV/0!",
        "row <1: строка | дважды",
    ]


def test_a_sheet_that_is_too_wide_is_cut_with_a_warning() -> None:
    wide = '<row r="1"><c r="A1"><v>1</v></c><c r="ZZZ1"><v>2</v></c></row>'
    parsed = read(xlsx(wide), "a.xlsx")
    assert (parsed.warnings, lines(parsed)[-1]) == (("document_cut",), "paragraph: 1")
