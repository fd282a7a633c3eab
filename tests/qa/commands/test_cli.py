"""The command line as a person types it."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str


def seedqa(*arguments: str, cwd: Path, language: str = "en", stdin: str = "", **env: str) -> Done:
    """Run a command in a folder, in this process: what it imports is there already."""
    from qa.commands.cli import main

    with contextlib.chdir(cwd):
        result = CliRunner().invoke(
            main, arguments, input=stdin, env={"SEEDQA_LANGUAGE": language, **env}
        )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def process(*arguments: str | bytes, cwd: Path) -> Done:
    """Run a command as a person types it, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "qa.commands.cli", *arguments],
        cwd=cwd,
        env=os.environ | {"SEEDQA_LANGUAGE": "en", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def one_sentence(done: Done) -> str:
    """The message of a failed command: exit code 1, one line, no traceback."""
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_index_then_ask(tmp_path: Path, seeds_made: Path) -> None:
    shutil.copytree(seeds_made, tmp_path / ".seedqa")
    second = seedqa("index", str(ROOT / "seeds"), cwd=tmp_path, language="ru")
    assert "Ничего не изменилось" in second.stdout
    asked = seedqa("ask", "Сколько магазинов на китайской стороне?", cwd=tmp_path)
    assert "4,5 тысяч магазинов" in asked.stdout
    assert "[1]" in asked.stdout
    assert "26 октября 2025" in " ".join(asked.stdout.split())
    question = "How many shops are there on the Chinese side?"
    answer = json.loads(seedqa("ask", "--json", question, cwd=tmp_path).stdout)
    assert answer["language"] == "en"
    assert answer["citations"][0]["original"]["language"] == "ru"
    chat = seedqa("chat", cwd=tmp_path, stdin="Сколько гостей принял Алтын-Емел?\n\n")
    assert "30 тысяч" in chat.stdout
    assert seedqa("doctor", cwd=tmp_path, SEEDQA_SEEDS=str(ROOT / "seeds")).returncode == 0


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "The question is empty"),
        ("   ", "The question is empty"),
        ("x" * 10_000, "10000 characters"),
        ("\ufffd\ufffd", "doesn't look like text"),
        ("多少中国游客来了", "Russian and English"),
    ],
)
def test_bad_questions(tmp_path: Path, seeds_index: Path, question: str, said: str) -> None:
    done = seedqa("ask", question, "--index", str(seeds_index), cwd=tmp_path)
    assert said in one_sentence(done)


def test_bad_bytes_in_a_question(tmp_path: Path, seeds_index: Path) -> None:
    done = process("ask", b"\xff\xfe\x80abc", "--index", str(seeds_index), cwd=tmp_path)
    one_sentence(done)


def test_failures_speak_the_users_language(tmp_path: Path) -> None:
    assert "Build one: seedqa index" in one_sentence(seedqa("ask", "Why?", cwd=tmp_path))
    assert "нет индекса" in one_sentence(seedqa("ask", "Why?", cwd=tmp_path, language="ru"))
    assert "нет индекса" in one_sentence(seedqa("ask", "Почему?", cwd=tmp_path))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["index", "nowhere"], "There is no file or folder"),
        (["index", "."], "There is no document"),
        (["index", "image.png"], "isn't supported"),
        (["index", "empty.md"], "holds no text"),
        (["index", "ok.md", "--index", "/proc/seedqa"], "can't be written"),
        (["ask", "Why?", "--index", "ok.md"], "There is no index"),
        (["serve", "--port", "99999"], "port isn't valid"),
    ],
)
def test_bad_folders_and_files(tmp_path: Path, arguments: list[str], said: str) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    if arguments[1] != ".":
        (folder / "image.png").write_bytes(b"\x89PNG")
        (folder / "empty.md").write_bytes(b"")
        (folder / "ok.md").write_text("Some text.", encoding="utf-8")
    assert said in one_sentence(seedqa(*arguments, cwd=folder))


def test_another_model_is_refused(tmp_path: Path, seeds_index: Path) -> None:
    done = seedqa(
        "ask", "Why?", "--index", str(seeds_index), cwd=tmp_path, SEEDQA_EMBEDDING_MODEL="nowhere"
    )
    assert "nowhere" in one_sentence(done)


def test_usage_errors_exit_2(tmp_path: Path) -> None:
    assert seedqa("ask", cwd=tmp_path).returncode == 2
    assert seedqa("nonsense", cwd=tmp_path).returncode == 2
