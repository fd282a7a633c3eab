"""Files that Chromium and LibreOffice printed, and the questions asked about them."""

import json
from functools import cache
from pathlib import Path

import pytest

from index.loaders.parsed import Parsed
from index.loaders.pdf import read_pdf
from tests.index.loaders.pdf.test_places import characters, check

DOCUMENTS = Path(__file__).parents[3] / "documents"
GOLD = [json.loads(line) for line in (DOCUMENTS / "gold-pdf.jsonl").read_text().splitlines()]
ANSWERABLE = [case for case in GOLD if case["answerable"]]
NAMES = ["pdf/leaflet-en.pdf", "pdf/manual-ru.pdf", "pdf/museum-ru.pdf", "pdf/timetable-en.pdf"]


@cache
def parsed(name: str) -> Parsed:
    path = DOCUMENTS / name
    return read_pdf(path.read_bytes(), path)


@pytest.mark.parametrize("case", ANSWERABLE, ids=lambda case: case["id"])
def test_the_evidence_stands_where_it_is_said_to(case: dict) -> None:  # type: ignore[type-arg]
    for evidence in case["evidence"]:
        found = parsed(evidence["document"])
        at = found.text.find(evidence["quote"])
        assert at >= 0
        end = at + len(evidence["quote"])
        anchors = [a for a in found.anchors if a.start < end and a.end > at]
        assert {a.number for a in anchors} == {case["place"]["number"]}
        assert {a.label for a in anchors} == {case["place"].get("label")}
        for needles in case["answers"]:
            assert any(needle in evidence["quote"] for needle in needles)


def test_the_questions_are_of_many_kinds() -> None:
    assert len(GOLD) >= 30
    assert len({case["id"] for case in GOLD}) == len(GOLD)
    assert 0.15 <= 1 - len(ANSWERABLE) / len(GOLD) <= 0.25
    assert {e["document"] for case in ANSWERABLE for e in case["evidence"]} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_boxes_hold_their_words(name: str) -> None:
    found = parsed(name)
    check(found)
    assert found.warnings == ()
    data = (DOCUMENTS / name).read_bytes()
    for anchor in found.anchors[:: max(1, len(found.anchors) // 40)]:
        word = found.text[anchor.start : anchor.end]
        # The hyphen of a parted word is drawn, not read.
        assert characters(data, anchor).rstrip("-\x02\ufffe") == word.rstrip("-")


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("pdf/leaflet-en.pdf", {"heading": 7, "paragraph": 13, "item": 4}),
        ("pdf/manual-ru.pdf", {"heading": 11, "paragraph": 16, "item": 8, "row": 14, "caption": 1}),
        ("pdf/museum-ru.pdf", {"heading": 5, "paragraph": 7, "item": 10, "row": 11, "caption": 2}),
        ("pdf/timetable-en.pdf", {"heading": 3, "paragraph": 3, "row": 34, "caption": 1}),
    ],
)
def test_blocks_are_those_of_the_source(name: str, counts: dict[str, int]) -> None:
    kinds = [block.kind for block in parsed(name).blocks]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == counts


def test_what_repeats_on_every_page_is_left_out() -> None:
    assert "руководство по эксплуатации" not in parsed("pdf/manual-ru.pdf").text
    assert "Ellery Transport ·" not in parsed("pdf/timetable-en.pdf").text
    assert parsed("pdf/timetable-en.pdf").text.count("Stop | 401") == 1
