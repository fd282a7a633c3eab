"""One suite over every vector engine; the exact one is the oracle."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.vectors import VectorStore, store_class

DIMENSION = 16
ENGINES = ["exact", "faiss"]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def unit_rows(count: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def filled(engine: str, count: int = 200) -> VectorStore:
    store = store_class(engine)(DIMENSION)
    store.add(range(10, 10 + count), unit_rows(count))
    return store


@pytest.mark.parametrize("flat_up_to", [1_000, 100])
def test_built_from_batches(
    engine: str, flat_up_to: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.vectors.faiss.FLAT_UP_TO", flat_up_to)
    rows = unit_rows(500)
    starts = range(0, 500, 60)
    built, recall = store_class(engine).build(
        500, lambda: ((range(s, min(500, s + 60)), rows[s : s + 60]) for s in starts)
    )
    in_lists = engine == "faiss" and flat_up_to < 500
    assert built.exact == (not in_lists)
    assert recall == 1 if built.exact else recall >= 0.9
    assert not built.outgrown
    built.save(tmp_path / "vectors")
    searched, changed = (
        store_class(engine).open(tmp_path / "vectors", to_change=change) for change in (False, True)
    )
    for query in unit_rows(20, seed=1):
        nearest = set(np.argsort(-(rows @ query))[:10].tolist())
        found = searched.search(query, 10)
        assert len(nearest & {i for i, _ in found}) >= (7 if in_lists else 10)
        wanted = rows[[i for i, _ in found]] @ query
        np.testing.assert_allclose([s for _, s in found], wanted, atol=0.03 if in_lists else 1e-6)
    changed.remove(range(100))
    changed.add([900], unit_rows(1, seed=2))
    assert (len(changed), len(searched)) == (401, 500)
    assert changed.search(unit_rows(1, seed=2)[0], 1)[0][0] == 900


def test_what_has_grown_or_shrunk_much_is_outgrown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.vectors.faiss.FLAT_UP_TO", 300)
    store = filled("faiss", 200)
    assert not store.outgrown
    store.add(range(1_000, 1_200), unit_rows(200, seed=3))
    assert store.outgrown
    rows = unit_rows(500)
    lists, _ = store_class("faiss").build(500, lambda: [(range(500), rows)])
    assert not lists.outgrown
    lists.add(range(1_000, 1_700), unit_rows(700, seed=3))
    assert lists.outgrown
    lists.remove(range(1_000, 1_700))
    lists.remove(range(260))
    assert lists.outgrown


def test_exact_neighbours(engine: str) -> None:
    rows, store = unit_rows(200), filled(engine)
    for query in unit_rows(20, seed=1):
        found = store.search(query, 7)
        order = np.argsort(-(rows @ query))[:7]
        assert [i for i, _ in found] == [10 + int(row) for row in order]
        np.testing.assert_allclose([s for _, s in found], (rows @ query)[order], atol=1e-6)


def test_removed_ids_never_come_back(engine: str) -> None:
    store = filled(engine)
    store.remove([10, 11, 99_999])
    assert len(store) == 198
    assert {10, 11}.isdisjoint(i for i, _ in store.search(unit_rows(200)[0], 198))


def test_save_and_open(engine: str, tmp_path: Path) -> None:
    store = filled(engine)
    store.save(tmp_path / "vectors")
    again = store_class(engine).open(tmp_path / "vectors")
    query = unit_rows(1, seed=2)[0]
    assert again.dimension == DIMENSION
    assert again.search(query, 5) == store.search(query, 5)


@pytest.mark.parametrize("k", [0, 1, 1_000])
def test_any_k(engine: str, k: int) -> None:
    assert len(filled(engine, 5).search(unit_rows(1)[0], k)) == min(k, 5)
    # An empty store has no dimension that a query could miss.
    for dimension in (0, DIMENSION):
        assert store_class(engine)(dimension).search(unit_rows(1)[0], k) == []


def test_adding_and_removing_nothing(engine: str) -> None:
    store = filled(engine, 3)
    store.add([], np.empty((0, DIMENSION), np.float32))
    store.remove([])
    assert len(store) == 3


def test_a_truncated_file_is_noticed(engine: str, tmp_path: Path) -> None:
    path = tmp_path / "vectors"
    filled(engine).save(path)
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises((RuntimeError, OSError)):
        store_class(engine).open(path)


def test_faiss_searches_by_one_thread_whichever_asks() -> None:
    import faiss

    store = filled("faiss")

    def threads_after_a_search(_: int) -> int:
        # As a new thread begins on a machine of four cores.
        faiss.omp_set_num_threads(4)
        store.search(unit_rows(1)[0], 3)
        return int(faiss.omp_get_max_threads())

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(threads_after_a_search, range(4))) == [1, 1, 1, 1]
