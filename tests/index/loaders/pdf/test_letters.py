import re
from pathlib import Path
from typing import Any

import pytest

from index.errors import LoadError
from index.loaders.pdf import reading
from index.loaders.pdf.ocr import languages
from tests.index.loaders.pdf.drawing import blocks, both, lines, pdf, read

DOCUMENTS = Path(__file__).parents[3] / "documents" / "pdf"
SEEN = "This can be read."


def test_what_nobody_sees_is_left_out() -> None:
    def hidden(canvas: Any) -> None:
        canvas.drawString(60, 700, SEEN)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, 600, "White on white.")
        canvas.setFillColorRGB(0, 0, 0)
        text = canvas.beginText(60, 500)
        text.setTextRenderMode(3)
        text.textOut("Without a colour.")
        canvas.drawText(text)
        canvas.drawString(60, 900, "Above the page.")
        canvas.drawString(700, 400, "Beside the page.")
        canvas.saveState()
        canvas.translate(100, 100)
        canvas.rotate(45)
        canvas.drawString(0, 0, "A draft's mark.")
        canvas.restoreState()

    assert read(pdf(hidden)).text == SEEN


def test_white_letters_on_a_dark_ground_are_read() -> None:
    def draw(canvas: Any) -> None:
        canvas.rect(50, 690, 300, 30, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, 700, SEEN)

    assert read(pdf(draw)).text == SEEN


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    draw = both(lines(["Коммуна иллюминации"], 60), lines(["Коммуна иллюминации"], 60.4))
    assert read(pdf(draw)).text == "Коммуна иллюминации"


def test_ligatures_are_written_out() -> None:
    assert read(pdf(lines(["The ﬁrst ofﬁce on the ﬂoor"]))).text == "The first office on the floor"


@pytest.mark.parametrize("page", ["cp1251", "koi8-r"])
def test_cyrillic_that_a_font_shows_as_latin_is_mended(page: str) -> None:
    text = "Привет, читатели! Музей открыт каждый день, вход свободный."
    # The standard fonts know Western letters alone: it is they that files without a map show.
    parsed = read(pdf(lines([text.encode(page).decode("cp1252")], font="Times-Roman")))
    assert (parsed.text, parsed.warnings) == (text, ())


def test_french_isnt_mended() -> None:
    text = "L'été dernier, à Besançon, le café où l'on dînait était fermé."
    parsed = read(pdf(lines([text], font="Times-Roman")))
    assert (parsed.text, parsed.warnings) == (text, ())


def test_letters_that_cant_be_told_are_warned_of() -> None:
    parsed = read(pdf(lines(["þðýÿ üûþ ðñò çæå þþþ ýýý ðððð øøøø"], font="Times-Roman")))
    assert parsed.warnings == ("document_letters",)


def without_maps(data: bytes) -> bytes:
    """The file, its fonts no longer saying which letters they have."""
    return re.sub(rb"/ToUnicode \d+ 0 R", lambda found: b" " * len(found[0]), data)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("museum-ru", "Правила посещения музея речного флота\n\nМузей речного флота открыт в"),
        ("leaflet-en", "Walking the Hollin Valley\n\nA leaflet for day visitors, published by"),
    ],
)
def test_letters_told_by_their_order_in_the_font(name: str, begins: str) -> None:
    data = (DOCUMENTS / f"{name}.pdf").read_bytes()
    parsed = read(without_maps(data))
    assert parsed.text.startswith(begins)
    assert parsed.warnings == ()


def test_letters_counted_as_they_come_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "languages", lambda: None)
    data = pdf(lines(["Музей открыт каждый день, кроме среды"]), pageCompression=0)
    with pytest.raises(LoadError) as caught:
        read(without_maps(data))
    assert caught.value.code == "document_letters"


@pytest.mark.skipif("rus" not in (languages() or ""), reason="Tesseract isn't installed")
def test_unknown_letters_are_read_as_pictures() -> None:
    data = pdf(lines(["Музей открыт каждый день, кроме среды"], size=14), pageCompression=0)
    parsed = read(without_maps(data))
    assert (parsed.text, parsed.warnings) == ("Музей открыт каждый день, кроме среды", ())


def test_spaced_out_words_stay_whole() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(60, 700, "ВАЖНОЕ ПРАВИЛО МУЗЕЯ", charSpace=3)

    assert read(pdf(draw)).text == "ВАЖНОЕ ПРАВИЛО МУЗЕЯ"


def test_headings_by_size_and_weight() -> None:
    body = ["An ordinary line of the text that is long enough.", "Another one goes on after it."]
    draw = both(
        lines(["The whole"], size=20, font="Bold"),
        lines(["A part"], top=120, size=14, font="Bold"),
        lines(body, top=150),
        lines(["A smaller part"], top=200, font="Bold"),
        lines(body, top=222),
    )
    parsed = read(pdf(draw))
    assert [(b.kind, b.level) for b in parsed.blocks] == [
        ("heading", 1), ("heading", 2), ("paragraph", 0), ("heading", 3), ("paragraph", 0),
    ]  # fmt: skip
    assert parsed.front.title == "The whole"
    assert blocks(parsed)[2] == ("paragraph", " ".join(body))
