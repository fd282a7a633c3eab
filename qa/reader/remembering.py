"""Remembering what was read: a question that is asked again is answered at once."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

from index.snapshot import Snapshot
from index.types import Hit
from qa.reader import Reader
from qa.types import Question, Reading

_READINGS = 256
# A reading keeps the documents it is of; of longer ones it isn't remembered.
_CHARACTERS = 200_000


class RememberingReader:
    """Another reader, which reads the same question over the same passages once.

    The last readings of the snapshot in use are kept. Two that ask at once may both read.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._snapshot: Snapshot | None = None
        self._known: OrderedDict[tuple[Question, tuple[Hit, ...]], Reading] = OrderedDict()
        self._lock = threading.Lock()

    def load(self) -> None:
        """Load what the reader needs; raises ModelError."""
        self._reader.load()

    def find(self, question: str, text: str) -> str | None:
        return self._reader.find(question, text)

    def read(self, question: Question, hits: Sequence[Hit], snapshot: Snapshot) -> Reading:
        """What the reader says, or said before."""
        asked = question, tuple(hits)
        with self._lock:
            if snapshot is not self._snapshot:
                self._snapshot = snapshot
                self._known.clear()
            if asked in self._known:
                self._known.move_to_end(asked)
                return self._known[asked]
        reading = self._reader.read(question, hits, snapshot)
        if sum(len(document.text) for document in {hit.document for hit in hits}) <= _CHARACTERS:
            self._remember(asked, reading, snapshot)
        return reading

    def _remember(
        self, asked: tuple[Question, tuple[Hit, ...]], reading: Reading, snapshot: Snapshot
    ) -> None:
        with self._lock:
            if snapshot is self._snapshot:
                self._known[asked] = reading
                if len(self._known) > _READINGS:
                    self._known.popitem(last=False)
