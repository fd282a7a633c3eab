"""Small suites of every format, written into a folder, and a light pipeline to run them through."""

import json
from pathlib import Path

from evals.running.corpus import open_corpus
from evals.types import Suite
from qa.pipeline import Pipeline
from qa.settings import load_settings
from tests.doubles import WordEmbedder

GOOD = {
    "id": "a",
    "question": "Сколько магазинов на китайской стороне?",
    "language": "ru",
    "answers": [["4,5 тысячи"]],
    "evidence": [{"document": "khorgos-visitors-2025.ru.md", "quote": "более 4,5 тысяч магазинов"}],
}
PASSAGES = {
    "en": "The lighthouse was built in 1827. It is 19 metres high.",
    "ru": "Маяк построили в 1827 году. Его высота 19 метров.",
}
QUESTIONS = {
    "en": [
        ("q1", "When was the lighthouse built?", "1827"),
        ("q2", "How high is it?", "19 metres"),
    ],
    "ru": [("q1", "Когда построили маяк?", "1827"), ("q2", "Какая у него высота?", "19 метров")],
}


def opened(suite: Suite, folder: Path, **settings: object) -> Pipeline:
    """A pipeline over the documents of a suite that needs no model."""
    given = load_settings(cache=folder / "cache", reader="none", **settings)
    return open_corpus(suite, given, WordEmbedder())


def suite(folder: Path, *cases: object) -> Path:
    path = folder / "suite.jsonl"
    lines = [c if isinstance(c, str) else json.dumps(c, ensure_ascii=False) for c in cases]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def squad(folder: Path, language: str, **changes: object) -> Path:
    context = PASSAGES[language]
    qas: list[dict[str, object]] = [
        {
            "id": name,
            "question": question,
            "answers": [{"text": text, "answer_start": context.index(text)}],
        }
        for name, question, text in QUESTIONS[language]
    ]
    qas[0] |= changes
    path = folder / f"small.{language}.json"
    data = {"data": [{"title": "Lighthouse", "paragraphs": [{"context": context, "qas": qas}]}]}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def beir(folder: Path) -> Path:
    folder = folder / "small"
    (folder / "qrels").mkdir(parents=True)
    corpus = [
        {"_id": "d1", "title": "Маяк", "text": PASSAGES["ru"]},
        {"_id": "d2", "title": "", "text": "The market is open on Sundays."},
    ]
    queries = [{"_id": "1", "text": "Когда построили маяк?"}, {"_id": "2", "text": "Unjudged?"}]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\td1\t2\n1\td2\t0\n")
    return folder
