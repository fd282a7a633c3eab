import io

import docx as python_docx
import pytest

from tests.index.loaders.making import docx, level, numbered, numbering, p
from tests.index.loaders.reading import lines, read


def shown(data: bytes) -> list[str]:
    return lines(read(data, "a.docx"))


def styles(*names: tuple[str, str], more: str = "") -> str:
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f"{more}</w:style>"
        for identifier, name in names
    )


def styled(text: str, style: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def test_headings_have_names_of_styles_in_any_language_or_ranks_in_the_outline() -> None:
    body = (
        styled("Введение", "1")
        + styled("Scope", "Heading2")
        + p("Приложение", '<w:outlineLvl w:val="2"/>')
        + p("Текст", '<w:outlineLvl w:val="9"/>')
    )
    made = docx(body, styles=styles(("1", "Заголовок 1"), ("Heading2", "heading 2")))
    assert shown(made) == [
        "heading1: Введение",
        "heading2: Scope",
        "heading3: Приложение",
        "paragraph: Текст",
    ]


def test_lists_count_as_word_shows_them() -> None:
    levels = level(0, "%1.") + level(1, "%1.%2.") + level(2, "%3)", "russianLower")
    body = (
        p("Порядок:")
        + numbered("Начало")
        + numbered("Шаг", 1)
        + numbered("Шаг", 1)
        + numbered("Мелочь", 2)
        + numbered("Конец")
        + numbered("Снова", 1)
    )
    assert shown(docx(body, numbering=numbering(levels))) == [
        "paragraph: Порядок:",
        "item1 <0: 1. Начало",
        "item2 <1: 1.1. Шаг",
        "item2 <1: 1.2. Шаг",
        "item3 <3: а) Мелочь",
        "item1 <0: 2. Конец",
        "item2 <5: 2.1. Снова",
    ]


def test_a_list_may_begin_anew_and_have_bullets_and_letters() -> None:
    levels = level(0, "%1.", "upperRoman") + level(1, "•", "bullet")
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = (
        numbered("a")
        + numbered("b")
        + numbered("c", 1)
        + p("Again")
        + numbered("d", 0, 2)
        + numbered("e", 0, 2)
    )
    assert shown(docx(body, numbering=numbering(levels, "", anew))) == [
        "item1: I. a",
        "item1: II. b",
        "item2 <1: c",
        "paragraph: Again",
        "item1: I. d",
        "item1: II. e",
    ]


def test_changes_are_taken_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>Срок </w:t></w:r><w:del><w:r><w:delText>30</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>45</w:t></w:r></w:ins><w:r><w:t> дней.</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>Moved.</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:moveTo><w:r><w:t>Moved.</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>line.</w:t></w:r></w:p>"
    )
    assert shown(docx(body)) == [
        "paragraph: Срок 45 дней.",
        "paragraph: Moved.",
        "paragraph: One line.",
    ]


def test_hidden_and_struck_words_and_codes_of_fields_are_not_there() -> None:
    body = (
        p("Secret", look="<w:vanish/>")
        + p("Old", look="<w:strike/>")
        + p("Older", look="<w:dstrike/>")
        + p("Kept", look='<w:strike w:val="0"/>')
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>ссылка</w:t>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:hyperlink><w:r><w:t> и ещё</w:t></w:r>'
        "</w:hyperlink></w:p>"
    )
    assert shown(docx(body)) == ["paragraph: Kept", "paragraph: ссылка и ещё"]


def test_notes_stand_behind_what_refers_to_them() -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Без НДС.</w:t></w:r></w:p></w:footnote>'
    end = '<w:endnote w:id="3"><w:p><w:r><w:t>See the law.</w:t></w:r></w:p></w:endnote>'
    body = (
        '<w:p><w:r><w:t>Цена 100 ₽</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:endnoteReference w:id="3"/></w:r><w:r><w:t>.</w:t></w:r></w:p>' + p("Дальше")
    )
    assert shown(docx(body, footnotes=note, endnotes=end)) == [
        "paragraph: Цена 100 ₽[1][i].",
        "paragraph <0: [1] Без НДС.",
        "paragraph <0: [i] See the law.",
        "paragraph: Дальше",
    ]


def test_boxes_and_controls_are_there_once() -> None:
    box = f"<w:txbxContent>{p('In a box.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('В поле.')}</w:sdtContent></w:sdt>"
    )
    assert shown(docx(body)) == ["paragraph: In a box.", "paragraph: В поле."]


def test_signs() -> None:
    body = (
        "<w:p><w:r><w:t>бело</w:t><w:noBreakHyphen/><w:t>синий</w:t><w:softHyphen/><w:t>й</w:t>"
        '<w:br/><w:sym w:font="Symbol" w:char="F061"/><w:tab/><w:sym w:font="Wingdings" '
        'w:char="F0FC"/></w:r></w:p><w:p><m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num>'
        "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e>"
        "<m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>"
    )
    assert shown(docx(body)) == ["paragraph: бело‑синий\xadй α ✔", "paragraph: (a+b)/2x^2"]


def cell(text: str, said: str = "") -> str:
    return f"<w:tc><w:tcPr>{said}</w:tcPr>{p(text)}</w:tc>"


def test_tables_with_merged_cells_and_marked_headers() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    body = (
        styled("Таблица 1. Сроки", "c")
        + f"<w:tbl><w:tr>{head}{cell('Этап', down)}{cell('Сроки', wide)}</w:tr>"
        f"<w:tr>{head}{cell('', on)}{cell('с')}{cell('по')}</w:tr>"
        f"<w:tr>{cell('Проект', down)}{cell('май')}{cell('июнь')}</w:tr>"
        f"<w:tr>{cell('', on)}{cell('июль')}{cell('август')}</w:tr></w:tbl>"
    )
    parsed = read(docx(body, styles=styles(("c", "caption"))), "a.docx")
    assert lines(parsed) == [
        "caption: Таблица 1. Сроки",
        "row <0: Этап | Сроки",
        "row <1: с | по",
        "row <2: Проект | май | июнь",
        "row <2: июль | август",
    ]
    last = parsed.blocks[-1].columns
    assert [parsed.text[span.start : span.end] for span in last if span] == [
        "Проект",
        "июль",
        "август",
    ]


def test_a_table_in_a_table_hangs_below_its_row_and_one_of_one_column_is_text() -> None:
    first, second = cell("Вход") + cell("50"), cell("Выход") + cell("0")
    inner = f"<w:tbl><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr>{cell('Зал')}{cell('Цена')}</w:tr><w:tr>{cell('Большой')}"
        f"<w:tc>{p('700')}{inner}</w:tc></w:tr></w:tbl>"
        + p("Итог")
        + f"<w:tbl><w:tr>{cell('Важно: не опаздывайте.')}</w:tr></w:tbl>"
    )
    assert shown(docx(body)) == [
        "row: Зал | Цена",
        "row <0: Большой | 700",
        "row: Вход | 50",
        "row: Выход | 0",
        "paragraph: Итог",
        "paragraph: Важно: не опаздывайте.",
    ]


def test_code_quotes_and_items_that_go_on() -> None:
    body = (
        styled("import os", "k")
        + styled("    os.getcwd()", "k")
        + styled("Слова мудреца.", "q")
        + numbered("Первое")
        + styled("Подробнее о первом.", "l")
        + numbered("Второе")
    )
    names = styles(("k", "Source Code"), ("q", "Цитата 2"), ("l", "List Paragraph"))
    assert shown(docx(body, styles=names, numbering=numbering(level(0, "%1)")))) == [
        "code: import os\n    os.getcwd()",
        "quote: Слова мудреца.",
        "item1: 1) Первое",
        "paragraph <2: Подробнее о первом.",
        "item1: 2) Второе",
    ]


def test_lists_typed_by_hand() -> None:
    body = p("Нужно:") + p("1. Паспорт") + p("а) копия") + p("2. Анкета") + p("2024 год был сухим.")
    assert shown(docx(body)) == [
        "paragraph: Нужно:",
        "item1 <0: 1. Паспорт",
        "item2 <1: а) копия",
        "item1 <0: 2. Анкета",
        "paragraph: 2024 год был сухим.",
    ]


@pytest.mark.parametrize(
    ("title", "author", "expected"),
    [
        ("Устав клуба", "Анна Лис", ("Устав клуба", "Анна Лис", "2024-05-06")),
        ("Документ1", "Пользователь", ("Правила", None, "2024-05-06")),
        ("Microsoft Word - draft.doc", "user", ("Правила", None, "2024-05-06")),
    ],
)
def test_what_a_file_says_of_itself(
    title: str, author: str, expected: tuple[str, str | None, str]
) -> None:
    import datetime

    made = python_docx.Document()
    made.add_heading("Правила", 1)
    made.core_properties.title, made.core_properties.author = title, author
    made.core_properties.modified = datetime.datetime(2024, 5, 6)
    saved = io.BytesIO()
    made.save(saved)
    front = read(saved.getvalue(), "a.docx").front
    assert (front.title, front.source, front.date) == expected
