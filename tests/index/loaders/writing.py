"""One document of headings, texts, items and tables, written in every format that is read."""

import base64
import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from tests.index.loaders.making import (
    docx,
    level,
    numbered,
    numbering,
    odf,
    p,
    row,
    xlsx,
    zipped,
)
from tests.index.loaders.pdf.drawing import pdf


class Part(NamedTuple):
    """A piece of a document: `rows` of a table, else the words of a heading, a text or an item."""

    kind: str
    words: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def leaves(parts: Sequence[Part]) -> list[str]:
    """The words that go in, in order."""
    return [
        words
        for part in parts
        for words in ([cell for line in part.rows for cell in line] if part.rows else [part.words])
    ]


def html(parts: Sequence[Part]) -> bytes:
    body = "".join(
        "<table>{}</table>".format(
            "".join(
                "<tr>{}</tr>".format("".join(f"<td>{escape(cell)}</td>" for cell in line))
                for line in part.rows
            )
        )
        if part.rows
        else {"heading": "<h2>{}</h2>", "item": "<ul><li>{}</li></ul>", "text": "<p>{}</p>"}[
            part.kind
        ].format(escape(part.words))
        for part in parts
    )
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def epub(parts: Sequence[Part]) -> bytes:
    page = html(parts).decode().replace("<!DOCTYPE html>", '<?xml version="1.0"?>')
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container><rootfiles>"
            '<rootfile full-path="book.opf"/></rootfiles></container>',
            "book.opf": '<package><manifest><item id="a" href="a.xhtml" '
            'media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
            "a.xhtml": page,
        }
    )


def eml(parts: Sequence[Part]) -> bytes:
    head = (
        "From: a@example.org\r\nTo: b@example.org\r\nSubject: Letter\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode() + base64.encodebytes(html(parts))


def markdown(parts: Sequence[Part]) -> bytes:
    written = []
    for part in parts:
        if part.rows:
            lines = [" | ".join(map(escape, line)) for line in part.rows]
            lines.insert(1, "|".join("---" for _ in part.rows[0]))
            written.append("\n".join(f"| {line} |" for line in lines))
        else:
            sign = {"heading": "## ", "item": "- ", "text": ""}[part.kind]
            written.append(sign + escape(part.words))
    return "\n\n".join(written).encode()


def plain(parts: Sequence[Part]) -> bytes:
    return "\n\n".join(
        "\n".join("\t".join(line) for line in part.rows)
        or ("- " if part.kind == "item" else "") + part.words
        for part in parts
    ).encode()


def word(parts: Sequence[Part]) -> bytes:
    body = ""
    for part in parts:
        if part.rows:
            lines = (
                "".join(f"<w:tc>{p(escape(cell))}</w:tc>" for cell in line) for line in part.rows
            )
            body += "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"
        elif part.kind == "item":
            body += numbered(escape(part.words))
        else:
            said = '<w:outlineLvl w:val="1"/>' if part.kind == "heading" else ""
            body += p(escape(part.words), said)
    return docx(body, numbering=numbering(level(0, "%1.")))


def opendocument(parts: Sequence[Part]) -> bytes:
    body = ""
    for part in parts:
        words = _odf(part.words)
        if part.rows:
            body += _odf_table(part.rows)
        elif part.kind == "item":
            body += f"<text:list><text:list-item><text:p>{words}</text:p></text:list-item>"
            body += "</text:list>"
        elif part.kind == "heading":
            body += f'<text:h text:outline-level="2">{words}</text:h>'
        else:
            body += f"<text:p>{words}</text:p>"
    return odf(body)


def opendocument_slides(parts: Sequence[Part]) -> bytes:
    pages = "".join(
        "<draw:page><draw:frame>{}</draw:frame></draw:page>".format(
            _odf_table(part.rows)
            if part.rows
            else f"<draw:text-box><text:p>{_odf(part.words)}</text:p></draw:text-box>"
        )
        for part in parts
    )
    return odf(pages, "presentation")


def opendocument_sheet(parts: Sequence[Part]) -> bytes:
    return odf(_odf_table(_rows(parts)), "spreadsheet")


def rich_text(parts: Sequence[Part]) -> bytes:
    body = ""
    for part in parts:
        for line in part.rows:
            ends = "".join(f"\\cellx{100 * (at + 1)}" for at in range(len(line)))
            cells = "".join(f"{_rtf(cell)}\\cell " for cell in line)
            body += f"\\trowd{ends}\\pard\\intbl {cells}\\row\\pard "
        if not part.rows:
            said = "\\outlinelevel1 " if part.kind == "heading" else ""
            body += f"\\pard{said} {_rtf(part.words)}\\par "
    return ("{\\rtf1\\ansi " + body + "}").encode("ascii")


def slides(parts: Sequence[Part]) -> bytes:
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    for part in parts:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        where = (Inches(1), Inches(1), Inches(4), Inches(2))
        if part.rows:
            shape = slide.shapes.add_table(len(part.rows), len(part.rows[0]), *where)
            for at, line in enumerate(part.rows):
                for column, cell in enumerate(line):
                    shape.table.cell(at, column).text = cell
        else:
            slide.shapes.add_textbox(*where).text_frame.text = part.words
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def sheet(parts: Sequence[Part]) -> bytes:
    return xlsx(
        "".join(row(at, *map(escape, line)) for at, line in enumerate(_rows(parts), start=1))
    )


def parted_by(delimiter: str) -> Callable[[Sequence[Part]], bytes]:
    def write(parts: Sequence[Part]) -> bytes:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(_rows(parts))
        return out.getvalue().encode()

    return write


def values(parts: Sequence[Part]) -> bytes:
    record = {
        f"{part.kind} {at}": [list(line) for line in part.rows] or part.words
        for at, part in enumerate(parts)
    }
    return json.dumps(record, ensure_ascii=False).encode()


def records(parts: Sequence[Part]) -> bytes:
    return b"\n".join(values([part]) for part in parts)


def printed(parts: Sequence[Part]) -> bytes:
    """Two parts a page, tables between lines."""

    def page(some: Sequence[Part]) -> Callable[[Any], None]:
        def draw(canvas: Any) -> None:
            top = 780
            for part in some:
                for line in part.rows:
                    for column, cell in enumerate(line):
                        canvas.rect(50 + 120 * column, top - 6, 120, 20)
                        canvas.setFont("Text", 5)
                        canvas.drawString(54 + 120 * column, top, cell)
                    top -= 20
                if not part.rows:
                    canvas.setFont("Bold" if part.kind == "heading" else "Text", 11)
                    canvas.drawString(50, top, ("• " if part.kind == "item" else "") + part.words)
                top -= 40

        return draw

    return pdf(*(page(parts[at : at + 2]) for at in range(0, len(parts), 2)))


WRITERS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "csv": parted_by(","),
    "docx": word,
    "eml": eml,
    "epub": epub,
    "html": html,
    "json": values,
    "jsonl": records,
    "md": markdown,
    "odp": opendocument_slides,
    "ods": opendocument_sheet,
    "odt": opendocument,
    "pdf": printed,
    "pptx": slides,
    "rtf": rich_text,
    "tsv": parted_by("\t"),
    "txt": plain,
    "xlsx": sheet,
}


def _rows(parts: Sequence[Part]) -> tuple[tuple[str, ...], ...]:
    """All as rows: what is no table has one cell each."""
    return tuple(line for part in parts for line in (part.rows or ((part.words,),)))


def _odf(words: str) -> str:
    return escape(words).replace("  ", " ")


def _odf_table(rows: Sequence[Sequence[str]]) -> str:
    lines = (
        "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{_odf(cell)}</text:p></table:table-cell>"
            for cell in line
        )
        for line in rows
    )
    made = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return f'<table:table table:name="Лист">{made}</table:table>'


def _rtf(words: str) -> str:
    return "".join(f"\\u{ord(char)}?" for char in words)
