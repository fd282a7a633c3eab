"""Three small documents, and what many tests do with an index of them."""

from pathlib import Path

from index.search import Searcher
from index.sync import SyncReport, sync
from tests.doubles import WordEmbedder

TEXTS = {
    "cats.md": "Кошки спят весь день.\n\nКошка любит молоко.",
    "dogs.md": "Собаки бегают по двору.\n\nСобака стережёт дом.",
    "birds.txt": "Birds sing in the morning. A bird builds a nest.",
}


def run(seeds: Path, index: Path, words: WordEmbedder, rebuild: bool = False) -> SyncReport:
    return sync([seeds], index, lambda: words, fingerprint=words.fingerprint, rebuild=rebuild)


def best(index: Path, words: WordEmbedder, question: str) -> str:
    return Searcher(index, words).search(question)[0].document.id
