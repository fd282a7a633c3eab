"""Three small documents, and what many tests do with an index of them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.search import Searcher
from index.storage import write_lock
from index.sync import SyncReport, sync
from tests.doubles import WordEmbedder

TEXTS = {
    "cats.md": "Кошки спят весь день.\n\nКошка любит молоко.",
    "dogs.md": "Собаки бегают по двору.\n\nСобака стережёт дом.",
    "birds.txt": "Birds sing in the morning. A bird builds a nest.",
}


def write_texts(folder: Path) -> Path:
    """A new folder with the documents."""
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(seeds: Path, index: Path, words: WordEmbedder, rebuild: bool = False) -> SyncReport:
    return sync([seeds], index, lambda: words, fingerprint=words.fingerprint, rebuild=rebuild)


def best(index: Path, words: WordEmbedder, question: str) -> str:
    return Searcher(index, words).search(question)[0].document.id


@contextmanager
def another_writer(index: Path) -> Iterator[None]:
    """Hold the lock of an index elsewhere."""
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with write_lock(index):
            taken.set()
            done.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert taken.wait(30)
        yield
    finally:
        done.set()
        holder.join()
