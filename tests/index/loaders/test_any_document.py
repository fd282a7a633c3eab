"""Whatever words go into a file of whatever format, they come out in order and spans hold them."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.loaders.formats import SUFFIXES, Opened, parse
from index.loaders.media import sniff
from index.loaders.parsed import Parsed, clean
from index.text.chunking import chunk
from index.text.units import read_paragraphs
from index.text.views import View, passage_view, unit_views
from index.types import Document, Span
from tests.index.loaders.reading import check, read
from tests.index.loaders.writing import WRITERS, Part, leaves

_LETTERS = "abcdefgzABCZабвгдяёЁЖЩ019 .,:;-–()«»\"'&<>₽%\u00a0é"
# Words begin with letters of their own, so that no number or sign makes an item of them.
words = st.text(_LETTERS, max_size=30).map(lambda text: clean(f"Ы{text}"))
tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.tuples(*[words] * width), min_size=2, max_size=5)
)
parts = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["heading", "text", "item"]), words).map(
            lambda part: Part(*part)
        ),
        tables.map(lambda rows: Part("table", rows=tuple(rows))),
    ),
    min_size=1,
    max_size=8,
)
quick = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

# Suffixes of one format; the first of each is written here.
_ALIKE = {
    "docx": "docm", "html": "htm xhtml", "jsonl": "ndjson", "md": "markdown mdx",
    "pptx": "pptm", "tsv": "tab", "txt": "text", "xlsx": "xlsm",
}  # fmt: skip
# In print a hyphen at a line's end is none, and what is a table there nobody said.
_PRINTED = "pdf"


def test_every_format_is_tried() -> None:
    alike = {name for names in _ALIKE.values() for name in names.split()}
    assert {f".{name}" for name in {*WRITERS} | alike} == SUFFIXES


@pytest.mark.parametrize("suffix", WRITERS)
@quick
@given(parts=parts, cut=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_spans_hold_their_words(suffix: str, parts: list[Part], cut: tuple[float, float]) -> None:
    data, path = WRITERS[suffix](parts), Path(f"a.{suffix}")
    parsed = parse(Opened(data, sniff(data, path.name)), path)
    check(parsed)
    if suffix != _PRINTED:
        assert_in_order(parsed, leaves(parts))
    assert_on_their_pages(parsed, suffix == _PRINTED)
    document = Document("a", "A", parsed.text, "ru", blocks=parsed.blocks, anchors=parsed.anchors)
    for paragraph in read_paragraphs(document):
        for unit in paragraph.sentences:
            assert paragraph.start <= unit.start < unit.end <= paragraph.end
    for span, view in unit_views(document):
        assert_true(document, span, view)
        assert all(within_block(document, piece.span) for piece in view.pieces)
        assert_quoted(document, span, view, cut)
    for span in chunk(document):
        assert_true(document, span, passage_view(document, span))


def assert_in_order(parsed: Parsed, expected: list[str]) -> None:
    position = 0
    for text in expected:
        place = parsed.text.find(text, position)
        assert place >= 0, (text, parsed.text[position:])
        position = place + len(text)


def assert_on_their_pages(parsed: Parsed, printed: bool) -> None:
    """Anchors stand in order, each within a block; those of a page have a rectangle on it."""
    for before, after in pairwise(parsed.anchors):
        assert before.end <= after.start
    blocks = [(block.start, block.end) for block in parsed.blocks]
    for anchor in parsed.anchors:
        assert any(start <= anchor.start and anchor.end <= end for start, end in blocks)
        assert (anchor.box is not None) == printed
        if anchor.box:
            left, top, right, bottom = anchor.box
            assert 0 <= left < right <= 1
            assert 0 <= top < bottom <= 1


def assert_true(document: Document, span: Span, view: View) -> None:
    """What a view has of the document is the document's: of the span, or of a block above it."""
    for piece in view.pieces:
        start, end = piece.span.start, piece.span.end
        there = document.text[start:end]
        assert view.text[piece.at : piece.at + len(there)] == there
        assert (span.start <= start and end <= span.end) or within_block(document, piece.span)
    assert view.from_document(span) is not None


def within_block(document: Document, span: Span) -> bool:
    return any(b.start <= span.start and span.end <= b.end for b in document.blocks)


def assert_quoted(document: Document, unit: Span, view: View, cut: tuple[float, float]) -> None:
    """Any words that a reader finds in a view are quoted as the document has them."""
    low, high = sorted(round(share * len(view.text)) for share in cut)
    found = view.to_document(Span(low, high), unit)
    if found is None:
        return
    assert unit.start <= found.start < found.end <= unit.end
    back = view.from_document(found)
    assert back is not None
    assert low <= back.start < back.end <= high
    assert within_block(document, found)


def assert_cells(parsed: Parsed, expected: list[tuple[str, ...]]) -> None:
    rows = [block for block in parsed.blocks if block.kind == "row"]
    laid = [tuple(parsed.text[s.start : s.end] for s in b.columns if s) for b in rows]
    assert laid == expected


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "tsv", "docx", "pptx", "html", "md"])
@quick
@given(rows=tables)
def test_cells_of_a_table(suffix: str, rows: list[tuple[str, ...]]) -> None:
    data, path = WRITERS[suffix]([Part("table", rows=tuple(rows))]), Path(f"a.{suffix}")
    assert_cells(parse(Opened(data, sniff(data, path.name)), path), rows)


@quick
@given(st.binary(max_size=300))
def test_rtf_of_any_bytes(data: bytes) -> None:
    read(b"{\\rtf1\\ansi " + data, "a.rtf")
