"""Readers by the ends of names, and what tests ask of all that is read."""

from collections.abc import Callable
from pathlib import Path

from index.loaders import mail, office
from index.loaders.markup import book
from index.loaders.parsed import Parsed
from index.loaders.values import json_text, table_text

READERS: dict[str, Callable[[bytes, Path], Parsed]] = {
    "csv": table_text.read_table_text,
    "docx": office.read_docx,
    "eml": mail.read_eml,
    "epub": book.read_epub,
    "json": json_text.read_json,
    "jsonl": json_text.read_jsonl,
    "odp": office.read_odp,
    "ods": office.read_ods,
    "odt": office.read_odt,
    "pptx": office.read_pptx,
    "rtf": office.read_rtf,
    "tsv": table_text.read_table_text,
    "xlsx": office.read_xlsx,
}
DOCUMENTS = Path(__file__).parents[2] / "documents"


def read(data: bytes, name: str) -> Parsed:
    """Read bytes by the reader that a name calls for, and check what holds for all."""
    path = Path(name)
    parsed = READERS[path.suffix[1:]](data, path)
    check(parsed)
    return parsed


def lines(parsed: Parsed) -> list[str]:
    """Blocks as lines to compare: kind, level, what they hang under, words."""
    shown = []
    for block in parsed.blocks:
        level = str(block.level or "")
        under = "" if block.parent is None else f" <{block.parent}"
        shown.append(f"{block.kind}{level}{under}: {parsed.text[block.start : block.end]}")
    return shown


def check(parsed: Parsed) -> None:
    """Blocks tile the text, spans hold words, parents stand before what hangs under them."""
    text = parsed.text
    position = 0
    for number, block in enumerate(parsed.blocks):
        assert not text[position : block.start].strip()
        assert block.start < block.end <= len(text)
        words = text[block.start : block.end]
        assert words == words.strip()
        assert block.parent is None or 0 <= block.parent < number
        assert block.ordinal is None or words.startswith(block.ordinal)
        for span in block.columns:
            assert span is None or text[span.start : span.end].strip()
        position = block.end
    assert not text[position:].strip()
    for anchor in parsed.anchors:
        assert 0 <= anchor.start < anchor.end <= len(text)
