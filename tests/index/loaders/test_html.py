"""HTML as a browser shows it."""

from pathlib import Path

import pytest

from index.loaders.markup.html import read_html
from index.loaders.parsed import Parsed


def read(source: str) -> Parsed:
    return read_html(source.encode(), Path("a.html"))


def shown(source: str) -> list[tuple[str, str]]:
    parsed = read(source)
    return [(block.kind, parsed.text[block.start : block.end]) for block in parsed.blocks]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Один<br>два</p>", "Один два"),
        ("<p>H<sub>2</sub>O</p>", "H2O"),
        ("<p>a<span>b</span>c</p>", "abc"),
        ("<div>Раз</div><div>два</div>", "Раз\n\nдва"),
        ("<p hidden>нет</p><p style='display: none'>нет</p><p>да</p>", "да"),
        ("<p>5 <del>June</del><s>July</s> May</p>", "5 May"),
        ("<nav>Menu</nav><button>Press</button><p>Text</p>", "Text"),
        ("<p>Вид <img src=x alt='на озеро'> летом</p>", "Вид на озеро летом"),
        ("<details><summary>Часы</summary>С девяти.</details>", "Часы\n\nС девяти."),
        ("<dl><dt>Касса</dt><dd>8-800</dd></dl>", "Касса\n\n8-800"),
        ("<p>Незакрытый <b>абзац<p>Другой", "Незакрытый абзац\n\nДругой"),
        ("<p>Text</p><template>x</template><noscript>y</noscript>", "Text"),
    ],
)
def test_a_reader_sees(source: str, words: str) -> None:
    assert read(source).text == words


@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        ("<ol>", ["1.", "2.", "3."]),
        ("<ol start=5>", ["5.", "6.", "7."]),
        ("<ol type=a>", ["a.", "b.", "c."]),
        ("<ol type=I start=3>", ["III.", "IV.", "V."]),
        ("<ol reversed start=3>", ["3.", "2.", "1."]),
        ("<ul>", [None, None, None]),
    ],
)
def test_items_have_the_numbers_that_a_browser_shows(
    opening: str, numbers: list[str | None]
) -> None:
    blocks = read(f"{opening}<li>x1<li>y1<li>z1").blocks
    assert [block.ordinal for block in blocks] == numbers


def test_merged_cells_belong_to_every_row_and_column_they_reach() -> None:
    parsed = read(
        "<table><tr><th>Зал</th><th colspan=2>Цена, ₽</th></tr>"
        "<tr><td rowspan=2>Белый</td><td>утро</td><td>400</td></tr>"
        "<tr><td>вечер</td><td>700</td></tr></table>"
    )
    cells = [
        [cell and parsed.text[cell.start : cell.end] for cell in block.columns]
        for block in parsed.blocks
    ]
    assert cells == [
        ["Зал", "Цена, ₽", "Цена, ₽"],
        ["Белый", "утро", "400"],
        ["Белый", "вечер", "700"],
    ]
    assert [block.parent for block in parsed.blocks] == [None, 0, 0]
    assert parsed.text == "Зал | Цена, ₽\nБелый | утро | 400\nвечер | 700"


def test_two_headers_hang_one_under_the_other() -> None:
    parsed = read(
        "<table><thead><tr><th></th><th colspan=2>2024</th></tr><tr><th>Город</th><th>май</th>"
        "<th>июнь</th></tr></thead><tr><td>Омск</td><td>14</td><td>19</td></tr></table>"
    )
    assert [block.parent for block in parsed.blocks] == [None, 0, 1]


def test_a_table_that_only_places_things_is_none() -> None:
    source = "<table><tr><td><h1>Имя</h1><p>Текст</p></td></tr></table>"
    assert shown(source) == [("heading", "Имя"), ("paragraph", "Текст")]


def test_what_a_page_says_of_itself() -> None:
    front = read(
        "<html lang=ru-RU><head><title>Музей &amp; сад</title>"
        "<meta property='article:published_time' content='2024-03-15T10:00:00Z'>"
        "<meta property='og:site_name' content='Вести'></head><body><h1>Другое</h1><p>Текст"
    ).front
    assert (front.title, front.language, front.date, front.source) == (
        "Музей & сад",
        "ru",
        "2024-03-15",
        "Вести",
    )


def test_its_own_word_for_the_encoding_counts() -> None:
    source = "<meta charset=windows-1251><p>Привет, мир"
    assert read_html(source.encode("cp1251"), Path("a.html")).text == "Привет, мир"


def test_a_page_as_deep_as_no_person_writes_is_read() -> None:
    assert read("<div>" * 3_000 + "дно" + "</div>" * 3_000).text == "дно"
