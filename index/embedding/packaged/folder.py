"""Writes the packaged model as a sentence-transformers folder: BERT, mean pooling, unit length."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.packaged.file import PackedModel
from index.embedding.packaged.tokenizer import special_pieces, tokenizer_json

# What E5 was trained to see before the two kinds of text.
PROMPTS = {"query": "query: ", "passage": "passage: "}

PADDING = "<pad>"

_MODULES = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]

# The names of a layer's linear maps and layer norms: in the file, in Hugging Face's BERT.
_LINEAR = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORM = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def write(model: PackedModel, folder: Path) -> None:
    """Write the model into a folder that exists; an `OSError` where that fails."""
    from safetensors import SafetensorError
    from safetensors.numpy import save_file

    (folder / "1_Pooling").mkdir()
    for name, content in _configuration(model).items():
        (folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")
    (folder / "tokenizer.json").write_text(tokenizer_json(model), encoding="utf-8")
    try:
        save_file(weights(model), folder / "model.safetensors", metadata={"format": "pt"})
    except SafetensorError as error:  # a full disk, for one
        raise OSError(str(error)) from error


def weights(model: PackedModel) -> dict[str, NDArray[np.float32]]:
    """The weights under the names that Hugging Face's BERT gives them."""
    shape = model.shape
    hidden, intermediate = shape.hidden, shape.intermediate
    result = {
        "embeddings.word_embeddings.weight": model.tensor("emb.word", shape.vocabulary, hidden),
        "embeddings.position_embeddings.weight": model.tensor("emb.pos", shape.positions, hidden),
        "embeddings.token_type_embeddings.weight": model.tensor(
            "emb.type", shape.token_types, hidden
        ),
        "embeddings.LayerNorm.weight": model.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": model.tensor("emb.ln.b", hidden),
        # Mean pooling makes no use of BERT's own pooler; without weights for it, loading would
        # draw random ones and warn.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    sizes = {"fi": (intermediate, hidden), "fo": (hidden, intermediate)}
    for layer in range(shape.layers):
        for short, name in _LINEAR.items():
            rows, columns = sizes.get(short, (hidden, hidden))
            key = f"encoder.layer.{layer}.{name}"
            result[f"{key}.weight"] = model.tensor(f"l{layer}.{short}.w", rows, columns)
            result[f"{key}.bias"] = model.tensor(f"l{layer}.{short}.b", rows)
        for short, name in _NORM.items():
            key = f"encoder.layer.{layer}.{name}"
            result[f"{key}.weight"] = model.tensor(f"l{layer}.{short}.w", hidden)
            result[f"{key}.bias"] = model.tensor(f"l{layer}.{short}.b", hidden)
    return result


def _configuration(model: PackedModel) -> dict[str, object]:
    """The small files, by path."""
    shape = model.shape
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "vocab_size": shape.vocabulary,
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.intermediate,
            "hidden_act": "gelu",
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.token_types,
            # The file keeps epsilon as a float32; seven digits bring the original number back.
            "layer_norm_eps": float(f"{model.epsilon:.6e}"),
            "pad_token_id": model.special.padding,
            "torch_dtype": "float32",
        },
        "tokenizer_config.json": _tokenizer_configuration(model),
        "modules.json": [
            {
                "idx": position,
                "name": str(position),
                "path": path,
                "type": f"sentence_transformers.models.{kind}",
            }
            for position, (path, kind) in enumerate(_MODULES)
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "config_sentence_transformers.json": {
            # sentence-transformers itself looks for “document” before “passage”.
            "prompts": PROMPTS | {"document": PROMPTS["passage"]},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _tokenizer_configuration(model: PackedModel) -> dict[str, object]:
    start, end, padding, unknown = (model.pieces[position] for position in model.special)
    mask = special_pieces(model)[-1]
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": model.shape.positions,
        "clean_up_tokenization_spaces": False,
        # A document that contains “</s>” is text, not an end.
        "split_special_tokens": True,
        "bos_token": start,
        "cls_token": start,
        "eos_token": end,
        "sep_token": end,
        "pad_token": padding,
        "unk_token": unknown,
        "mask_token": mask,
    }
