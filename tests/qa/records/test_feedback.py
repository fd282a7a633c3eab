import csv
import io
from dataclasses import replace
from pathlib import Path

from evals.datasets.table import read
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
    assert (empty.returncode, empty.stdout) == (0, ",".join(COLUMNS) + "\n")
    assert not index.exists()
    Records(index / "records.sqlite", days=30).rate("0" * 32, 0, FEEDBACK[0])
    assert len(read_feedback(index / "records.sqlite")) == 1
    done = seedqa("feedback", "--index", str(index), cwd=tmp_path)
    assert done.returncode == 0
    assert "Сколько?,30 тысяч,a.ru.md" in done.stdout
