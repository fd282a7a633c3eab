"""`seedqa calibrate` fits an index's confidence to questions about its own documents."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from evals.calibrating.command import calibrate
from index.embedding import Embedder
from index.sync import sync
from qa.reader.calibration import OWN, read_calibrations

LAKES = ("Алаколь", "Балхаш", "Зайсан", "Каинды", "Маркаколь", "Тузколь")
THINGS = ("пристань", "мельницу", "школу", "плотину", "обсерваторию", "библиотеку")


@pytest.fixture(scope="module")
def home(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lakes")
    (folder / "documents").mkdir()
    for number, lake in enumerate(LAKES):
        said = [f"{thing.capitalize()} на озере {lake} открыли в {1900 + 7 * number + at} году."
                for at, thing in enumerate(THINGS)]  # fmt: skip
        path = folder / "documents" / f"{number}.md"
        path.write_text(f"# Озеро {lake}\n\n{' '.join(said)}\n", encoding="utf-8")
    sync([folder / "documents"], folder / "index", lambda: embedder)
    return folder


def suite(home: Path, lakes: int = len(LAKES)) -> Path:
    lines = []
    for number, lake in enumerate(LAKES[:lakes]):
        for at, thing in enumerate(THINGS):
            year = str(1900 + 7 * number + at)
            gold = {"document": f"{number}.md", "quote": f"в {year} году"}
            lines.append({
                "id": f"{number}-{at}",
                "language": "ru",
                "question": f"Когда открыли {thing} на озере {lake}?",
                "answers": [[year]],
                "evidence": [gold],
            })  # fmt: skip
        lines.append({
            "id": f"{number}-nobody",
            "language": "ru",
            "question": f"Кто нарисовал герб озера {lake}?",
            "answerable": False,
        })  # fmt: skip
    path = home / f"suite-{lakes}.jsonl"
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    monkeypatch.setenv("SEEDQA_READER", "none")
    monkeypatch.setenv("SEEDQA_LANGUAGE", "ru")
    done = CliRunner().invoke(calibrate, list(arguments))
    return done.exit_code, done.output


def test_it_is_kept_in_the_index_and_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = run(monkeypatch, str(suite(home)), "--index", str(home / "index"))
    assert code == 0, said
    assert "Калибровка сохранена" in said
    (found,) = read_calibrations(home / "index" / OWN)
    assert found.reader == "similarity"
    assert found.embedder
    assert sum(found.fitted_on.values()) == 7 * len(LAKES)
    (home / "index" / OWN).unlink()


def test_too_few_questions_are_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = run(monkeypatch, str(suite(home, 2)), "--index", str(home / "index"))
    assert code == 2
    assert "Добавьте вопросы" in said
    assert not (home / "index" / OWN).exists()


def test_a_suite_with_documents_of_its_own_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "own.ru.json"
    answer = {"text": "глубокое", "answer_start": 6}
    paragraph = {
        "context": "Озеро глубокое.",
        "qas": [{"id": "1", "question": "Какое озеро?", "answers": [answer]}],
    }
    article = {"title": "Озеро", "paragraphs": [paragraph]}
    path.write_text(json.dumps({"data": [article]}, ensure_ascii=False), encoding="utf-8")
    code, said = run(monkeypatch, str(path), "--index", str(home / "index"))
    assert code == 2
    assert "приносит свои документы" in said
