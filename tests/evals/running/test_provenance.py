"""What a run is made of, and that `--resume` never joins what is made of something else."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from evals.running import provenance
from evals.running.corpus import corpus_folder, open_corpus
from evals.running.journal import Journal
from evals.running.runner import run_cases
from evals.types import Case, Result, Suite
from index.errors import StorageError
from index.types import Document
from qa.reader.neural.weights import SHIPPED, manifest_of
from qa.settings import load_settings
from qa.types import Answer
from tests.doubles import WordEmbedder
from tests.evals.suites import opened

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("index", "qa", "evals")
TELL = "from evals.running import provenance; print(provenance.code(), provenance.reader_weights())"
CASE = Case("a", "How high is the lighthouse?", "en", (("19",),), (), True)
TEXT = "The lighthouse is 19 metres high."
SUITE = Suite("small", (CASE,), (Document("d", "", TEXT, "en"),))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work tree of its own, to be changed."""
    folder = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "assets")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    return folder


def code_of(tree: Path) -> str:
    return provenance.content_hash([tree / package for package in PACKAGES])


def test_uncommitted_code_is_other_code(tree: Path) -> None:
    first = code_of(tree)
    changed = tree / "qa" / "pipeline.py"
    before = changed.read_bytes()
    changed.write_bytes(before + b"\n# changed\n")
    assert code_of(tree) != first
    changed.write_bytes(before)
    assert code_of(tree) == first
    new = tree / "qa" / "new.py"
    new.write_text("")
    assert code_of(tree) != first
    new.unlink()
    # A baseline that is accepted, or a suite that is extended, is no other code.
    (tree / "evals" / "baselines" / "other.json").write_text("{}")
    (tree / "qa" / "__pycache__").mkdir()
    (tree / "qa" / "__pycache__" / "pipeline.pyc").write_bytes(b"")
    assert code_of(tree) == first


def test_what_is_hashed_is_the_tree_that_runs(tree: Path) -> None:
    """The program, run in the changed tree, tells the hashes of what lies there."""
    weights = tree / "qa" / "reader" / "model" / SHIPPED.name
    manifest = json.loads(manifest_of(weights).read_text(encoding="utf-8"))
    assert manifest["sha256"] == provenance.reader_weights()
    weights.write_bytes(weights.read_bytes() + b"\0")
    done = subprocess.run(
        [sys.executable, "-c", TELL],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == [
        code_of(tree),
        hashlib.sha256(weights.read_bytes()).hexdigest(),
    ]


def test_a_run_tells_its_code_weights_settings_and_environment(tmp_path: Path) -> None:
    run = run_cases(SUITE, opened(SUITE, tmp_path), source="small")
    assert run.provenance["code"] == provenance.code()
    assert run.provenance["reader_weights"] == "–"  # nothing was read with them
    trained = opened(SUITE, tmp_path)
    trained.settings = load_settings(cache=tmp_path / "cache")
    described = provenance.describe(trained)
    assert described["reader_weights"] == provenance.reader_weights()
    assert described["settings"] != run.provenance["settings"]
    assert described["environment"] == run.provenance["environment"]


def test_documents_that_change_names_are_another_corpus(tmp_path: Path) -> None:
    corpora = set()
    for names in (("a", "b"), ("b", "a")):
        texts = (TEXT, "The market is open.")
        documents = tuple(
            Document(name, "", text, "en") for name, text in zip(names, texts, strict=True)
        )
        suite = replace(SUITE, documents=documents)
        corpora.add(provenance.describe(opened(suite, tmp_path / names[0]))["corpus"])
    assert len(corpora) == 2


def result(name: str = "a") -> Result:
    answer = Answer(CASE.question, "en", False, None, (), (), (), 0.1, "test")
    return Result(replace(CASE, id=name), CASE.question, answer, "en→en", "en", {"mrr": 1.0})


@pytest.mark.parametrize("fact", ["code", "reader_weights", "reranker_weights", "settings"])
def test_resume_takes_nothing_from_other_code_weights_or_settings(
    tmp_path: Path, fact: str
) -> None:
    settings = load_settings(cache=tmp_path)
    made_with = provenance.describe(opened(SUITE, tmp_path))
    journal = Journal(SUITE, settings, made_with)
    journal.add(result())
    assert Journal(SUITE, settings, made_with).done() == {"a": result()}
    assert Journal(SUITE, settings, made_with | {fact: "other"}).done() == {}
    assert fact in made_with


def test_what_is_long_unused_is_dropped_from_the_cache(tmp_path: Path) -> None:
    settings = load_settings(cache=tmp_path)
    old, young = (Journal(SUITE, settings, {"code": name}) for name in ("old", "young"))
    old.add(result())
    corpus = corpus_folder(SUITE, settings, "other@1", "code")
    (corpus / "generations").mkdir(parents=True)
    (journal,) = (tmp_path / "runs").iterdir()
    long_ago = time.time() - 40 * 86_400
    for path in (journal, corpus):
        os.utime(path, (long_ago, long_ago))
    young.add(result())
    open_corpus(SUITE, load_settings(cache=tmp_path, reader="none"), WordEmbedder())
    assert len(list((tmp_path / "suites").iterdir())) == 1
    assert not corpus.exists()
    Journal(SUITE, settings, {"code": "now"}).forget()
    assert (old.done(), young.done()) == ({}, {"a": result()})


def test_a_corpus_is_cut_anew_by_other_code(tmp_path: Path) -> None:
    """Else a change to how passages are cut would be measured over the old ones."""
    settings = load_settings(cache=tmp_path, reader="none")
    opened = open_corpus(SUITE, settings, WordEmbedder())
    made = opened.settings.index
    fingerprint = WordEmbedder().fingerprint
    assert made == corpus_folder(SUITE, settings, fingerprint, provenance.index_code())
    assert made != corpus_folder(SUITE, settings, fingerprint, "other code")


def test_a_cache_that_is_no_folder_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    journal = Journal(SUITE, load_settings(cache=tmp_path / "cache"), {})
    for write in (journal.forget, lambda: journal.add(result())):
        with pytest.raises(StorageError):
            write()


def test_the_commit_of_a_project_around_the_installation_says_nothing(tmp_path: Path) -> None:
    installed = tmp_path / ".venv" / "evals" / "provenance.py"
    installed.parent.mkdir(parents=True)
    installed.write_text("")
    (tmp_path / "own.py").write_text("")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "own.py"], ["commit", "-qm", "Own"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    assert provenance.commit(installed) == "–"
    assert provenance.commit(tmp_path / "own.py") != "–"
