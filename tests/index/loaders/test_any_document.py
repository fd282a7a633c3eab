"""Whatever words go into a document, they come out in order, and spans hold them."""

import csv
import io
import json
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.loaders.parsed import Parsed, clean
from tests.index.loaders.making import docx, level, numbered, numbering, p, row, xlsx, zipped
from tests.index.loaders.reading import read

_LETTERS = "abcdefgzABCZабвгдяёЁЖЩ019 .,:;-–()«»\"'&<>₽%\u00a0é"
# Words begin with letters of their own, so that no number or sign makes an item of them.
words = st.text(_LETTERS, max_size=30).map(lambda text: clean(f"Ы{text}"))
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(words, min_size=width, max_size=width), min_size=2, max_size=5)
)
parts = st.lists(
    st.one_of(
        st.tuples(st.just("text"), words),
        st.tuples(st.just("item"), words),
        st.tuples(st.just("table"), tables),
    ),
    min_size=1,
    max_size=8,
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def leaves(document: list[tuple[str, object]]) -> list[str]:
    """The words that went in, in order."""
    found: list[str] = []
    for kind, content in document:
        if kind == "table":
            found += [cell for line in content for cell in line]  # type: ignore[attr-defined]
        else:
            found.append(str(content))
    return found


def assert_in_order(parsed: Parsed, expected: list[str]) -> None:
    position = 0
    for text in expected:
        place = parsed.text.find(text, position)
        assert place >= 0, (text, parsed.text[position:])
        position = place + len(text)


def assert_cells(parsed: Parsed, expected: list[list[str]]) -> None:
    rows = [block for block in parsed.blocks if block.kind == "row"]
    laid = [[parsed.text[s.start : s.end] for s in block.columns if s] for block in rows]
    assert laid == expected


@quick
@given(parts)
def test_word(document: list[tuple[str, object]]) -> None:
    body = ""
    for kind, content in document:
        if kind == "table":
            cells = [
                "".join(f"<w:tc>{p(escape(cell))}</w:tc>" for cell in line)
                for line in content  # type: ignore[attr-defined]
            ]
            body += "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in cells) + "</w:tbl>"
        elif kind == "item":
            body += numbered(escape(str(content)))
        else:
            body += p(escape(str(content)))
    parsed = read(docx(body, numbering=numbering(level(0, "%1."))), "a.docx")
    assert_in_order(parsed, leaves(document))


@quick
@given(parts)
def test_opendocument(document: list[tuple[str, object]]) -> None:
    body = ""
    for kind, content in document:
        if kind == "table":
            cells = [
                "".join(
                    f"<table-cell><p>{escape(cell).replace('  ', ' ')}</p></table-cell>"
                    for cell in line
                )
                for line in content  # type: ignore[attr-defined]
            ]
            rows = "".join(f"<table-row>{line}</table-row>" for line in cells)
            body += f"<table>{rows}</table>"
        elif kind == "item":
            body += f"<list><list-item><p>{escape(str(content))}</p></list-item></list>"
        else:
            body += f"<p>{escape(str(content))}</p>"
    made = f"<document><body><text>{body}</text></body></document>"
    assert_in_order(read(zipped({"content.xml": made}), "a.odt"), leaves(document))


@quick
@given(parts)
def test_rtf(document: list[tuple[str, object]]) -> None:
    def said(text: str) -> str:
        return "".join(f"\\u{ord(char)}?" for char in text)

    body = ""
    for kind, content in document:
        if kind == "table":
            for line in content:  # type: ignore[attr-defined]
                ends = "".join(f"\\cellx{100 * (at + 1)}" for at in range(len(line)))
                cells = "".join(f"{said(cell)}\\cell " for cell in line)
                body += f"\\trowd{ends}\\pard\\intbl {cells}\\row\\pard "
        else:
            body += f"\\pard {said(str(content))}\\par "
    parsed = read(("{\\rtf1\\ansi " + body + "}").encode("ascii"), "a.rtf")
    assert_in_order(parsed, leaves(document))


@quick
@given(tables.filter(lambda rows: len(rows[0]) > 1))
def test_sheets_and_values_parted_by_commas(rows: list[list[str]]) -> None:
    made = "".join(
        row(number, *(escape(cell) for cell in line)) for number, line in enumerate(rows, start=1)
    )
    assert_cells(read(xlsx(made), "a.xlsx"), rows)
    written = io.StringIO()
    csv.writer(written, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(rows)
    assert_cells(read(written.getvalue().encode(), "a.tsv"), rows)


@quick
@given(st.dictionaries(words, st.one_of(words, st.lists(words, max_size=3)), min_size=1))
def test_json(record: dict[str, object]) -> None:
    parsed = read(json.dumps(record, ensure_ascii=False).encode(), "a.json")
    expected = [
        text
        for value in record.values()
        for text in (value if isinstance(value, list) else [value])
    ]
    assert_in_order(parsed, [str(text) for text in expected])


@quick
@given(st.binary(max_size=300))
def test_rtf_of_any_bytes(data: bytes) -> None:
    read(b"{\\rtf1\\ansi " + data, "a.rtf")
