import json
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner
from safetensors.torch import load_file

from index.embedding.packaged.unpacked import unpack
from qa.reader.neural.network import ReaderNetwork
from qa.reader.neural.weights import SHIPPED, begin_with, load_encoder, save_weights
from training.average import main

pytestmark = pytest.mark.slow


def test_an_average_lies_between_the_two(tmp_path: Path) -> None:
    network = ReaderNetwork(load_encoder(unpack()))
    begin_with(network, SHIPPED)
    with torch.no_grad():
        network.answerable.bias.add_(1.0)
    moved, out = tmp_path / "moved.safetensors", tmp_path / "average.safetensors"
    save_weights(network, moved, {"plans": [{"seed": 1}]})
    done = CliRunner().invoke(main, [str(moved), str(SHIPPED), str(out), "--share", "0.25"])
    assert done.exit_code == 0, done.output
    before, average = load_file(SHIPPED), load_file(out)
    assert average.keys() == before.keys()
    assert torch.allclose(average["answerable.bias"], before["answerable.bias"] + 0.25)
    assert torch.allclose(average["spans.weight"], before["spans.weight"], atol=1e-6)
    about = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
    assert (about["averaged"], about["plans"]) == (0.25, [{"seed": 1}])
