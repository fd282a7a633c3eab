"""What of a document is embedded and what its passages are found by."""

from collections.abc import Mapping, Sequence
from itertools import chain

from index.embedding.parted import Parted
from index.loaders import content_hash
from index.storage import StoreWriter
from index.text.chunking import chunk
from index.text.names import name_keys
from index.text.units import read_paragraphs
from index.text.views import View, passage_view, unit_views
from index.text.words import normalise
from index.types import Document, Span
from index.vectors.base import Matrix, Vector


class Texts:
    """What of a document is embedded: its passages with the units in them, under its title.

    Behind them come units that are embedded alone. `_words` is what each passage is found by.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._passages = chunk(document)
        self._units: list[Span] = []
        self.embedded: list[Parted] = []
        views = dict(unit_views(document))
        inside = _homes(_told(document), self._passages)
        for passage, units in zip(self._passages, inside, strict=True):
            self._add(passage_view(document, passage), units, views)
        within = {unit for units in inside for unit in units}
        for unit in (unit for unit in views if unit not in within):
            self._units.append(unit)
            self.embedded.append(Parted(self._titled(views[unit].text)))
        texts = [parted.text for parted in self.embedded[: len(self._passages)]]
        self._words = [normalise(text) + name_keys(text) for text in texts]

    def _add(self, view: View, inside: Sequence[Span], views: Mapping[Span, View]) -> None:
        shift = len(self._titled(""))
        places = [view.from_document(unit) or Span(0, 0) for unit in inside]
        self._units.extend(inside)
        self.embedded.append(
            Parted(
                self._titled(view.text),
                tuple(Span(place.start + shift, place.end + shift) for place in places),
                tuple(self._titled(views[unit].text) for unit in inside),
            )
        )

    def _titled(self, text: str) -> str:
        return f"{self._document.title}\n{text}"

    @property
    def size(self) -> int:
        """Characters of the document."""
        return len(self._document.text)

    @property
    def vectors(self) -> int:
        """How many vectors the store keeps of it."""
        return len(self._passages) + len(self._units)

    def put(self, store: StoreWriter, vectors: Sequence[tuple[Vector, Matrix]]) -> None:
        """Write the document into the store, with what `embedded` became, text by text."""
        split = len(self._passages)
        store.put(
            self._document,
            content_hash(self._document),
            list(zip(self._passages, self._words, strict=True)),
            [vector for vector, _ in vectors[:split]],
            self._units,
            [*chain(*(parts for _, parts in vectors)), *(vector for vector, _ in vectors[split:])],
        )


def _told(document: Document) -> list[Span]:
    """The sentences of running text, in order.

    Rows, items and lines of code are embedded alone: among their like they grow too much alike.
    """
    return [
        unit
        for paragraph in read_paragraphs(document)
        if paragraph.kind in ("paragraph", "quote")
        for unit in paragraph.sentences
    ]


def _homes(sentences: Sequence[Span], passages: Sequence[Span]) -> list[list[Span]]:
    """The sentences that lie in each passage; each is where most of it lies, if anywhere."""
    inside: list[list[Span]] = [[] for _ in passages]
    first = 0
    for sentence in sentences:
        while first < len(passages) and passages[first].end <= sentence.start:
            first += 1
        shared: dict[int, int] = {}
        for number in range(first, len(passages)):
            passage = passages[number]
            if passage.start >= sentence.end:
                break
            shared[number] = min(sentence.end, passage.end) - max(sentence.start, passage.start)
        if shared:
            inside[max(shared, key=shared.__getitem__)].append(sentence)
    return inside
