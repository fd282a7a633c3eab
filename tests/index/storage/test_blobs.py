import numpy as np
import pytest

from index.storage.blobs import from_blob, from_rounded_blob, to_blob, to_rounded_blob


def unit(seed: int, size: int = 384) -> np.ndarray:
    vector = np.random.default_rng(seed).standard_normal(size).astype(np.float32)
    return vector / np.linalg.norm(vector)


@pytest.mark.parametrize("seed", range(5))
def test_a_rounded_vector_is_nearly_what_it_was(seed: int) -> None:
    vector = unit(seed)
    blob = to_rounded_blob(vector)
    found = from_rounded_blob(blob)
    assert len(blob) == 388
    assert (found.dtype, found.shape) == (np.float32, (384,))
    assert found @ vector > 0.9998
    assert np.linalg.norm(found) == pytest.approx(1, abs=2e-3)


def test_nothing_stays_nothing() -> None:
    assert not from_rounded_blob(to_rounded_blob(np.zeros(8, np.float32))).any()
    assert from_rounded_blob(to_rounded_blob(np.empty(0, np.float32))).shape == (0,)


def test_an_exact_vector_stays_as_it_is() -> None:
    np.testing.assert_array_equal(from_blob(to_blob(unit(1))), unit(1))
