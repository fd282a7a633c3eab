"""Reading-comprehension files as examples."""

import json
from pathlib import Path

from index.types import Span
from tests.training.material import EXAMPLES, OPENED, PARK
from training.sets.examples import Passage, read_examples, sentences_of, without_texts


def test_files_are_read_with_their_spans(tmp_path: Path) -> None:
    answer = {"text": "1987", "answer_start": 23}
    qas = [
        {"id": 1, "question": " When? ", "answers": [answer, answer]},
        {"id": 2, "question": "Why?", "answers": [], "is_impossible": True},
    ]
    data = {"data": [{"title": "A_B", "paragraphs": [{"context": PARK.text, "qas": qas}]}]}
    path = tmp_path / "squad.en.json"
    path.write_text(json.dumps(data))
    first, second = read_examples(path)
    assert (first.question, first.answers, first.passage.title) == ("When?", (Span(23, 27),), "A B")
    assert second.answers == ()


def test_sentences_of_a_passage_are_its_lines_sentences() -> None:
    passage = Passage(4, "", "One. Two.\nThree\n\nFour.", "en")
    assert [passage.text[s.start : s.end] for s in sentences_of(passage)] == [
        "One.",
        "Two.",
        "Three",
        "Four.",
    ]


def test_texts_held_out_are_left_out_however_they_are_spaced() -> None:
    held_out = PARK.text.replace(" ", "\u00a0\n")
    left = without_texts(EXAMPLES, [held_out])
    assert left
    assert OPENED not in left
