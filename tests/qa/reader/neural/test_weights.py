import shutil
from pathlib import Path

import pytest
import torch

from index.embedding.bert import Bert, BertShape
from index.embedding.int8 import Int8Linear, quantise
from index.errors import ModelError
from qa.reader.neural.inputs import Encoder
from qa.reader.neural.network import ReaderNetwork, collate
from qa.reader.neural.spans import ReaderInput, SpanModel
from qa.reader.neural.weights import SHIPPED, load_encoder, load_network, manifest_of, save_weights

MOST_BYTES = 48_000_000


def test_an_int8_layer_is_close_to_the_layer() -> None:
    torch.manual_seed(1)
    layer = torch.nn.Linear(64, 96)
    states = torch.randn(2, 5, 64)
    rounded = Int8Linear(*quantise(layer.weight.detach()), layer.bias.detach())
    wanted = layer(states).detach()
    assert rounded(states).shape == wanted.shape
    error = (rounded(states) - wanted).norm() / wanted.norm()
    assert error < 0.02
    assert rounded(torch.zeros(3, 64)).isfinite().all()


def test_floats_give_what_bytes_give(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(2)
    layer = torch.nn.Linear(384, 96)
    states = torch.randn(7, 384)
    outcomes = []
    for fast in (True, False):
        monkeypatch.setattr("index.embedding.int8.bytes_are_fast", lambda fast=fast: fast)
        rounded = Int8Linear(*quantise(layer.weight.detach()), layer.bias.detach())
        outcomes.append(rounded(states))
    assert torch.equal(*outcomes)


def test_what_is_saved_reads_like_what_was_trained(
    tmp_path: Path, packaged_folder: Path, encoder: Encoder
) -> None:
    torch.manual_seed(1)
    network = ReaderNetwork(load_encoder(packaged_folder)).eval()
    path = tmp_path / "reader.safetensors"
    save_weights(network, path, {"why": "a test"})
    loaded = load_network(path, packaged_folder)
    text = "Хоргос принял гостей."
    windows = encoder.encode("Сколько гостей?", "", text, ())
    batch = collate(windows, encoder.pad)
    with torch.inference_mode():
        wanted, found = network(batch), loaded(batch)
    first = windows[0].first
    inside = slice(first, first + len(windows[0].spans))
    assert torch.allclose(found.start[0, inside], wanted.start[0, inside], atol=0.1)
    assert torch.allclose(found.answerable, wanted.answerable, atol=0.1)


def test_the_shipped_weights_are_small_and_hold_no_embeddings() -> None:
    from safetensors import safe_open

    assert SHIPPED.stat().st_size <= MOST_BYTES
    with safe_open(SHIPPED, "pt") as file:  # type: ignore[no-untyped-call]
        assert not [name for name in file.keys() if "embeddings" in name]  # noqa: SIM118


@pytest.mark.parametrize("damage", ["weights missing", "manifest missing", "flip", "truncate"])
def test_missing_and_damaged_weights(tmp_path: Path, packaged_folder: Path, damage: str) -> None:
    path = tmp_path / SHIPPED.name
    shutil.copy(SHIPPED, path)
    shutil.copy(manifest_of(SHIPPED), manifest_of(path))
    if damage == "weights missing":
        path.unlink()
    elif damage == "manifest missing":
        manifest_of(path).unlink()
    else:
        raw = bytearray(path.read_bytes())
        raw[len(raw) // 2] ^= 0xFF
        path.write_bytes(raw if damage == "flip" else raw[:1000])
    model = SpanModel(path, lambda: packaged_folder)
    with pytest.raises(ModelError) as caught:
        model.read("Сколько?", [ReaderInput("", "Текст.", ())])
    assert caught.value.code == ("reader_missing" if "missing" in damage else "reader_damaged")
    assert "SEEDQA_READER=none" in str(caught.value)


def test_a_network_of_another_size_is_damaged(tmp_path: Path, packaged_folder: Path) -> None:
    shape = BertShape(50, 32, 1, 2, 64, 512, 2, 1e-12)
    path = tmp_path / "reader.safetensors"
    save_weights(ReaderNetwork(Bert(shape)), path, {})
    with pytest.raises(ModelError) as caught:
        load_network(path, packaged_folder)
    assert caught.value.code == "reader_damaged"
