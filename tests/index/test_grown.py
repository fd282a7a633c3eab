"""A store that grew finds what one made anew finds."""

import random
from pathlib import Path

import numpy as np
import pytest

from index.vectors import VectorStore, grown, store_class
from index.vectors.exact import ExactStore
from index.vectors.grown import CAME_FILE, WENT_FILE, GrownStore

DIMENSION = 8


def vectors(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSION), dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def filled(engine: str, rows: dict[int, np.ndarray]) -> VectorStore:
    batch = (list(rows), np.stack(list(rows.values())))
    return store_class(engine).build(len(rows), lambda: [batch])[0]


@pytest.mark.parametrize("engine", ["exact", "faiss"])
@pytest.mark.parametrize("seed", range(5))
def test_it_finds_what_one_made_anew_finds(engine: str, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    rows = dict(enumerate(vectors(60, seed)))
    base, came = filled(engine, rows), 1_000
    base.save(tmp_path / "vectors")
    for step in range(6):
        store = GrownStore.beside(store_class(engine).open(tmp_path / "vectors"), tmp_path)
        gone = chance.sample(sorted(rows), chance.randint(0, 9))
        new = vectors(chance.randint(1, 9), 100 * seed + step)
        ids = list(range(came, came + len(new)))
        came += len(new)
        store.remove(gone)
        store.add(ids, new)
        rows = {i: row for i, row in rows.items() if i not in gone} | dict(
            zip(ids, new, strict=True)
        )
        store.save(tmp_path)
    opened = GrownStore.beside(store_class(engine).open(tmp_path / "vectors"), tmp_path)
    fresh = filled("exact", rows)
    whole = store_class(engine).open(tmp_path / "vectors", to_change=True)
    opened.change(whole)
    assert (len(opened), len(whole), opened.dimension) == (len(rows), len(rows), DIMENSION)
    for query in vectors(20, 7):
        for k in (0, 1, 10, 1_000):
            wanted = fresh.search(query, k)
            for store in (opened, whole):
                found = store.search(query, k)
                # Those that are as near may come in another order.
                assert len(found) == len(wanted)
                assert k < len(rows) or {i for i, _ in found} == set(rows)
                assert [i for i, _ in found[:1]] == [i for i, _ in wanted[:1]]
                assert [s for _, s in found] == pytest.approx([s for _, s in wanted], abs=1e-6)


def test_the_nearest_that_went_hide_nothing() -> None:
    rows = dict(enumerate(vectors(500, 3)))
    store = GrownStore(filled("faiss", rows), ExactStore(DIMENSION), ())
    query = rows[0]
    nearest = [i for i, _ in store.search(query, 400)]
    store.remove(nearest[:395])
    assert [i for i, _ in store.search(query, 3)] == nearest[395:398]


def test_when_it_had_better_be_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grown, "_MOST", 3)
    store = GrownStore(filled("exact", dict(enumerate(vectors(200, 1)))), ExactStore(DIMENSION), ())
    assert not store.much_with(3)
    store.remove([1, 2])
    assert not store.much_with(1)
    assert store.much_with(2)


@pytest.mark.parametrize("name", [CAME_FILE, WENT_FILE])
@pytest.mark.parametrize("content", [b"", b"nonsense"])
def test_damage_is_told(name: str, content: bytes, tmp_path: Path) -> None:
    base = filled("exact", dict(enumerate(vectors(20, 1))))
    store = GrownStore(base, ExactStore(DIMENSION), ())
    store.remove([3])
    store.save(tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RuntimeError):
        GrownStore.beside(base, tmp_path)
