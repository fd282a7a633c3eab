"""The copies and versions of what is cited, in a phrase."""

from qa.types import Citation, Copy, Language
from qa.wording.dates import date_in_words
from qa.wording.messages import message

# More are counted, not named.
_NAMED = 8


def copies_in_words(citation: Citation, language: Language) -> str:
    """Name the other documents that have the words cited, or nearly the same; "" for none."""
    if not citation.copies:
        return ""
    names = "; ".join(_name(copy, citation, language) for copy in citation.copies[:_NAMED])
    unnamed = len(citation.copies) - _NAMED
    if unnamed > 0:
        return message("answer.copies_more", language, names=names, number=unnamed)
    return message("answer.copies", language, names=names)


def _name(copy: Copy, citation: Citation, language: Language) -> str:
    """The title, and where it is the same as the one cited what tells the two apart."""
    if copy.title != citation.title:
        return copy.title
    dated = copy.date if copy.date != citation.date else None
    return f"{copy.title} ({date_in_words(dated, language) or copy.document_id})"
