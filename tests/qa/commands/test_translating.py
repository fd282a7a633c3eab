"""`seedqa translate` as a person types it, and what answers from its translations."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from index.embedding import Embedder
from index.loaders import load
from index.sync import sync
from index.text.units import blocks_of
from qa.factory import build_pipeline
from qa.settings import load_settings
from tests.llm.double import Double, closed_port, doubling
from tests.llm.script import FOREVER, Asked, Reply, refuses, says
from tests.qa.commands.test_cli import Done, one_sentence, seedqa
from tests.qa.translating.scripted import by_table, piece_in, write

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
FERRY = {
    "ferry": "Паром",
    "The ferry leaves at 12:30.": "Паром отходит в 12:30.",
    "It takes 40 bicycles.": "Он берёт 40 велосипедов.",
}


@pytest.fixture
def double() -> Iterator[Double]:
    with doubling() as running:
        yield running


def ferry(folder: Path, name: str = "ferry.md") -> Path:
    return write(folder, name, "\n\n".join(list(FERRY)[1:]))


def translate(double: Double, folder: Path, *options: str, language: str = "en") -> Done:
    return seedqa(
        "translate",
        *(options or ("docs", "--to", "ru")),
        cwd=folder,
        language=language,
        SEEDQA_LLM="openai:qwen-test",
        SEEDQA_LLM_BASE_URL=double.url,
    )


def paired(*names: str) -> dict[str, str]:
    """Titles and blocks of a document, and what a human made of them."""
    theirs, ours = (load(ROOT / "seeds" / name) for name in names)
    texts = [
        [document.title, *(document.text[b.start : b.end] for b in blocks_of(document))]
        for document in (theirs, ours)
    ]
    return dict(zip(*texts, strict=True))


def test_the_index_answers_from_a_translation_and_cites_the_original(
    double: Double, tmp_path: Path, embedder: Embedder
) -> None:
    name = "tourism-china-kazakhstan-2024"
    (tmp_path / "docs" / "news").mkdir(parents=True)
    shutil.copy(ROOT / "seeds" / f"{name}.en.md", tmp_path / "docs" / "news")
    double.will(by_table(paired(f"{name}.en.md", f"{name}.ru.md")))
    done = translate(double, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Documents translated: 1." in done.stdout
    sync([tmp_path / "docs"], tmp_path / "index", lambda: embedder)
    pipeline = build_pipeline(load_settings(index=tmp_path / "index"), embedder)
    answer = pipeline.ask("Сколько человек присутствовало на церемонии открытия?")
    citation = answer.citations[0]
    assert answer.answered
    assert citation.document_id == f"news/{name}.ru.md"
    assert "более 500 гостей" in citation.quote
    assert citation.original is not None
    assert citation.original.document_id == f"news/{name}.en.md"
    assert "500 guests" in citation.original.quote
    assert not any("Машинный перевод" in cited.quote for cited in answer.citations)


def test_it_is_done_once_and_then_only_for_what_has_changed(double: Double, tmp_path: Path) -> None:
    source = ferry(tmp_path / "docs")
    double.will(by_table(FERRY | {"Dogs travel free.": "Собаки ездят бесплатно."}))
    assert "docs/ferry.ru.md: 3 of 3 parts translated" in translate(double, tmp_path).stdout
    made = source.with_name("ferry.ru.md")
    first, asked = made.read_text("utf-8"), len(double.requests)
    second = translate(double, tmp_path, language="ru")
    assert second.stdout.splitlines() == [
        "Переведено документов: 0. Пропущено: уже на нужном языке — 0, с готовым переводом — 1, "
        "сами переводы — 1, без слов для перевода — 0, место занято — 0."
    ]
    assert len(double.requests) == asked
    source.write_text("It takes 40 bicycles.\n\nDogs travel free.\n", "utf-8")
    assert translate(double, tmp_path, str(source), "--to", "ru").returncode == 0
    assert "Собаки ездят бесплатно." in made.read_text("utf-8") != first
    asked = len(double.requests)
    translate(double, tmp_path, "docs", "--to", "ru", "--force")
    assert len(double.requests) == 2 * asked - 3


def test_what_stays_untranslated_is_told(double: Double, tmp_path: Path) -> None:
    source = ferry(tmp_path / "docs")
    double.will(by_table(FERRY | {"It takes 40 bicycles.": "Он берёт 14 велосипедов."}))
    done = translate(double, tmp_path, language="ru")
    assert done.returncode == 0
    assert done.stdout.splitlines()[:2] == [
        "docs/ferry.ru.md: переведено частей: 2 из 3",
        "  абзац 2 остаётся без перевода (появилось то, чего нет в оригинале: «14»): "
        "It takes 40 bicycles.",
    ]
    written = source.with_name("ferry.ru.md").read_text("utf-8")
    assert written.endswith("Паром отходит в 12:30.\n\nIt takes 40 bicycles.\n")
    assert "left_in_original:\n- 2\n" in written


def test_a_humans_translation_is_left_alone(double: Double, tmp_path: Path) -> None:
    ferry(tmp_path / "docs")
    own = write(tmp_path / "docs", "ferry.ru.md", "Моё.")
    done = translate(double, tmp_path, "docs", "--to", "ru", "--force")
    assert "a person wrote or edited them: docs/ferry.ru.md" in done.stdout
    assert own.read_text("utf-8") == "Моё."
    assert not double.requests


def test_failures_are_one_sentence(double: Double, tmp_path: Path) -> None:
    ferry(tmp_path / "docs")
    assert "SEEDQA_LLM" in one_sentence(seedqa("translate", "docs", "--to", "ru", cwd=tmp_path))
    double.will(refuses(401))
    assert "refuses the key" in one_sentence(translate(double, tmp_path))
    double.will(refuses(404))
    assert "нет языковой модели" in one_sentence(translate(double, tmp_path, language="ru"))
    away = one_sentence(translate(double, tmp_path, "nowhere", "--to", "ru"))
    assert "no file or folder" in away
    closed = seedqa(
        "translate",
        "docs",
        "--to",
        "ru",
        cwd=tmp_path,
        SEEDQA_LLM="openai:qwen-test",
        SEEDQA_LLM_BASE_URL=f"http://127.0.0.1:{closed_port()}/v1",
    )
    assert "can't be reached" in one_sentence(closed)
    assert translate(double, tmp_path, "docs").returncode == 2
    assert [file.name for file in (tmp_path / "docs").iterdir()] == ["ferry.md"]


def test_what_was_finished_stays_when_it_is_stopped(double: Double, tmp_path: Path) -> None:
    ferry(tmp_path / "docs", "a.md")
    write(tmp_path / "docs", "b.md", "It sank in 1931.")

    def reply(asked: Asked) -> Reply:
        table = FERRY | {"a": "Паром"}
        said = table.get(piece_in(asked))
        return says(said) if said else Reply(("Он", FOREVER))

    double.will(reply)
    running = subprocess.Popen(
        [sys.executable, "-m", "qa.commands.cli", "translate", "docs", "--to", "ru"],
        cwd=tmp_path,
        env=os.environ
        | {"SEEDQA_LANGUAGE": "en", "PYTHONPATH": str(ROOT), "SEEDQA_LLM": "openai:qwen-test"}
        | {"SEEDQA_LLM_BASE_URL": double.url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What is run in the background is deaf to it, and so is what it starts.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    while len(double.requests) < 5 and running.poll() is None:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert (
        err.strip() == "Stopped. Finished translations are kept, the document that was begun isn't."
    )
    assert "docs/a.ru.md: 3 of 3" in out
    assert sorted(file.name for file in (tmp_path / "docs").iterdir()) == [
        "a.md",
        "a.ru.md",
        "b.md",
    ]
