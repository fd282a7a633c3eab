"""The one reader of SQuAD's layout: passages, questions, and spans that hold what they should."""

import json
from pathlib import Path

import pytest

from evals.datasets.squad import AskedQuestion, read, read_passages
from index.errors import SuiteError
from index.types import Span

# «й» as two characters and old line ends, as some files have them.
RAW = "Маи\u0306ский день.\r\nЗимои\u0306 холодно."
CLEAN = "Майский день.\nЗимой холодно."


def file(folder: Path, context: str, *asked: dict[str, object]) -> Path:
    path = folder / "small.json"
    paragraph = {"context": context, "qas": list(asked)}
    other = {"title": "", "paragraphs": [{"context": "Лето.", "qas": []}]}
    data = {"data": [other, {"title": "Весна_и_зима", "paragraphs": [paragraph]}]}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def asked(*answers: str, name: object = "q", **more: object) -> dict[str, object]:
    found = [{"text": text, "answer_start": RAW.index(text)} for text in answers]
    return {"id": name, "question": "Когда холодно?", "answers": found, **more}


def test_passages_with_their_questions_and_spans(tmp_path: Path) -> None:
    path = file(tmp_path, RAW, asked("день", "день", "холодно", name=7))
    first, passage = read_passages(path)
    assert (first.article, first.paragraph, first.title, first.text) == (0, 0, "", "Лето.")
    assert (passage.article, passage.paragraph, passage.title) == (1, 0, "Весна и зима")
    assert (passage.language, passage.text) == ("ru", CLEAN)
    (question,) = passage.questions
    assert [CLEAN[s.start : s.end] for s in question.answers] == ["день", "холодно"]
    assert question.id == "7"


def test_spans_move_with_letters_that_become_one(tmp_path: Path) -> None:
    (question,) = read_passages(file(tmp_path, RAW, asked("Зимои\u0306")))[1].questions
    assert question.answers == (Span(14, 19),)
    assert CLEAN[14:19] == "Зимой"
    suite = read(file(tmp_path, RAW, asked("Зимои\u0306")))
    assert suite.documents is not None
    assert suite.documents[1].text == CLEAN
    assert suite.cases[0].answers == (("Зимой",),)


def test_what_is_impossible_has_no_spans(tmp_path: Path) -> None:
    path = file(tmp_path, RAW, asked("день", is_impossible=True))
    assert read_passages(path)[1].questions == (AskedQuestion("q", "Когда холодно?", (), True),)
    assert not read(path).cases[0].answerable


def test_the_language_can_be_given(tmp_path: Path) -> None:
    path = file(tmp_path, "Mimi ni mwalimu.")
    assert {passage.language for passage in read_passages(path, "sw")} == {"sw"}


@pytest.mark.parametrize(
    ("context", "text", "start"),
    [(RAW, "день", 3), (RAW, "холодно", -8), (RAW, " ", 9), (RAW, "", 0), (RAW, "\u0306", 3)],
    ids=["elsewhere", "from the end", "blank", "empty", "half a letter"],
)
def test_an_answer_that_does_not_stand_there_is_named(
    tmp_path: Path, context: str, text: str, start: int
) -> None:
    wrong = {"id": "q", "question": "?", "answers": [{"text": text, "answer_start": start}]}
    with pytest.raises(SuiteError, match=f"q: the answer .* isn't at {start}"):
        read_passages(file(tmp_path, context, wrong))
