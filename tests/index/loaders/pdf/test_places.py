import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdfium2 import raw

from index.errors import LoadError
from index.loaders.parsed import Parsed
from index.loaders.pdf.render import MOST_PIXELS, page_image, render_page
from index.types import Anchor
from tests.index.loaders.pdf.drawing import both, lines, pdf, read

PATH = Path("a.pdf")
TEXT = ["The keeper of the lighthouse lives here,", "with a dog and eleven black hens."]


def turned(data: bytes, turns: int, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """The file with its pages turned clockwise, and cut."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.set_rotation(90 * turns)
        if crop:
            page.set_cropbox(*crop)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def ink(data: bytes, anchor: Anchor) -> tuple[float, float]:
    """The shares of dark points within the rectangle of an anchor, and in what surrounds it."""
    document = pypdfium2.PdfDocument(data)
    image: Image.Image = page_image(document[anchor.number - 1], 1200, grey=True).convert("L")
    assert anchor.box
    box = [
        side * length
        for side, length in zip(anchor.box, (image.width, image.height) * 2, strict=True)
    ]
    inside = image.crop((int(box[0]), int(box[1]), int(box[2]) + 1, int(box[3]) + 1))
    histogram = inside.histogram()
    return sum(histogram[:128]) / sum(histogram), float(inside.width)


def characters(data: bytes, anchor: Anchor) -> str:
    """What PDFium finds within the rectangle of an anchor of a page that isn't turned."""
    document = pypdfium2.PdfDocument(data)
    page = document[anchor.number - 1]
    left, bottom, right, top = page.get_bbox()
    assert anchor.box
    x0, y0, x1, y1 = anchor.box
    textpage = page.get_textpage()
    found = []
    for index in range(raw.FPDFText_CountChars(textpage)):
        if raw.FPDFText_IsGenerated(textpage, index):
            continue
        own = textpage.get_charbox(index)
        across = ((own[0] + own[2]) / 2 - left) / (right - left)
        down = (top - (own[1] + own[3]) / 2) / (top - bottom)
        if x0 <= across <= x1 and y0 <= down <= y1:
            found.append(chr(raw.FPDFText_GetUnicode(textpage, index)))
    return "".join(found).strip()


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("crop", [None, (40, 300, 500, 800)])
def test_boxes_lie_on_the_words_of_turned_and_cut_pages(
    turns: int, crop: tuple[float, float, float, float] | None
) -> None:
    data = turned(pdf(lines(TEXT)), turns, crop)
    parsed = read(data)
    assert parsed.text == " ".join(TEXT)
    assert [parsed.text[a.start : a.end] for a in parsed.anchors] == parsed.text.split()
    for anchor in parsed.anchors:
        assert ink(data, anchor)[0] > 0.08


def test_text_turned_on_the_page_is_read_upright() -> None:
    def draw(canvas: Any) -> None:
        canvas.translate(500, 100)
        canvas.rotate(90)
        for at, line in enumerate(TEXT):
            canvas.drawString(0, -13 * at, line)

    data = pdf(draw)
    parsed = read(data)
    assert parsed.text == " ".join(TEXT)
    assert all(ink(data, anchor)[0] > 0.08 for anchor in parsed.anchors)


def test_labels_of_the_file() -> None:
    def page(canvas: Any) -> None:
        lines(TEXT)(canvas)
        number = canvas.getPageNumber()
        if number == 1:
            canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        elif number == 3:
            canvas.addPageLabel(2, style="ARABIC", start=1)

    found = {(a.number, a.label) for a in read(pdf(page, page, page)).anchors}
    assert found == {(1, "i"), (2, "ii"), (3, "1")}


def test_a_page_is_drawn_within_bounds() -> None:
    data = pdf(lines(TEXT))
    image = Image.open(io.BytesIO(render_page(data, PATH, 1, 600)))
    assert image.format == "PNG"
    assert abs(image.width - 600) <= 1
    image = Image.open(io.BytesIO(render_page(data, PATH, 1, 10**9)))
    assert image.width * image.height <= MOST_PIXELS * 1.01
    with pytest.raises(IndexError):
        render_page(data, PATH, 2, 600)
    with pytest.raises(LoadError):
        render_page(b"%PDF-1.4 nothing", PATH, 1, 600)


WORD = st.text(alphabet="абвгдежзиклмнопрстуяABCDEFabcdefgh0123456789", min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(WORD, min_size=1, max_size=5), min_size=1, max_size=25), st.integers(8, 14)
)
def test_every_mark_is_its_word(rows: list[list[str]], size: int) -> None:
    data = pdf(lines([" ".join(row) for row in rows], size=size, leading=1.4 * size))
    parsed = read(data)
    check(parsed)
    for anchor in parsed.anchors:
        assert characters(data, anchor) == parsed.text[anchor.start : anchor.end]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(WORD, st.integers(-50, 650), st.integers(-50, 900)), max_size=40))
def test_words_strewn_over_a_page_keep_their_boxes(strewn: list[tuple[str, int, int]]) -> None:
    check(read(pdf(both(*(lines([word], x, top) for word, x, top in strewn)))))


def check(parsed: Parsed) -> None:
    """Marks in order, none across white space, boxes within the page; blocks tile the text."""
    end = 0
    for block in parsed.blocks:
        assert not parsed.text[end : block.start].strip()
        end = block.end
        assert parsed.text[block.start : end].strip() == parsed.text[block.start : end] != ""
    assert end == len(parsed.text)
    for before, after in zip(parsed.anchors, parsed.anchors[1:], strict=False):
        assert before.end <= after.start
    for anchor in parsed.anchors:
        assert not set(parsed.text[anchor.start : anchor.end]) & set(" \n")
        assert anchor.box is not None
        x0, top, x1, bottom = anchor.box
        assert 0 <= x0 < x1 <= 1
        assert 0 <= top < bottom <= 1
