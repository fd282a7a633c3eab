import time
from pathlib import Path

from index.keywords import KeywordIndex

# The engine would look at its folder twice in this time.
TWO_LOOKS_S = 1.2


def test_an_open_index_leaves_its_folder_alone(tmp_path: Path) -> None:
    built = KeywordIndex.build(tmp_path, [(1, ["кошка", "молоко"]), (2, ["dog"])])
    opened = KeywordIndex.open(tmp_path)
    for lock in tmp_path.glob(".*.lock"):
        lock.unlink()
    before = {path.name for path in tmp_path.iterdir()}
    meta = tmp_path / "meta.json"
    meta.write_text(meta.read_text() + "\n")
    time.sleep(TWO_LOOKS_S)
    assert {path.name for path in tmp_path.iterdir()} == before
    assert [i for i, _ in opened.search(["dog"], 5)] == [i for i, _ in built.search(["dog"], 5)]
