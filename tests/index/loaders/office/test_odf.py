import pytest

from tests.index.loaders.making import odf
from tests.index.loaders.reading import lines, read


def items(*texts: str) -> str:
    return "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)


NUMBERS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" '
    'style:num-format="a" style:num-suffix=")"/></text:list-style>'
)


def test_lists_count_anew_and_on() -> None:
    body = (
        f'<text:p>Нужно:</text:p><text:list text:style-name="L1">{items("раз", "два")}</text:list>'
        f'<text:p>Потом.</text:p><text:list text:style-name="L1">{items("один")}</text:list>'
        "<text:p>Дальше.</text:p>"
        f'<text:list text:style-name="L1" text:continue-numbering="true">{items("ещё")}</text:list>'
    )
    assert lines(read(odf(body, styles=NUMBERS), "a.odt")) == [
        "paragraph: Нужно:",
        "item1 <0: 1. раз",
        "item1 <0: 2. два",
        "paragraph: Потом.",
        "item1: 1. один",
        "paragraph: Дальше.",
        "item1: 2. ещё",
    ]


def test_hidden_sections_changes_and_annotations_are_not_there() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:section text:display="none"><text:p>hidden</text:p></text:section>'
        '<text:section text:name="s"><text:p>seen<text:s text:c="3"/>here<office:annotation>'
        "<text:p>said aside</text:p></office:annotation><text:tab/>too</text:p></text:section>"
    )
    assert lines(read(odf(body), "a.odt")) == ["paragraph: seen here too"]


def test_notes_stand_behind_what_refers_to_them() -> None:
    body = (
        "<text:p>Sum<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Without tax.</text:p></text:note-body></text:note>.</text:p>"
    )
    assert lines(read(odf(body), "a.odt")) == [
        "paragraph: Sum[1].",
        "paragraph <0: [1] Without tax.",
    ]


def table_cell(text: str, said: str = "") -> str:
    return f"<table:table-cell {said}><text:p>{text}</text:p></table:table-cell>"


def test_sheets_repeat_hide_and_merge() -> None:
    hidden = (
        '<style:style style:name="h" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    rows = (
        f"<table:table-row>{table_cell('Улица')}{table_cell('Дом')}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{table_cell("Нет")}</table:table-row>'
        f"<table:table-row>{table_cell('Лесная')}{table_cell('5')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    body = (
        f'<table:table table:name="Адреса">{rows}</table:table>'
        f'<table:table table:name="Тайна" table:style-name="h">{rows}</table:table>'
    )
    parsed = read(odf(body, "spreadsheet", hidden), "a.ods")
    assert lines(parsed) == ["heading1: Адреса", "row: Улица | Дом", "row <1: Лесная | 5"]
    assert parsed.anchors[-1].number == 3


@pytest.mark.parametrize("visible", [True, False])
def test_slides(visible: bool) -> None:
    hidden = (
        '<style:style style:name="d" style:family="drawing-page">'
        '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    )
    page = (
        f'<draw:page draw:style-name="{"x" if visible else "d"}"><draw:frame '
        'presentation:class="title"><draw:text-box><text:p>Goals</text:p></draw:text-box>'
        "</draw:frame><draw:frame><draw:text-box><text:p>Grow.</text:p></draw:text-box>"
        '</draw:frame><presentation:notes><draw:frame presentation:class="notes"><draw:text-box>'
        "<text:p>Smile.</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"
    )
    parsed = read(odf(page, "presentation", hidden), "a.odp")
    told = ["heading2: Goals", "paragraph: Grow.", "quote: Smile."]
    assert lines(parsed) == (told if visible else [])
