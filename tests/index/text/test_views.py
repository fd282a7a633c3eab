"""Units and views: what is read of a block, and the way back to the document's own words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.loaders import load
from index.loaders.markup.markdown import lay_markdown
from index.loaders.parsed import Builder
from index.text.chunking import chunk
from index.text.units import read_paragraphs
from index.text.views import passage_view, unit_views
from index.types import Document, Span


def document(source: str, title: str = "T") -> Document:
    builder = Builder()
    parsed = builder.finish(lay_markdown(builder, source))
    return Document("a.md", title, parsed.text, "ru", blocks=parsed.blocks)


def units(source: str) -> list[str]:
    return [view.text for _, view in unit_views(document(source))]


def test_a_row_is_seen_with_the_names_of_its_columns() -> None:
    assert units("| Тариф | В месяц, ₽ |\n|---|---|\n| Про | 590 |\n| Старт | |") == [
        "Тариф: Про; В месяц, ₽: 590",
        "Тариф: Старт",
    ]


def test_a_column_whose_name_ends_with_a_colon_gets_no_second() -> None:
    assert units("| Голосование: | : |\n|---|---|\n| открытое | да |") == [
        "Голосование: открытое; да"
    ]


def test_an_item_is_seen_with_the_line_that_leads_it_in() -> None:
    assert units("Возьмите с собой:\n\n- воду\n- карту\n  - новую") == [
        "Возьмите с собой:",
        "Возьмите с собой: воду",
        "Возьмите с собой: карту",
        "карту новую",
    ]


def test_headings_and_headers_are_no_units() -> None:
    assert units("# Имя\n\n## Часы\n\n| a1 | b1 |\n|-|-|\n| c1 | d1 |") == ["a1: c1; b1: d1"]


def test_code_stands_together() -> None:
    assert units("```yaml\nserver:\n  port: 80\n\nlog: x1\n```") == [
        "server:\n  port: 80\n\nlog: x1"
    ]
    lines = "\n".join(f"key{n}: {n}" for n in range(25))
    assert [len(unit.splitlines()) for unit in units(f"```\n{lines}\n```")] == [10, 10, 5]


def test_a_passage_is_seen_under_its_headings() -> None:
    words = "слово " * 100
    seen = document(f"# T\n\n## Часы\n\n{words}\n\n{words}\n\n### Зимой\n\n{words}")
    views = [passage_view(seen, span).text.split("\n")[0] for span in chunk(seen)]
    assert views == ["T", "Часы", "Часы › Зимой"] or views[-1].startswith("Часы")
    assert all(passage_view(seen, span).text for span in chunk(seen))


def test_a_text_of_paragraphs_is_seen_as_it_is() -> None:
    seen = Document("a", "A", "Один.\n\nДва. Три.\n\nФото: Иван Ли\n\nЧетыре.", "ru")
    for span in chunk(seen):
        assert passage_view(seen, span).text == seen.text[span.start : span.end]


def test_a_text_without_stops_is_cut_between_words() -> None:
    words = " ".join(f"слово{n}" for n in range(1_000))
    spans = [unit for p in read_paragraphs(Document("a", "A", words, "ru")) for unit in p.sentences]
    assert max(unit.end - unit.start for unit in spans) <= 450
    assert "".join(words[unit.start : unit.end] for unit in spans).replace(" ", "") == (
        words.replace(" ", "")
    )


def test_words_found_in_a_view_are_the_documents() -> None:
    seen = document("| Тариф | Цена |\n|---|---|\n| Про | 590 |")
    ((unit, view),) = unit_views(seen)
    at = view.text.index("590")
    found = view.to_document(Span(at, at + 3), unit)
    assert found is not None
    assert seen.text[found.start : found.end] == "590"
    # The name of a column is no part of the row.
    assert view.to_document(Span(0, len("Тариф")), unit) is None


def test_what_nobody_sees_is_passed_over_and_offsets_stay_true() -> None:
    seen = Document("a", "A", "Му\u00adзей ча\u200bсов закры\u0301т.", "ru")
    view = passage_view(seen, Span(0, len(seen.text)))
    assert view.text == "Музей часов закрыт."
    at = view.text.index("часов")
    found = view.to_document(Span(at, at + 5), Span(0, len(seen.text)))
    assert found is not None
    assert seen.text[found.start : found.end] == "ча\u200bсов"


words = st.text("абвгxyz019 .:|#-*`<>&\n[]()_~", min_size=0, max_size=60)


@given(st.lists(words, max_size=12))
def test_any_text_is_tiled_and_every_view_is_true(pieces: list[str]) -> None:
    seen = document("\n\n".join(pieces))
    position = 0
    for block in seen.blocks:
        assert not seen.text[position : block.start].strip()
        assert seen.text[block.start : block.end].strip() == seen.text[block.start : block.end]
        position = block.end
        assert all(cell.start < cell.end for cell in block.columns if cell)
    assert not seen.text[position:].strip()
    for paragraph in read_paragraphs(seen):
        for unit in paragraph.sentences:
            assert paragraph.start <= unit.start < unit.end <= paragraph.end
    spans = [*unit_views(seen), *((span, passage_view(seen, span)) for span in chunk(seen))]
    for span, view in spans:
        for piece in view.pieces:
            there = seen.text[piece.span.start : piece.span.end]
            assert view.text[piece.at : piece.at + len(there)] == there
        whole = view.from_document(span)
        assert whole is not None
        back = view.to_document(whole, span)
        assert back is not None
        assert span.start <= back.start < back.end <= span.end


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
def test_a_document_knows_its_blocks(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("Заголовок\n\nПервый абзац. Второе предложение.\n\n- пункт\n", "utf-8")
    loaded = load(path)
    assert loaded.blocks
    assert loaded.original is not None
    assert len(loaded.original) == 64
