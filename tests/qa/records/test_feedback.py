import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.table import read
from qa.records.cells import defuse, restore
from qa.records.feedback import COLUMNS, to_table
from qa.records.store import Feedback, Records, read_feedback
from qa.types import Answer, Citation, Sentence
from tests.qa.commands.test_cli import seedqa

CITED = Citation(1, "a.ru.md", "A", "ru", None, None, None, 0, 24, "Парк принял, да, 30 тысяч.")
ANSWER = Answer(
    "Сколько?", "ru", True, "30 | тысяч", (Sentence("30", (1,)),), (CITED,), (), 0.9, "extractive"
)
REFUSAL = replace(ANSWER, question="Кто?", answered=False, citations=(), short=None)
FEEDBACK = [
    Feedback(ANSWER, "up", "", 1_764_000_000.0),
    Feedback(REFUSAL, "up", "", 1_764_000_001.0),
    Feedback(REFUSAL, "down", "Директор\nИванов", 1_764_000_002.0),
    Feedback(ANSWER, "down", "", 1_764_000_003.0),
]


def test_feedback_becomes_gold_questions() -> None:
    rows = list(csv.DictReader(io.StringIO(to_table(FEEDBACK))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["answer"] for row in rows] == ["30 тысяч", "", "Директор Иванов", "?"]
    assert [row["quote"] for row in rows] == [CITED.quote, "", "", ""]
    assert rows[2]["comment"] == "Директор\nИванов"


def test_the_table_is_a_suite(tmp_path: Path) -> None:
    path = tmp_path / "feedback.csv"
    path.write_text(to_table(FEEDBACK), encoding="utf-8")
    cases = read(path).cases
    assert [case.answerable for case in cases] == [True, False, True, True]
    assert cases[0].tags == ("feedback", "up")
    assert len({case.id for case in cases}) == 4


def test_the_command(tmp_path: Path) -> None:
    index = tmp_path / "index"
    empty = seedqa("feedback", "--index", str(index), cwd=tmp_path)
    header = ",".join(f'"{column}"' for column in COLUMNS)
    assert (empty.returncode, empty.stdout) == (0, f"{header}\n")
    assert not index.exists()
    Records(index / "records.sqlite", days=30).rate("0" * 32, 0, FEEDBACK[0])
    assert len(read_feedback(index / "records.sqlite")) == 1
    done = seedqa("feedback", "--index", str(index), cwd=tmp_path)
    assert done.returncode == 0
    assert '"Сколько?","30 тысяч","a.ru.md"' in done.stdout


FORMULAS = (
    "=HYPERLINK(\"http://evil.example\",\"Сколько?\")", "=cmd|' /C calc'!A0", "+7 700 000?",
    "-5 градусов?", "@SUM(1)", "\tСколько?", "\r=1", "\n=1", "  =1+1", "＝1+1", "'=1+1", "''-1",
)  # fmt: skip


@pytest.mark.parametrize("hostile", FORMULAS)
def test_no_visitor_writes_a_formula_into_the_table_and_each_word_comes_back(
    tmp_path: Path, hostile: str
) -> None:
    ratings = [
        Feedback(replace(ANSWER, question=hostile), "up", hostile, 1_764_000_000.0),
        Feedback(replace(REFUSAL, question=hostile), "down", hostile, 1_764_000_001.0),
    ]
    table = to_table(ratings)
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert not any(re.match(r"\s*[=+\-@＝＋－＠\t\r\n]", cell) for row in rows for cell in row)
    assert all(line[0] == line[-1] == '"' for line in to_table(FEEDBACK[:1]).splitlines())
    path = tmp_path / "feedback.csv"
    path.write_text(table, encoding="utf-8", newline="")
    cases = read(path).cases
    assert [case.question for case in cases] == [hostile.strip()] * 2
    assert cases[1].answers == ((" ".join(hostile.replace("|", " ").split()),),)


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n ax＝"), max_size=6) | st.text(max_size=20))
def test_every_text_comes_back_from_its_cell(text: str) -> None:
    assert restore(defuse(text)) == text
    assert not defuse(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))
