"""Blocks in the panel: structure kept, words marked, markup escaped."""

from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder
from index.types import Span
from qa.server.page.rendering.blocks import Words, render_blocks


def rendered(source: str, marked: str = "", focus: str = "") -> str:
    builder = Builder()
    parsed = builder.finish(lay_markdown(builder, source))
    start = parsed.text.index(marked)
    at = parsed.text.index(focus)
    words = Words(
        parsed.text,
        Span(start, start + len(marked)) if marked else None,
        (at, at + len(focus)) if focus else None,
    )
    shown = [(n, Span(block.start, block.end)) for n, block in enumerate(parsed.blocks)]
    return render_blocks(parsed.blocks, shown, words)


def test_lists_lie_one_in_another() -> None:
    assert rendered("- a1\n- b1\n  - c1\n- d1\n\nText") == (
        "<ul><li>a1</li><li>b1<ul><li>c1</li></ul></li><li>d1</li></ul><p>Text</p>"
    )


def test_numbers_are_in_the_words() -> None:
    assert rendered("1. a1\n2. b1") == (
        '<ul><li class="sq-numbered">1. a1</li><li class="sq-numbered">2. b1</li></ul>'
    )


def test_a_table_has_its_header_and_a_marked_cell() -> None:
    assert rendered("| Тариф | Цена |\n|-|-|\n| Про | 590 |", "Про | 590", "590") == (
        '<div class="sq-table" tabindex="0"><table><tr><th>Тариф</th><th>Цена</th></tr>'
        '<tr><td><mark id="sq-mark">Про</mark></td>'
        '<td class="sq-number"><mark><strong>590</strong></mark></td></tr></table></div>'
    )


def test_a_number_in_a_cell_stays_in_one_piece() -> None:
    cells = rendered("| Срок | Цена | Час | Дом |\n|-|-|-|-|\n| 5 дней | 8 900,00 ₽ | 19:15 | 7а |")
    assert cells.endswith(
        '<tr><td>5 дней</td><td class="sq-number">8 900,00 ₽</td>'
        '<td class="sq-number">19:15</td><td>7а</td></tr></table></div>'
    )


def test_code_and_headings_escape_what_they_hold() -> None:
    assert rendered("# A\n\n```\n<b>\n```") == (
        '<h3>A</h3><pre tabindex="0"><code>&lt;b&gt;</code></pre>'
    )
