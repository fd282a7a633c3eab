"""Whether a question asks for a list as a whole, though the reader found one item of it."""

from index.text.units import blocks_of, paragraph_at
from index.text.views import heading_path
from index.text.words import normalise
from index.types import Document
from qa.understanding.questions import is_open

# Words that a question puts around what it asks about.
_AROUND_LISTED = """
нужно можно надо следовать должный делать сделать необходимо требоваться need want do
"""
_AROUND = frozenset(_AROUND_LISTED.split())
# Words of one root: «запрещается» and «запрещено», "installing" and "installation".
_SHARED_ROOT = 5


def asks_for_list(document: Document, item: int, question: str) -> bool:
    """Whether all that a question names is said above a list: in its lead-in, headings and title.

    What the items say themselves it then leaves open: "How do I reset the router?" under
    "Resetting the router". `item` is the number of an item's block.
    """
    asked = set(normalise(question)) - _AROUND
    if not asked or not is_open(question):
        return False
    blocks = blocks_of(document)
    paragraph = paragraph_at(document, blocks[item].start)
    headings = heading_path(document, paragraph) if paragraph else []
    lead = blocks[item].parent
    nearest = [blocks[lead]] if lead is not None else headings[-1:]
    near = set(normalise("\n".join(document.text[span.start : span.end] for span in nearest)))
    above = [document.title, *(document.text[span.start : span.end] for span in headings)]
    told = near | set(normalise("\n".join(above)))
    return _told(asked, told) == asked and bool(_told(asked, near))


def _told(asked: set[str], told: set[str]) -> set[str]:
    roots = {word[:_SHARED_ROOT] for word in told if len(word) >= _SHARED_ROOT}
    return {word for word in asked if word in told or word[:_SHARED_ROOT] in roots}
