"""Broken suites: every one is named with the place and the reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evals.datasets import load_suite
from index.errors import SuiteError
from tests.evals.suites import GOOD, beir, squad, suite


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        (["{"], "line 1"),
        ([GOOD, "[]"], "line 2"),
        ([GOOD, GOOD], "id a is taken"),
        ([GOOD | {"language": "de"}], "language"),
        ([GOOD | {"answer": "x"}], "answer"),
        ([GOOD | {"answers": []}], "needs answers"),
        ([GOOD | {"answerable": False}], "neither answers nor evidence"),
        ([GOOD | {"answers": [["\u00a0\u200b"]]}], "answers.0.0"),
        ([GOOD | {"answers": [["4,5 тысячи"], []]}], "answers.1"),
        (["[" * 100_000], "line 1"),
        ([""], "no cases"),
    ],
)
def test_broken_suites(tmp_path: Path, cases: list[object], said: str) -> None:
    with pytest.raises(SuiteError) as caught:
        load_suite(suite(tmp_path, *cases))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"answers": [{"text": "1827", "answer_start": 3}]}, "q1: the answer '1827' isn't at 3"),
        ({"answers": [{"text": "", "answer_start": 0}]}, "q1: the answer '' isn't at 0"),
        ({"answers": []}, "there is no answer"),
        ({"id": "q2"}, "the id is taken"),
        ({"answers": "x"}, "answers"),
    ],
)
def test_broken_squad_files(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    with pytest.raises(SuiteError) as caught:
        load_suite(squad(tmp_path, "en", **changes))
    assert said in str(caught.value)


def _without_qrels(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").unlink()


def _bad_grade(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("a\tb\tc\n1\td1\tmuch\n")


def _no_text(folder: Path) -> None:
    (folder / "corpus.jsonl").write_text('{"_id": "d1"}\n')


@pytest.mark.parametrize(
    ("damage", "said"),
    [(_without_qrels, "test.tsv"), (_bad_grade, "line 2"), (_no_text, "text is missing")],
)
def test_broken_beir_folders(tmp_path: Path, damage: Callable[[Path], None], said: str) -> None:
    folder = beir(tmp_path)
    damage(folder)
    with pytest.raises(SuiteError) as caught:
        load_suite(folder)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "no column question"),
        ("question,answer\n,x\n", "line 2: the question is empty"),
        ("id,question,answer\n1,Why?,x\n1,How?,y\n", "line 3: id 1 is taken"),
        ("sep=;\n;;\nquestion;answer\nWhy?;x\n;y\n", "line 5: the question is empty"),
        ("\n\na,b\n", "line 3: no column question"),
        ("question,answer,language\nWarum?,x,de\n", "line 2: the language de"),
        ("question,answer\n", "no cases"),
        ("", "no column"),
    ],
)
def test_broken_tables(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "suite.csv"
    path.write_text(text)
    with pytest.raises(SuiteError) as caught:
        load_suite(path)
    assert said in str(caught.value)


ROWS = "Вопрос;Ответ;Язык\nКогда построен маяк?;1827 | «двадцать седьмой»;RU\nКто смотритель?;;\n"


@pytest.mark.parametrize(
    "text",
    [
        f"sep=;\n{ROWS}",
        f'"sep=;"\n{ROWS}',
        f"SEP=;;;\n\n{ROWS}",
        'sep=|\nВопрос|Ответ|Язык\nКогда построен маяк?|"1827 | «двадцать седьмой»"|ru\n'
        "Кто смотритель?||\n",
        f"\n  \n;;\n{ROWS}",
        ROWS.replace("\n", "\r"),
        ROWS.replace("\n", "\r\n"),
        f"sep=;\r\r{ROWS}".replace("\n", "\r"),
        f"\ufeffsep=;\r\n{ROWS}",
        f"\ufeff\ufeff{ROWS}",
        ROWS.replace("Ответ", "\u00a0Ответ\u200b"),
        ROWS.replace("смотритель?;", "смотритель?;\u00a0\u200b"),
    ],
    ids=[
        *("sep", "quoted sep", "filled sep", "told pipe", "blank rows", "old Mac", "Windows"),
        *("sep old Mac", "mark and sep", "two marks", "unseen in a name", "looks empty"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_tables_as_spreadsheets_write_them(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "suite.csv"
    path.write_bytes(text.encode(encoding, "ignore"))
    cases = load_suite(path).cases
    assert [(case.question, case.language) for case in cases] == [
        ("Когда построен маяк?", "ru"),
        ("Кто смотритель?", "ru"),
    ]
    assert [case.answers for case in cases] == [(("1827", "«двадцать седьмой»"),), ()]


def test_a_cell_marked_as_text_is_the_text(tmp_path: Path) -> None:
    path = tmp_path / "suite.csv"
    path.write_text("question,answer\n'=1+1 is what?,'-5\n'Twas what?,x\n", encoding="utf-8")
    cases = load_suite(path).cases
    assert [case.question for case in cases] == ["=1+1 is what?", "'Twas what?"]
    assert cases[0].answers == (("-5",),)


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_line_ends_of_other_systems(tmp_path: Path, end: str) -> None:
    path = suite(tmp_path, GOOD, GOOD | {"id": "b"})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", end.encode()))
    assert [case.id for case in load_suite(path).cases] == ["a", "b"]


def test_wrong_encoding_and_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "suite.jsonl"
    path.write_bytes(b'{"id": 1}\n' + "\u0439".encode("cp1251"))
    with pytest.raises(SuiteError, match="line 2: not UTF-8"):
        load_suite(path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r"))
    with pytest.raises(SuiteError, match="line 2: not UTF-8"):
        load_suite(path)
    with pytest.raises(SuiteError, match="There is no suite"):
        load_suite(tmp_path / "none.jsonl")


def test_a_binary_table(tmp_path: Path) -> None:
    path = tmp_path / "suite.csv"
    path.write_bytes(b"PK\x00\x01\x02")
    with pytest.raises(SuiteError, match="line 1: not text"):
        load_suite(path)
