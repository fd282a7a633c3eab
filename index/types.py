"""Frozen values that travel through the index."""

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row", "code", "quote", "caption", "credit"]
PlaceKind = Literal["page", "slide", "sheet"]
# Left, top, right and bottom as shares of a page's width and height, from its upper left corner.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch `[start, end)` of a text, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch `[start, end)` of a document's text that is one thing to a reader.

    `level` counts from 1: of a heading its rank, of an item how deep it lies, 0 elsewhere.
    `ordinal` is an item's number as it is shown, which the text has too.
    `parent` is the place among the document's blocks of what a block hangs under: an item's outer
    item or the paragraph that leads its list in, a row's header row, a header's row above or its
    caption, a note's paragraph. A row that others hang under is a header.
    `columns` are a row's cells by column, None where a column is empty; a cell that reaches over
    several rows is that of the first, wherever it stands. `language` is told where it isn't the
    document's.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    ordinal: str | None = None
    parent: int | None = None
    columns: tuple[Span | None, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where in the original a stretch `[start, end)` of a document's text stands.

    `number` counts pages, slides or a sheet's rows from 1; `label` is what is printed on the page
    or the sheet's name; `box` is the rectangle of the words on the page.
    """

    kind: PlaceKind
    start: int
    end: int
    number: int
    label: str | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source text with its metadata.

    `text` is NFC with "\\n" line ends, as a reader sees it; `blocks` tile it, in order, white
    space between them left out; `anchors` are in order too. `language` is an ISO 639-1 code; `date`
    ISO 8601 or None; `source` the publisher and `url` its page; `translation_of` the id of the
    document that this one translates paragraph for paragraph. `original` is the checksum (SHA-256)
    of the file it was read from, which has this `media_type`.
    """

    id: str
    title: str
    text: str
    language: str
    source: str | None = None
    url: str | None = None
    date: str | None = None
    path: str | None = None
    translation_of: str | None = None
    media_type: str = "text/plain"
    original: str | None = None
    blocks: tuple[Block, ...] = field(default=(), hash=False)
    anchors: tuple[Anchor, ...] = field(default=(), hash=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document that are searched as one: `document.text[start:end] == text`, always."""

    id: int
    document_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query; ranks count from 1 and are None where that search missed it.

    `copies` are the documents that repeat the passage, the newest first.
    """

    passage: Passage
    document: Document
    score: float
    dense_rank: int | None = None
    keyword_rank: int | None = None
    copies: tuple[Document, ...] = ()
