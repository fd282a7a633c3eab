"""The pairs that the project holds keep the rules they were written by."""

import json
from collections import Counter
from pathlib import Path

import pytest

from training.sets.hand_pairs import ADDED, read_pairs, read_texts

KINDS = {
    "other_entity",
    "other_place",
    "other_time",
    "other_role",
    "other_thing",
    "missing_detail",
    "false_premise",
}


@pytest.mark.parametrize("path", sorted(ADDED.glob("pairs-*.jsonl")), ids=lambda path: path.name)
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
                # Names of products stay in their own letters.
                assert cyrillic(pair[side]["ru"]) > 0.3 > cyrillic(pair[side]["en"])
    assert [question for question, times in questions.items() if times > 1] == []


def test_our_own_documents_are_read_as_the_product_reads_them(tmp_path: Path) -> None:
    for name in ("wikinews.ru.jsonl", "danetqa.ru.jsonl"):
        (tmp_path / name).touch()
    (tmp_path / "tydi.en.json").write_text('{"data": []}')
    texts = read_texts(tmp_path)
    assert len(texts) >= 135
    seen = texts["structured-ea-01"].text
    assert "Code: 7; Meaning: chunk damaged; What to do: tarn mend --from mirror" in seen
    assert "```" not in seen
    for path in ADDED.glob("pairs-structured*.jsonl"):
        for part in ("train", "dev", "test"):
            for pair in read_pairs(path, texts, part):  # raises where an answer isn't in its text
                assert pair.asked.answers
                assert not pair.twin.answers


def cyrillic(text: str) -> float:
    letters = [letter for letter in text.lower() if letter.isalpha()]
    return sum("а" <= letter <= "ё" for letter in letters) / len(letters)
