"""Documents that real programs made, and the answers that must stand in them."""

import json
from functools import cache
from typing import Any

import pytest

from index.loaders.media import sniff
from index.loaders.parsed import Parsed
from tests.index.loaders.reading import DOCUMENTS, READERS, read

GOLD = [json.loads(line) for line in (DOCUMENTS / "gold-office.jsonl").read_text().splitlines()]
MADE = sorted(p for kind in READERS for p in (DOCUMENTS / kind).glob(f"*.{kind}"))
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@cache
def document(name: str) -> Parsed:
    return read((DOCUMENTS / name).read_bytes(), name)


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["id"])
def test_an_answer_stands_in_one_block_or_a_whole_list(case: dict[str, Any]) -> None:
    parsed = document(case["document"])
    if not case["answerable"]:
        return
    quotes = {}
    for number, block in enumerate(parsed.blocks):
        inner = [found.end for found in parsed.blocks if found.parent == number]
        quotes[block.start] = parsed.text[block.start : max([block.end, *inner])]
    held = [
        start
        for start, quote in quotes.items()
        if all(any(needle in quote for needle in needles) for needles in case["answers"])
    ]
    assert held
    if case["place"]:
        places = [(a.kind, a.number, a.label) for a in parsed.anchors if a.start in held]
        wanted = case["place"]
        assert (wanted["kind"], wanted["number"], wanted["label"]) in places


@pytest.mark.parametrize("path", MADE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_document_is_known_by_its_bytes(path: Any) -> None:
    data = path.read_bytes()
    assert len(data) < 60_000
    kind = path.suffix[1:]
    if kind in TYPES:
        assert sniff(data, "x.bin") == TYPES[kind]
    assert sniff(data, path.name) is not None
    assert read(data, path.name).text


@pytest.mark.parametrize("name", ["docx/dogovor.docx", "odt/dogovor.odt", "rtf/dogovor.rtf"])
def test_what_is_struck_hidden_deleted_or_said_aside_is_not_there(name: str) -> None:
    text = document(name).text
    for unseen in ("50 %", "скидка 7", "45 календарных", "Проверить срок"):
        assert unseen not in text


def test_hidden_sheets_rows_and_columns_are_not_there() -> None:
    for name in ("xlsx/prices.xlsx", "ods/prices.ods"):
        text = document(name).text
        for unseen in ("Наценка", "Секретная", "Себестоимость"):
            assert unseen not in text
