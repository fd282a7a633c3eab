"""The pairs that the project holds keep the rules they were written by."""

import json
from collections import Counter

import pytest

from training.sets.hand_pairs import ADDED

KINDS = {
    "other_entity",
    "other_place",
    "other_time",
    "other_role",
    "other_thing",
    "missing_detail",
    "false_premise",
}


@pytest.mark.parametrize("path", sorted(ADDED.glob("*.jsonl")), ids=lambda path: path.name)
def test_pairs_are_whole_and_in_their_languages(path) -> None:  # type: ignore[no-untyped-def]
    questions: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        row = json.loads(line)
        assert len(row["pairs"]) >= 4
        for pair in row["pairs"]:
            assert 0 < len(pair["answer"]) <= 160
            assert pair["twin"]["kind"] in KINDS
            for side in ("asked", "twin"):
                questions.update(pair[side][language] for language in ("ru", "en"))
                assert cyrillic(pair[side]["ru"]) > 0.5 > cyrillic(pair[side]["en"])
    assert [question for question, times in questions.items() if times > 1] == []


def cyrillic(text: str) -> float:
    letters = [letter for letter in text.lower() if letter.isalpha()]
    return sum("а" <= letter <= "ё" for letter in letters) / len(letters)
