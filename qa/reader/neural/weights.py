"""The reader's weights as a file: written by training, checked and loaded for reading.

Only the encoder's layers and the heads are in it, the large weights in bytes. The embeddings are
the packaged model's own, mapped from its file and not copied.
"""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

    from index.embedding.bert import Bert
    from qa.reader.neural.network import ReaderNetwork

SHIPPED = Path(__file__).parents[1] / "model" / "reader.safetensors"
_LAYERS = "encoder.encoder.layer."
_EMBEDDINGS = "encoder.embeddings."


def manifest_of(path: Path) -> Path:
    """The file beside the weights with their checksum and how they were made."""
    return path.with_suffix(".json")


def load_encoder(folder: Path, dropout: float = 0.0) -> "Bert":
    """The packaged model's own encoder, to be trained, with dropout of hidden states."""
    from index.embedding.bert import Bert, BertShape, load_tensors

    model = Bert(BertShape.read(folder), dropout)
    model.load_state_dict(load_tensors(folder))
    return model


def save_weights(network: "ReaderNetwork", path: Path, about: dict[str, Any]) -> None:
    """Write a network's own weights, and beside them their checksum and `about`."""
    import torch
    from safetensors.torch import save_file

    from index.embedding.int8 import quantise

    tensors = {}
    for name, tensor in network.state_dict().items():
        if name.startswith(_EMBEDDINGS):
            continue
        value = tensor.detach().to("cpu", torch.float32)
        if name.startswith(_LAYERS) and value.ndim == 2:
            tensors[name], tensors[_scale(name)] = quantise(value)
        else:
            tensors[name] = value.contiguous()
    save_file(tensors, path)
    manifest = {"sha256": _checksum(path), **about}
    manifest_of(path).write_text(
        json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def history_of(path: Path | None) -> list[Any]:
    """The plans that weights were trained by, oldest first."""
    if path is None:
        return []
    return list(json.loads(manifest_of(path).read_text(encoding="utf-8"))["plans"])


def begin_with(network: "ReaderNetwork", path: Path) -> None:
    """Put saved weights into a network that is to be trained on; raises ModelError."""
    _check(path)
    from safetensors.torch import load_file

    tensors = load_file(path)
    scales = {name: tensors.pop(name) for name in list(tensors) if name.endswith(".scale")}
    for name, scale in scales.items():
        weight = name.removesuffix("scale") + "weight"
        tensors[weight] = tensors[weight].float() * scale[:, None]
    network.load_state_dict(tensors, strict=False)


def load_network(path: Path, folder: Path) -> "ReaderNetwork":
    """Load weights over the packaged model in `folder`; raises ModelError.

    Large layers stay in bytes and are computed so.
    """
    _check(path)
    import torch
    from safetensors.torch import load_file

    from index.embedding.bert import Bert, BertShape, load_tensors
    from index.embedding.int8 import join
    from qa.reader.neural.network import ReaderNetwork

    with torch.device("meta"):
        network = ReaderNetwork(Bert(BertShape.read(folder)))
    tensors = load_file(path)
    _put_int8_layers(network, tensors)
    embeddings = {
        _EMBEDDINGS + name.removeprefix("embeddings."): tensor
        for name, tensor in load_tensors(folder).items()
        if name.startswith("embeddings.")
    }
    try:
        network.load_state_dict(tensors | embeddings, assign=True)
    except RuntimeError as error:  # weights of another network
        raise ModelError("reader_damaged", path=path) from error
    join(network)
    return network.eval().requires_grad_(False)


def _put_int8_layers(network: "ReaderNetwork", tensors: dict[str, "Tensor"]) -> None:
    from index.embedding.int8 import Int8Linear, put

    for name in [name for name in tensors if name.endswith(_scale("weight"))]:
        layer = name.removesuffix("." + _scale("weight"))
        parts = (tensors[f"{layer}.{part}"] for part in ("weight", "scale", "bias"))
        put(network, layer, Int8Linear(*parts))


def _scale(name: str) -> str:
    return name.removesuffix("weight") + "scale"


def _check(path: Path) -> None:
    try:
        wanted = json.loads(manifest_of(path).read_text(encoding="utf-8"))["sha256"]
        found = _checksum(path)
    except FileNotFoundError as error:
        raise ModelError("reader_missing", path=error.filename) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError("reader_damaged", path=path) from error
    if found != wanted:
        raise ModelError("reader_damaged", path=path)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
