import io
import time
from typing import Any

import pytest
from PIL import ImageDraw, ImageFont

from index.errors import LoadError
from index.loaders.pdf import ocr, reading
from tests.index.loaders.pdf.drawing import FONTS, lines, pdf, read

TEXT = ["Здесь живёт смотритель маяка,", "с ним собака и одиннадцать кур."]


def scan(texts: list[str]) -> bytes:
    """A page that is a picture of words."""
    from PIL import Image

    image = Image.new("L", (1240, 1754), 255)
    font = ImageFont.truetype(str(FONTS / "DejaVuSans.ttf"), 34)
    for at, text in enumerate(texts):
        ImageDraw.Draw(image).text((120, 160 + 60 * at), text, font=font, fill=0)

    def draw(canvas: Any) -> None:
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(image), 0, 0, 595, 842)

    return pdf(draw)


def code(data: bytes) -> str:
    with pytest.raises(LoadError) as caught:
        read(data)
    return caught.value.code


def test_passwords() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = pdf(lines(TEXT), encrypt=StandardEncryption("open", "own", canPrint=0))
    assert code(locked) == "document_encrypted"
    free = pdf(lines(TEXT), encrypt=StandardEncryption("", "own", canPrint=0))
    assert read(free).text == " ".join(TEXT)


def test_damaged_files_say_so_and_never_hang() -> None:
    data = pdf(*[lines(TEXT)] * 3)
    assert code(b"") == "document_damaged"
    assert code(b"<html>") == "document_damaged"
    assert code(b"%PDF-1.7\n%%EOF") == "document_damaged"
    started = time.monotonic()
    for cut in range(100, len(data) - 100, len(data) // 23):
        assert code(data[:cut]) == "document_damaged"
    assert time.monotonic() - started < 20


def test_bytes_changed_anywhere_raise_nothing_else() -> None:
    data = bytearray(pdf(lines(TEXT)))
    for at in range(0, len(data), max(1, len(data) // 150)):
        changed = bytes(data[:at] + b"\xff\x00(" + data[at + 3 :])
        try:
            read(changed)
        except LoadError:
            continue


def test_a_scan_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    ocr.languages.cache_clear()
    try:
        assert code(scan(TEXT)) == "document_scanned"
    finally:
        ocr.languages.cache_clear()


@pytest.mark.skipif("rus" not in (ocr.languages() or ""), reason="Tesseract isn't installed")
@pytest.mark.slow
def test_a_scan_read_by_tesseract() -> None:
    parsed = read(scan(TEXT))
    # Tesseract reads ё as е more often than not.
    assert parsed.text.replace("ё", "е") == " ".join(TEXT).replace("ё", "е")
    (lighthouse,) = (a for a in parsed.anchors if parsed.text[a.start : a.end] == "маяка,")
    assert lighthouse.box
    x0, top, x1, bottom = lighthouse.box
    assert 0.45 < x0 < x1 < 0.62
    assert 0.085 < top < bottom < 0.12


def test_the_unseen_words_over_a_scan_are_its_words() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def draw(canvas: Any) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (600, 800), 230)), 0, 0, 595, 842)
        text = canvas.beginText(60, 700)
        text.setTextRenderMode(3)
        text.textLines("\n".join([*TEXT, *TEXT]))
        canvas.drawText(text)

    assert read(pdf(draw)).text == " ".join([*TEXT, *TEXT])


def test_more_pages_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_PAGES", 2)
    parsed = read(pdf(*(lines([f"This is leaf {letter} of it all."]) for letter in "abc")))
    assert parsed.text == "This is leaf a of it all.\n\nThis is leaf b of it all."
    assert parsed.warnings == ("document_pages_left",)


def test_a_file_without_words_is_empty() -> None:
    assert read(pdf(lambda canvas: canvas.circle(100, 100, 50))).text == ""


def test_what_a_file_says_of_itself() -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setTitle("Правила дома")
    canvas.setAuthor("Анна Ильина")
    canvas.drawString(60, 700, "Rules.")
    canvas.save()
    front = read(out.getvalue()).front
    assert (front.title, front.source) == ("Правила дома", "Анна Ильина")
    assert front.date
    assert len(front.date) == 10
