"""Documents that a question names by what they are about: «отчёт о ценах», "the user guide"."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from index.snapshot import Snapshot
from index.storage import list_documents
from index.text.names import name_keys, question_keys
from index.text.words import TOKEN, is_number, normalise, proper_names
from index.types import Document, Hit
from qa.reader.countries import countries_in

MOST_DOCUMENTS = 5
# Share of a topic's words that a document has to have; its names and numbers it needs all.
_SHARED = 2 / 3
_FILE = re.compile(r"[\w./-]+\.(?=[a-z])\w{2,5}$", re.I)

Find = Callable[[str], Sequence[Hit]]


def documents_named(topic: str, snapshot: Snapshot, find: Find) -> list[Document]:
    """The documents whose titles have a topic's words, best first, at most MOST_DOCUMENTS.

    Where there is none, the first one that has them in its title and first passage. Of a document
    and its translations only one, that which was found.
    """
    found: dict[str, Document] = {}
    for document in _candidates(topic, snapshot, find):
        found.setdefault(document.translation_of or document.id, document)
    documents = list(found.values())
    titled = [document for document in documents if _fits(topic, _title(document))]
    if titled:
        return titled[:MOST_DOCUMENTS]
    passages = snapshot.store.passages_of(documents)
    opening = {name: found[0].text for name, found in passages.items() if found}
    fitting = (d for d in documents if _fits(topic, f"{_title(d)}\n{opening.get(d.id, '')}"))
    return list(islice(fitting, 1))


def _candidates(topic: str, snapshot: Snapshot, find: Find) -> Iterator[Document]:
    """Files of that name, whose names nobody searches for, then what is found."""
    file = _FILE.search(topic)
    if file:
        page = list_documents(snapshot.store, file.group(), most=MOST_DOCUMENTS)
        yield from snapshot.store.documents([document.id for document in page.documents])
    yield from (hit.document for hit in find(topic))


def _title(document: Document) -> str:
    known = (document.title, document.id, document.source, document.date)
    return "\n".join(filter(None, known))


def _fits(topic: str, text: str) -> bool:
    """Whether a text has a topic's words, names in whatever script, countries by any word."""
    words, keys, countries = set(normalise(text)), set(name_keys(text)), countries_in(text)
    names = {*proper_names(topic)}
    wanted = met = 0
    for token in TOKEN.findall(topic):
        for word in normalise(token):
            wanted += 1
            country = countries_in(token)
            if word in words or keys.intersection(question_keys(token)) or country & countries:
                met += 1
            elif country or word in names or is_number(word):
                return False
    return wanted > 0 and met >= _SHARED * wanted
