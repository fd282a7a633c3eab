"""BM25 over normalised words, by tantivy."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

# Words arrive normalised and joined by spaces; the engine must not touch them again.
_TOKENIZER = "whitespace"
# tantivy's smallest allowed writer memory is 15 MB a thread.
_WRITER_BYTES = 50_000_000


class KeywordIndex:
    """A BM25 index in a folder; ids are those of the passages."""

    def __init__(self, index: Any) -> None:
        self._index = index
        # A generation never changes. The default policy watches its folder from another thread
        # and writes a lock file there, even while the folder is being removed.
        self._index.config_reader(reload_policy="manual")
        self._index.reload()

    @classmethod
    def build(cls, folder: Path, passages: Iterable[tuple[int, Sequence[str]]]) -> Self:
        """Write an index of (id, normalised words) into an empty folder."""
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True)
        builder.add_text_field("words", tokenizer_name=_TOKENIZER, index_option="freq")
        index = tantivy.Index(builder.build(), path=str(folder))
        writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for passage_id, words in passages:
            writer.add_document(tantivy.Document(id=passage_id, words=" ".join(words)))
        writer.commit()
        writer.wait_merging_threads()
        return cls(index)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an index that `build` wrote; raises ValueError where it is damaged."""
        import tantivy

        return cls(tantivy.Index.open(str(folder)))

    def search(self, words: Sequence[str], k: int) -> list[tuple[int, float]]:
        """Find up to `k` ids whose passages hold any of the words, by BM25, best first."""
        import tantivy

        if k <= 0 or not words:
            return []
        schema = self._index.schema
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", word))
            for word in dict.fromkeys(words)
        ]
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(terms), k).hits
        return [(int(searcher.doc(address)["id"][0]), float(score)) for score, address in hits]
