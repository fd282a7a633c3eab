"""BEIR folders: what counts as found, and what is left out."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from evals.command import evaluate
from evals.datasets import load_suite
from evals.running.runner import run_cases
from evals.types import Case, Gold, Run, Suite
from index.errors import SuiteError
from index.types import Document
from tests.evals.suites import GOOD, opened
from tests.evals.suites import suite as jsonl

LIGHTHOUSE = "When was the lighthouse of Arkona built?"
Texts = Sequence[tuple[str, str, str]]


def beir(folder: Path, texts: Texts, judged: dict[str, int], query: str = "q") -> Path:
    folder = folder / "small"
    (folder / "qrels").mkdir(parents=True)
    rows = [{"_id": name, "title": title, "text": text} for name, title, text in texts]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "queries.jsonl").write_text(json.dumps({"_id": query, "text": LIGHTHOUSE}))
    grades = "".join(f"{query}\t{name}\t{grade}\n" for name, grade in judged.items())
    (folder / "qrels" / "test.tsv").write_text(f"query-id\tcorpus-id\tscore\n{grades}")
    return folder


def run(suite: Suite, folder: Path, **settings: object) -> Run:
    return run_cases(suite, opened(suite, folder, **settings), source=suite.name)


def metric(measured: Run, name: str) -> float | None:
    return measured.results[0].metrics[name]


def test_empty_documents_are_skipped_and_told(tmp_path: Path) -> None:
    texts = [
        ("blank", "", " "),
        ("dots", "…", "—"),
        ("title", "The lighthouse of Arkona", ""),
        ("other", "", "The market is open."),
    ]
    folder = beir(tmp_path, texts, {"title": 1, "blank": 1})
    suite = load_suite(folder)
    assert suite.empty == ("blank", "dots")
    assert [document.id for document in suite.documents or ()] == ["title", "other"]
    measured = run(suite, tmp_path)
    assert measured.provenance["empty_documents"] == "2"
    assert metric(measured, "recall@1") == 0.5
    # Told before anything is run; what is run here needs an index that isn't there.
    arguments = [str(folder), str(jsonl(tmp_path, GOOD)), "--index", str(tmp_path / "none")]
    done = CliRunner().invoke(evaluate, arguments, env={"SEEDQA_LANGUAGE": "en"})
    assert "small: documents without text are left out: 2 (blank, dots)" in done.stderr


def test_a_corpus_without_text_is_broken(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"corpus\.jsonl: it has no text"):
        load_suite(beir(tmp_path, [("a", "", "")], {"a": 1}))


def test_a_folder_in_which_nothing_is_judged_has_no_cases(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="has no cases"):
        load_suite(beir(tmp_path, [("a", "", "Text.")], {"a": 0}))


@pytest.mark.parametrize("grade", ["²", "--1", "1.5", "+1"])
def test_a_grade_that_is_no_whole_number_is_named(tmp_path: Path, grade: str) -> None:
    folder = beir(tmp_path, [("a", "", "Text.")], {"a": 1})
    with (folder / "qrels" / "test.tsv").open("a", encoding="utf-8") as file:
        file.write(f"q\tb\t{grade}\n")
    with pytest.raises(SuiteError, match="line 3: not query"):
        load_suite(folder)


def test_the_querys_own_document_does_not_count(tmp_path: Path) -> None:
    texts = [
        ("argument", "", LIGHTHOUSE),
        ("counter", "", "The lighthouse was built in 1827."),
        ("other", "", "The market is open."),
    ]
    suite = load_suite(beir(tmp_path, texts, {"counter": 1}, query="argument"))
    measured = run(suite, tmp_path)
    assert metric(measured, "recall@1") == metric(measured, "ndcg@10") == 1.0


def test_an_own_document_that_is_judged_relevant_counts(tmp_path: Path) -> None:
    texts = [("1", "", LIGHTHOUSE), ("2", "", "The lighthouse was built in 1827.")]
    suite = load_suite(beir(tmp_path, texts, {"1": 1}, query="1"))
    assert metric(run(suite, tmp_path), "recall@1") == 1.0


def filled(words: str, start: int) -> str:
    """A paragraph that is a passage of its own."""
    return f"{words} {' '.join(str(number) for number in range(start, start + 60))}."


@pytest.mark.parametrize("passages", [12, 130])
def test_ranks_go_on_until_enough_documents_are_found(tmp_path: Path, passages: int) -> None:
    book = "\n\n".join(filled(LIGHTHOUSE, 100 * number) for number in range(passages))
    texts = [("book", "", book), ("answer", "", filled("A lighthouse.", 50_000))]
    suite = load_suite(beir(tmp_path, texts, {"answer": 1}))
    pipeline = opened(suite, tmp_path)
    hits = pipeline.searcher.search(LIGHTHOUSE, "en", 10)
    assert {hit.document.id for hit in hits} == {"book"}
    measured = run_cases(suite, pipeline, source="small")
    assert metric(measured, "recall@5") == 1.0
    assert metric(measured, "mrr") == 0.5


def test_recall_at_10_does_not_end_where_reading_does(tmp_path: Path) -> None:
    documents = [
        Document(f"d{number}", "", f"{LIGHTHOUSE} {'more ' * number}{number}.", "en")
        for number in range(8)
    ]
    last = Document("last", "", "The lighthouse, said in 1827 words that are many, stands.", "en")
    gold = Gold("last", "said in 1827")
    case = Case("q", LIGHTHOUSE, "en", (("1827",),), (gold,), True)
    suite = Suite("small", (case,), (*documents, last))
    measured = run(suite, tmp_path, read_k=2)
    assert (metric(measured, "recall@5"), metric(measured, "recall@10")) == (0.0, 1.0)
