import pytest

from index.errors import LoadError
from tests.index.loaders.reading import lines, read


def rtf(body: str, head: str = "") -> bytes:
    return (r"{\rtf1\ansi\ansicpg1251\deff0" + head + body + "}").encode("ascii")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (r"\'cf\'f0\'e8\'e2\'e5\'f2\par", "Привет"),
        (r"\u1055?\u1088?\u1080?\par", "При"),
        (r"\uc2\u1055\'3f\'3f\u1088??x\par", "Прx"),
        (r"\uc0\u1055 \u-4064 A\par", "ПA"),
        (r"a\emdash b\~c\_d\ldblquote e\rdblquote\par", "a—b\xa0c‑d“e”"),
        (r"{\v hidden }{\strike old }seen\par", "seen"),
        (r"{\deleted gone }{\*\unknown x}kept\par", "kept"),
        (r"\u55357?\u56832?\u1072?\par", "😀а"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}\par", "link"),
        (r"{\pict\bin5 a}b\}c}text\par", "text"),
    ],
)
def test_words(body: str, words: str) -> None:
    assert read(rtf(body), "a.rtf").text == words


def test_code_pages_of_fonts() -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 A CE;}{\f2\fcharset204 A Cyr;}}"
    body = r"{\f1 \'b9}{\f2 \'e0}{\f0 \'e0}\par"
    assert read(rtf(body, fonts), "a.rtf").text == "ąаа"


def test_headings_items_and_rows() -> None:
    head = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Заголовок 2;}}".encode(
        "ascii", "ignore"
    ).decode()
    body = (
        r"\pard\s1 Title\par\pard\s0 Steps:\par"
        r"\pard{\listtext 1.\tab}\ls1 Open\par\pard{\listtext 2.\tab}\ls1 Close\par"
        r"\trowd\trhdr\cellx100\cellx200\pard\intbl Name\cell Price\cell\row"
        r"\trowd\cellx100\cellx200\pard\intbl Tea\cell 90\cell\row"
        r"\pard End.{\footnote{ A note.}}\par"
    )
    assert lines(read(rtf(body, head), "a.rtf")) == [
        "heading1: Title",
        "paragraph: Steps:",
        "item1 <1: 1. Open",
        "item1 <1: 2. Close",
        "row: Name | Price",
        "row <4: Tea | 90",
        "paragraph: End.[1]",
        "paragraph <6: [1] A note.",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"hello", "document_damaged"),
        (b"{\\rtf1" + b"{" * 2000, "document_damaged"),
    ],
)
def test_what_is_no_rtf(data: bytes, code: str) -> None:
    with pytest.raises(LoadError) as caught:
        read(data, "a.rtf")
    assert caught.value.code == code


def test_an_rtf_cut_short_is_read_as_far_as_it_goes() -> None:
    assert read(rb"{\rtf1\ansi First.\par Seco", "a.rtf").text == "First.\n\nSeco"
