"""BM25 over normalised words and the keys of names, by tantivy."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from index.text.names import is_name_key

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
        """Write an index of (id, normalised words and name keys) into an empty folder."""
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        # Names have a field of their own: BM25 weighs a word by the length of what it stands in,
        # and a passage full of names isn't longer than another.
        for field in ("words", "names"):
            builder.add_text_field(field, tokenizer_name=_TOKENIZER, index_option="freq")
        index = tantivy.Index(builder.build(), path=str(folder))
        _write(index, (), passages)
        return cls(index)

    @classmethod
    def update(
        cls, folder: Path, removed: Iterable[int], passages: Iterable[tuple[int, Sequence[str]]]
    ) -> Self:
        """Take passages out of an index that `build` wrote, and put others in.

        Files that stay are left as they are. Raises ValueError where the index can't be changed.
        """
        import tantivy

        index = tantivy.Index.open(str(folder))
        _write(index, removed, passages)
        return cls(index)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an index that `build` wrote; raises ValueError where it is damaged."""
        import tantivy

        return cls(tantivy.Index.open(str(folder)))

    def search(
        self, words: Sequence[str], k: int, names: Mapping[str, float] | None = None
    ) -> list[tuple[int, float]]:
        """Find up to `k` ids whose passages hold any of the words, by BM25, best first.

        `names` are keys with the weight of each, where a word's is 1.
        """
        import tantivy

        schema, query = self._index.schema, tantivy.Query
        terms = [query.term_query(schema, "words", word) for word in dict.fromkeys(words)]
        for name, weight in (names or {}).items():
            terms.append(query.boost_query(query.term_query(schema, "names", name), weight))
        if k <= 0 or not terms:
            return []
        searcher = self._index.searcher()
        either = query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = searcher.search(either, k).hits
        return [(int(searcher.doc(address)["id"][0]), float(score)) for score, address in hits]


def _write(
    index: Any, removed: Iterable[int], passages: Iterable[tuple[int, Sequence[str]]]
) -> None:
    import tantivy

    writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
    for passage_id in removed:
        writer.delete_documents_by_term("id", passage_id)
    for passage_id, words in passages:
        plain = " ".join(word for word in words if not is_name_key(word))
        names = " ".join(word for word in words if is_name_key(word))
        writer.add_document(tantivy.Document(id=passage_id, words=plain, names=names))
    writer.commit()
    writer.wait_merging_threads()
