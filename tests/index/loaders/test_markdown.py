"""Markdown and its dialects, as their readers see them."""

import pytest

from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder, Parsed


def read(source: str) -> Parsed:
    builder = Builder()
    return builder.finish(lay_markdown(builder, source))


def shown(source: str) -> list[tuple[str, str]]:
    parsed = read(source)
    return [(block.kind, parsed.text[block.start : block.end]) for block in parsed.blocks]


def parents(source: str) -> list[int | None]:
    return [block.parent for block in read(source).blocks]


def test_a_list_hangs_under_its_lead_in_and_items_under_items() -> None:
    source = "Возьмите:\n\n- воду\n- карту\n  1. общую\n  2. подробную\n\nПотом идите."
    assert shown(source) == [
        ("paragraph", "Возьмите:"),
        ("item", "воду"),
        ("item", "карту"),
        ("item", "1. общую"),
        ("item", "2. подробную"),
        ("paragraph", "Потом идите."),
    ]
    assert parents(source) == [None, 0, 0, 2, 2, None]
    assert [block.level for block in read(source).blocks] == [0, 1, 1, 2, 2, 0]


def test_a_list_without_a_lead_in_hangs_under_nothing() -> None:
    assert parents("We sell tea.\n\n* green\n* black\n") == [None, None, None]


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("1. a1\n1. b1\n1. c1\n", ["1.", "2.", "3."]),
        ("4. a1\n5. b1\n", ["4.", "5."]),
        ("7) a1\n8) b1\n", ["7.", "8."]),
    ],
)
def test_items_have_the_numbers_that_are_shown(source: str, numbers: list[str]) -> None:
    parsed = read(source)
    assert [block.ordinal for block in parsed.blocks] == numbers
    assert all(
        parsed.text[block.start : block.end].startswith(f"{block.ordinal} ")
        for block in parsed.blocks
    )


def test_lists_go_as_deep_as_they_go() -> None:
    source = "".join(f"{'  ' * level}- level {level}\n" for level in range(30))
    blocks = read(source).blocks
    assert [block.level for block in blocks] == list(range(1, 31))
    assert [block.parent for block in blocks] == [None, *range(29)]


def test_rows_have_cells_and_hang_under_their_header() -> None:
    parsed = read("| Тариф | Цена, ₽ |\n|---|---|\n| Про | 590 |\n| Стартовый | |\n")
    header, row, short = parsed.blocks
    assert (header.parent, row.parent, short.parent) == (None, 0, 0)
    cells = [cell and parsed.text[cell.start : cell.end] for cell in row.columns]
    assert cells == ["Про", "590"]
    assert [cell and parsed.text[cell.start : cell.end] for cell in short.columns] == [
        "Стартовый",
        None,
    ]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<td><b>7</b>&nbsp;kg</td>", "7\xa0kg"),
        ("Вес <span class=x>3</span> кг", "Вес 3 кг"),
        ("## Часы работы {#hours}", "Часы работы"),
        ("## Opening hours {/*hours*/}", "Opening hours"),
        ("Text {.lead #top}", "Text"),
        (":::tip\n\nВнутри.\n\n:::", "Внутри."),
        ("::: warning\nInside.\n:::", "Inside."),
        ("!!! note\n    Inside.", "Note\n\nInside."),
        ("> [!NOTE]\n> Inside.", "Inside."),
        ("До <!-- скрыто --> после", "До после"),
        ("До\n\n<!-- скрыто\n\nи это -->\n\nпосле", "До\n\nпосле"),
        ("До\n\n<!--\n```\nскрыто\n```\n-->\n\nпосле", "До\n\nпосле"),
        ("До\n\n{/*\n```\nскрыто\n```\n*/}\n\nпосле", "До\n\nпосле"),
        ("Word {/* hidden */} end", "Word end"),
        ("<style>\n.x { color: red }\n</style>\n\nText", "Text"),
        ("<script>alert(1)</script>\n\nText", "Text"),
        ("~~5 June~~ 9 June", "9 June"),
        ("Цена ~~100~~ 80 рублей", "Цена 80 рублей"),
        ("import X from './x'\n\nText", "Text"),
        ("import {\n  A,\n  B,\n} from './x'\n\nText", "Text"),
        ("export const meta = {a: 1}\n\nText", "Text"),
        ("<Intro>\n\nText **bold**.\n\n</Intro>", "Text bold."),
        ("<Intro>\nText **bold**.\n</Intro>", "Text bold."),
        ('<Tabs items={[">", "b"]} on={() => 1}>\n\nText\n\n</Tabs>', "Text"),
        ('<Card title="Тарифы" />', "Тарифы"),
        ('До\n\n<img src="/a.png" width="3" style={{margin: "0 auto"}} />\n\nпосле', "До\n\nпосле"),
        ('<img alt="План дома" style={{color: "red"}} {...rest} />', "План дома"),
        ('<p onClick={() => a > 1} title="b">Text</p>', "Text"),
        ('Line<br class="x">and {set} <b>c</b>', "Line and {set} c"),
        ("<b>one</b>{' '}<i>two</i>{\"   \"}three", "one two three"),
        ("[Касса]: 8-495-123", "[Касса]: 8-495-123"),
        ("[Desk]: ask at the gate", "[Desk]: ask at the gate"),
        (
            "See [hours].\n\n[Desk]: 123\n[Bar]: 456\n[hours]: /hours",
            "See hours.\n\n[Desk]: 123\n\n[Bar]: 456",
        ),
        ("See [docs].\n\n[docs]: https://example.org", "See docs."),
        ("Sold by hand[^1].\n\n[^1]: Carter", "Sold by hand[1].\n\n[1] Carter"),
        ("List<String> and Map<K> here", "List<String> and Map<K> here"),
        ("A <b>bold</b> word", "A bold word"),
        ("a < b and c > d", "a < b and c > d"),
        ("AT&amp;T &mdash; ok", "AT&T — ok"),
        ("Это ==важно== знать, a == b == c", "Это важно знать, a == b == c"),
        (
            "*[АВР]: ввод резерва\n*[ЩО]: щит освещения\n\nТекст",
            "АВР: ввод резерва\n\nЩО: щит освещения\n\nТекст",
        ),
        (":octicons-gear-16: Настройки :smile: в 10:30:15, a:b:c", "Настройки в 10:30:15, a:b:c"),
        (
            "[Сайт](https://e.org){ target='_blank' .wide } и [тут](a.md){:rel=me} f(){x=1}",
            "Сайт и тут f(){x=1}",
        ),
        ("Press ++ctrl+s++ in C++ or ++i", "Press Ctrl+S in C++ or ++i"),
        (
            '=== "Linux"\n\n    Text **b**.\n\n=== "Windows"\n    More.',
            "Linux\n\nText b.\n\nWindows\n\nMore.",
        ),
        ("См. [[Печи|о печах]], [[Дрова]] ![[план.png]] и x[[0]]", "См. о печах, Дрова и x[[0]]"),
        ("---\n\nText\n\n---\n\nMore", "Text\n\nMore"),
        ("---\nText\n---\n\nMore", "Text\n\nMore"),
    ],
)
def test_a_reader_sees(source: str, words: str) -> None:
    assert read(source).text == words


@pytest.mark.parametrize(
    "code",
    [
        "{#id} :::tip <b>x</b> ~~y~~",
        "<!-- c --> {/* d */} &nbsp; [^1]",
        "import x from 'y'",
        "[a]: https://b.example",
        "<Foo a={1}>",
        "a ==b== [[c]] :smile: ++ctrl++ *[x]: y",
    ],
)
def test_code_stays_as_it_is(code: str) -> None:
    assert shown(f"```\n{code}\n```") == [("code", code)]
    assert shown(f"Пишут `{code}` так") == [("paragraph", f"Пишут {code} так")]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<Run>\n{`npm install -- --save`}\n</Run>", "npm install -- --save"),
        ("<Run>{`npm install`}</Run>", "npm install"),
        ("{`<a>\n\n  {b}\n</a>`}", "<a>\n\n  {b}\n</a>"),
        ("{`echo \\`date\\``}", "echo `date`"),
    ],
)
def test_a_string_of_code_in_braces_is_code(source: str, code: str) -> None:
    assert shown(f"Run:\n\n{source}\n\nThen wait.") == [
        ("paragraph", "Run:"),
        ("code", code),
        ("paragraph", "Then wait."),
    ]


def test_a_note_hangs_under_the_words_that_refer_to_it() -> None:
    source = "One[^a].\n\nTwo[^b].\n\n[^a]: First note.\n[^b]: Second note.\n"
    assert [words for _, words in shown(source)] == [
        "One[1].",
        "[1] First note.",
        "Two[2].",
        "[2] Second note.",
    ]
    assert parents(source) == [None, 0, None, 2]


def test_the_first_heading_is_the_title() -> None:
    assert read("## Раздел\n\n# Название\n\nТекст").front.title == "Название"
    assert read("Текст без заголовка").front.title is None


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("## Год\n\n**📅 2022**\n\nТекст.\n\n**2023**\n\n- пункт", [2, 3, 0, 3, 0]),
        ("**Состав набора**\n\n| а | б |\n|-|-|\n| 1 | 2 |", [1, 0, 0]),
        ("**Не включайте мокрыми руками.**\n\nТекст.", [0, 0]),
        ("**Возьмите:**\n\n- воду", [0, 0]),
        ("Текст.\n\n**Редакция**", [0, 0]),
        ("**Анна** пришла\n\nТекст.", [0, 0]),
        ("**Где касса?**\nУ входа.\n\n**Где гардероб?** Внизу.", [1, 0, 1, 0]),
        ("**Где касса?**\n\nУ входа.", [1, 0]),
        ("**А**\n\n# Глава", [0, 1]),
        ("> **Слово**\n>\n> Текст.", [0, 0]),
    ],
)
def test_a_paragraph_in_bold_over_others_is_a_heading(source: str, kinds: list[int]) -> None:
    blocks = read(source).blocks
    assert [block.level if block.kind == "heading" else 0 for block in blocks] == kinds


def test_a_rule_above_many_lines_takes_no_time_to_read() -> None:
    lines = "".join(f"name{number}: value of {number} words\n" for number in range(200))
    assert "value of 199 words" in read(f"---\n{lines}\nТекст.").text


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", [" ", "слово {%", "слово {# ", "слово {{< ", "слово [а"])
def test_what_is_begun_again_and_again_takes_no_time_to_read(piece: str) -> None:
    read(f"{piece * 20_000}\n\nТекст.")
