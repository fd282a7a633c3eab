"""What the links and buttons of the chat page say to the server.

`src-TURN-NUMBER` opens a citation, `doc-ID` a document, `at-START-END-ID` a passage of it,
`corpus-all` the list of documents, `corpus-PAGE` a page of it; `up-TURN` and `down-TURN` rate an
answer, `edit-last` and `keep-last` begin and end the editing of the last question, `markdown-all`
and `json-all` take the conversation along.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from index.types import Span

_NUMBER = r"\d{1,9}"
_PLACES = re.compile(
    rf"src-(?P<turn>{_NUMBER})-(?P<number>{_NUMBER})"
    rf"|(?:up|down)-(?P<rated>{_NUMBER})"
    rf"|at-(?P<start>{_NUMBER})-(?P<end>{_NUMBER})-(?P<passage>.+)"
    r"|doc-(?P<document>.+)"
    rf"|corpus-(?:all|(?P<page>{_NUMBER}))"
    r"|edit-last|keep-last|markdown-all|json-all",
    re.ASCII | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link taken apart; what its kind doesn't need is 0, None or empty."""

    kind: str
    turn: int = 0
    number: int = 0
    page: int = 1
    document_id: str = ""
    span: Span | None = None


def parse_link(text: str) -> Link | None:
    """Take a link apart; None where it is none of ours."""
    found = _PLACES.fullmatch(text)
    if not found:
        return None
    kind = text.partition("-")[0]
    turn = int(found["turn"] or found["rated"] or 0)
    span = Span(int(found["start"]), int(found["end"])) if found["start"] else None
    document_id = unquote(found["passage"] or found["document"] or "")
    page = max(1, int(found["page"] or 1))
    return Link(kind, turn, int(found["number"] or 0), page, document_id, span)


def source_link(turn: int, number: int) -> str:
    """The link to a citation."""
    return f"#src-{turn}-{number}"


def corpus_link(page: int) -> str:
    """The link to a page of the list of documents."""
    return f"#corpus-{page}"


def document_link(document_id: str) -> str:
    """The link to a document."""
    return f"#doc-{quote(document_id, safe='')}"


def passage_link(document_id: str, span: Span) -> str:
    """The link to a passage of a document."""
    return f"#at-{span.start}-{span.end}-{quote(document_id, safe='')}"
