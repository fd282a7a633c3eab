"""Reading the packed file, and the normalisation map's way into a tokenizer."""

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.packaged import charsmap
from index.embedding.packaged.file import parse
from index.errors import ModelError


def test_the_parts_of_a_file(tiny_source: Path) -> None:
    model = parse(tiny_source.read_bytes())
    assert (model.shape.hidden, model.shape.layers, model.shape.positions) == (32, 1, 16)
    assert model.pieces[4:8] == ["▁", "▁a", "b", "▁b"]
    assert model.special == (0, 2, 1, 3)
    assert model.normalisation == {"\t": " ", "½": "1⁄2"}
    assert model.tensor("emb.pos", 16, 32).dtype == np.float32


def test_a_block_of_four_bit_weights(tiny_source: Path) -> None:
    data = tiny_source.read_bytes()
    model = parse(data)
    scale, *packed = struct.unpack_from("<e16B", data, model._tensors["l0.q.w"].offset)
    expected = [(byte & 15) - 8 for byte in packed] + [(byte >> 4) - 8 for byte in packed]
    assert model.tensor("l0.q.w", 32, 32)[0].tolist() == [scale * weight for weight in expected]


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.03, 0.1, 0.5, 0.99])
def test_a_file_cut_short_is_one_clear_error(share: float, tiny_source: Path) -> None:
    data = tiny_source.read_bytes()
    with pytest.raises(ModelError, match="missing or damaged"):
        parse(data[: int(share * len(data))])


@given(st.data())
def test_a_damaged_file_never_fails_in_another_way(tiny_source: Path, data: st.DataObject) -> None:
    content = bytearray(tiny_source.read_bytes())
    position = data.draw(st.integers(0, 1500))
    content[position] ^= data.draw(st.integers(1, 255))
    try:
        model = parse(bytes(content))
        model.tensor("emb.pos", 16, 32)
    except ModelError:
        pass


def test_a_tensor_of_another_shape_is_one_clear_error(tiny_source: Path) -> None:
    model = parse(tiny_source.read_bytes())
    with pytest.raises(ModelError, match=r"no tensor l7\.q\.w"):
        model.tensor("l7.q.w", 32, 32)
    with pytest.raises(ModelError, match=r"no tensor emb\.pos"):
        model.tensor("emb.pos", 15, 32)


CHARACTERS = st.characters(exclude_characters="\0", exclude_categories=["Cs", "M"])


@given(
    st.dictionaries(CHARACTERS, st.text(CHARACTERS, max_size=4), min_size=1, max_size=300),
    st.text(CHARACTERS),
)
def test_the_charsmap_replaces_its_keys_and_nothing_else(
    replacements: dict[str, str], text: str
) -> None:
    from tokenizers.normalizers import Precompiled

    normaliser = Precompiled(charsmap.build(replacements))
    for character in {*text, *replacements}:
        expected = replacements.get(character, character)
        assert normaliser.normalize_str(character) == expected
