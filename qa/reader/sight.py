"""What a reader sees of a passage that was found."""

from index.text.views import View, passage_view
from index.types import Hit, Span


def view_of(hit: Hit) -> View:
    """The passage as it is read, under its headings."""
    return passage_view(hit.document, Span(hit.passage.start, hit.passage.end))


def seen(hit: Hit) -> str:
    """Everything that is read of a passage, its document's title first."""
    return f"{hit.document.title}\n{view_of(hit).text}"
