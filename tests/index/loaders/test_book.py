import pytest

from index.errors import LoadError
from tests.index.loaders.making import zipped
from tests.index.loaders.reading import lines, read

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
BOOK = (
    '<package><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Сад</dc:title>'
    "<dc:creator>Н. Лес</dc:creator><dc:date>2020-05-01</dc:date><dc:language>ru</dc:language>"
    '</metadata><manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" '
    'properties="nav"/><item id="b" href="t%20b.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
)
PAGE = (
    '<?xml version="1.0"?><!DOCTYPE html><html xmlns:epub="x"><head><title/></head><body>{}'
    "</body></html>"
)


def epub(**parts: str) -> bytes:
    note = '<a epub:type="noteref" href="#1"><sup>1</sup></a>'
    first = f'<h1>Розы</h1><p>Поливать<a id="q"/> утром{note}.</p>'
    made = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": BOOK,
        "OPS/nav.xhtml": PAGE.format("<p>Contents</p>"),
        "OPS/a.xhtml": PAGE.format(first),
        "OPS/t b.xhtml": PAGE.format("<h1>Tulips</h1><ol><li>Dig.</li><li>Plant.</li></ol>"),
    }
    return zipped(made | {name.replace("__", "/"): text for name, text in parts.items()})


def test_chapters_stand_in_the_order_of_the_book() -> None:
    parsed = read(epub(), "a.epub")
    assert lines(parsed) == [
        "heading1: Розы",
        "paragraph: Поливать утром[1].",
        "heading1: Tulips",
        "item1: 1. Dig.",
        "item1: 2. Plant.",
    ]
    front = parsed.front
    assert (front.title, front.source, front.date, front.language) == (
        "Сад",
        "Н. Лес",
        "2020-05-01",
        "ru",
    )


@pytest.mark.parametrize(
    ("algorithm", "locked"),
    [
        ("http://www.idpf.org/2008/embedding", False),
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", True),
    ],
)
def test_a_locked_book_is_told_from_one_with_scrambled_fonts(algorithm: str, locked: bool) -> None:
    method = f'<encryption><EncryptionMethod Algorithm="{algorithm}"/></encryption>'
    data = epub(**{"META-INF/encryption.xml": method})
    if not locked:
        assert read(data, "a.epub").text
        return
    with pytest.raises(LoadError) as caught:
        read(data, "a.epub")
    assert caught.value.code == "document_encrypted"
