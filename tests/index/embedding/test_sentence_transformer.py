"""Other models, errors, threads, and what an import costs."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedding import Embedder, load_embedder
from index.embedding.packaged.unpacked import unpack
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.errors import ModelError, StorageError
from tests.index.embedding.texts import AWKWARD, passages_in

ALIKE = 0.998  # the cosine of vectors that were rounded on their way
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "query", "passage", ":", "bread", "is", "хлеб", "дом"]


@pytest.fixture(scope="module")
def saved_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT of two layers, saved by sentence-transformers, without prompts."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("saved")
    tokenizer = Tokenizer(
        models.WordLevel({word: position for position, word in enumerate(WORDS)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=32
    ).save_pretrained(folder / "bert")
    torch.manual_seed(3)
    configuration = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=32,
    )
    BertModel(configuration).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[transformer, Pooling(16, "mean")]).save(str(folder / "model"))
    return folder / "model"


@pytest.fixture
def model_folder(saved_model: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(saved_model, tmp_path / "model"))


def _set_prompts(folder: Path, prompts: dict[str, str]) -> None:
    path = folder / "config_sentence_transformers.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"prompts": prompts}))


def test_vectors_have_the_shapes_and_length_that_are_promised(packaged: Embedder) -> None:
    vectors = packaged.embed_passages(["Первый.", "A second, longer passage.", ""])
    assert vectors.shape == (3, packaged.dimension) == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert packaged.embed_query("Где?").shape == (384,)
    assert packaged.embed_passages([]).shape == (0, 384)


def test_passages_keep_their_order_and_progress_is_told(packaged: Embedder) -> None:
    texts = [f"{'слово ' * (number % 7)}{number}" for number in range(70)]
    done: list[int] = []
    vectors = packaged.embed_passages(texts, done.append)
    assert done == sorted(done)
    assert len(done) > 1
    assert done[-1] == 70
    for position in (0, 33, 69):
        assert vectors[position] @ packaged.embed_passages([texts[position]])[0] > 0.9999


def test_queries_and_passages_are_marked_differently(packaged: Embedder) -> None:
    assert packaged.embed_query("хлеб") @ packaged.embed_passages(["хлеб"])[0] < 0.99


def test_threads_may_share_an_embedder(packaged: Embedder) -> None:
    texts = [f"Вопрос номер {number}?" for number in range(24)]
    expected = [packaged.embed_query(text) for text in texts]
    with ThreadPoolExecutor(6) as pool:
        passages = pool.submit(packaged.embed_passages, texts * 3)
        found = list(pool.map(packaged.embed_query, texts))
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert passages.result().shape == (72, 384)


def test_threads_may_load_at_once(model_folder: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        embedders = list(pool.map(lambda _: load_embedder(str(model_folder)), range(4)))
    assert len({embedder.fingerprint for embedder in embedders}) == 1


def test_another_model_loads_from_a_folder(model_folder: Path, packaged: Embedder) -> None:
    embedder = load_embedder(str(model_folder))
    assert embedder.dimension == 16
    assert np.linalg.norm(embedder.embed_query("хлеб")) == pytest.approx(1, abs=1e-5)
    # Without prompts a query and a passage are the same text.
    np.testing.assert_allclose(
        embedder.embed_query("bread is"), embedder.embed_passages(["bread is"])[0], atol=1e-6
    )
    assert embedder.fingerprint.startswith("model@")
    assert embedder.fingerprint != packaged.fingerprint


def test_a_models_own_prompts_are_used(model_folder: Path) -> None:
    plain = load_embedder(str(model_folder))
    _set_prompts(model_folder, {"query": "query: ", "document": "passage: "})
    prompted = load_embedder(str(model_folder))
    np.testing.assert_allclose(
        prompted.embed_query("хлеб"), plain.embed_query("query: хлеб"), atol=1e-6
    )
    np.testing.assert_allclose(
        prompted.embed_passages(["хлеб"]), plain.embed_passages(["passage: хлеб"]), atol=1e-6
    )


@pytest.mark.parametrize(
    ("name", "is_e5"),
    [("multilingual-e5-base", True), ("e5-small", True), ("base5", False), ("e5-instruct", False)],
)
def test_e5_models_without_prompts_get_theirs(name: str, is_e5: bool, model_folder: Path) -> None:
    plain = load_embedder(str(model_folder))
    embedder = load_embedder(str(model_folder.rename(model_folder.with_name(name))))
    expected = plain.embed_query("query: хлеб" if is_e5 else "хлеб")
    np.testing.assert_allclose(embedder.embed_query("хлеб"), expected, atol=1e-6)


def test_the_fingerprint_changes_with_whatever_changes_vectors(model_folder: Path) -> None:
    prints = {load_embedder(str(model_folder)).fingerprint}
    (model_folder / "README.md").write_text("Another description.")
    assert load_embedder(str(model_folder)).fingerprint in prints

    _set_prompts(model_folder, {"query": "query: ", "document": "passage: "})
    prints.add(load_embedder(str(model_folder)).fingerprint)

    weights = model_folder / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-2] ^= 1
    weights.write_bytes(data)
    prints.add(load_embedder(str(model_folder)).fingerprint)

    tokenizer = model_folder / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text().replace("хлеб", "сыр"))
    prints.add(load_embedder(str(model_folder)).fingerprint)
    assert len(prints) == 4


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ("/there/is/no/such/folder", "there is no such folder"),
        ("./neither/here", "there is no such folder"),
        ("no-such-model-anywhere", "nor has a model of that name been downloaded"),
        ("nobody/no-such-model", "nor has a model of that name been downloaded"),
    ],
)
def test_a_missing_model_is_one_clear_error(model: str, reason: str) -> None:
    with pytest.raises(ModelError, match=reason) as caught:
        load_embedder(model)
    assert model in str(caught.value)


def test_a_folder_without_a_model_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model in that folder"):
        load_embedder(str(tmp_path))


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["truncate", "delete"])
def test_a_broken_model_is_one_clear_error(name: str, damage: str, model_folder: Path) -> None:
    path = model_folder / name
    if damage == "truncate":
        path.write_bytes(path.read_bytes()[:-40])
    else:
        path.unlink()
    with pytest.raises(ModelError, match="can't be loaded"):
        load_embedder(str(model_folder))


def test_a_downloaded_model_is_found_by_its_name(
    model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = "0123456789abcdef0123456789abcdef01234567"
    repository = tmp_path / "hub" / "models--someone--some-model"
    shutil.copytree(model_folder, repository / "snapshots" / revision)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(revision)
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path / "hub"))
    embedder = load_embedder("someone/some-model")
    assert embedder.fingerprint.startswith("someone/some-model@")
    assert embedder.embed_passages(["дом"]).shape == (1, 16)


def test_a_cache_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError, match="can't be written"):
        load_embedder(cache_dir=tmp_path / "file")


def _run(code: str) -> subprocess.CompletedProcess[str]:
    prelude = f"import sys; sys.path[:] = {sys.path!r}\n"
    return subprocess.run(
        [sys.executable, "-c", prelude + code], capture_output=True, text=True, check=False
    )


def test_an_import_loads_nothing_heavy() -> None:
    heavy = {"torch", "transformers", "sentence_transformers", "tokenizers", "numpy"}
    done = _run(f"import index.embedding; print({heavy!r} & set(sys.modules))")
    assert done.stdout.strip() == "set()", done.stderr


# The library of other models is imported by `make test-all`, which takes ten seconds.
@pytest.mark.usefixtures("packaged")
@pytest.mark.parametrize("saved", [False, pytest.param(True, marks=pytest.mark.exhaustive)])
def test_loading_is_silent_and_uses_no_network(saved_model: Path, saved: bool) -> None:
    done = _run(
        "import socket\n"
        "def refuse(*values, **named): print('NETWORK', values); raise OSError('no network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from index.embedding import load_embedder\n"
        "from index.errors import ModelError\n"
        f"load_embedder({str(saved_model) if saved else None!r}).embed_query('дом')\n"
        "try: load_embedder('nobody/no-such-model')\n"
        "except ModelError: print('refused')\n"
    )
    assert (done.stdout, done.stderr) == ("refused\n", "")


def test_the_packaged_models_vectors_are_those_of_sentence_transformers() -> None:
    texts = [*AWKWARD, *passages_in("ru")[:6], *passages_in("zh")[:4]]
    packaged, reference = load_embedder(), SentenceTransformerEmbedder(unpack())
    assert (packaged.dimension, reference.dimension) == (384, 384)
    cosines = np.sum(packaged.embed_passages(texts) * reference.embed_passages(texts), axis=1)
    assert cosines.min() > ALIKE, texts[int(cosines.argmin())]
    for text in [*texts[::9], "слово " * 900]:
        assert packaged.embed_query(text) @ reference.embed_query(text) > ALIKE
