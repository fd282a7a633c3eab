"""The panel that lists the documents of the index and searches them by words."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import format_datetime
from babel.numbers import format_decimal

from index.search import Searcher
from index.text.words import normalise
from index.types import Document, Hit, Span
from qa.server.page.links import document_link, passage_link
from qa.server.page.markup import text
from qa.server.page.render import byline, language_in_words
from qa.types import Language
from qa.wording.messages import message

_SHOWN_DOCUMENTS = 200
_SHOWN_PASSAGES = 20
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class CorpusView:
    """What is looked at: an index, the words to search it by, and whether it can be changed."""

    searcher: Searcher
    words: str = ""
    changeable: bool = False


def corpus_panel(view: CorpusView, interface: Language) -> str:
    """List the documents; with words, those they name and the passages that hold them."""
    documents = view.searcher.documents()
    words = view.words.strip()
    named = [d for d in documents if words.casefold() in d.title.casefold()]
    found = _passages(view.searcher, words, interface) if words else ""
    if words and not named and not found:
        found = f"<p>{text(message('page.corpus_nothing', interface))}</p>"
    heading = text(message("page.corpus", interface))
    change = (
        f'<p><button class="sq-admin-open">{text(message("page.admin", interface))}</button></p>'
        if view.changeable
        else ""
    )
    return (
        f'<article class="sq-source sq-corpus"><header><h2>{heading}</h2>'
        f'<p class="sq-byline">{text(_summary(view.searcher, interface))}</p>{change}</header>'
        f'<div class="sq-found">{_list(named, view.searcher, interface)}{found}</div></article>'
    )


def _summary(searcher: Searcher, interface: Language) -> str:
    counts = searcher.snapshot.store.counts()
    at = datetime.datetime.fromtimestamp(searcher.published_at).astimezone()
    return message(
        "page.corpus_summary",
        interface,
        documents=format_decimal(counts["documents"], locale=interface),
        passages=format_decimal(counts["chunks"], locale=interface),
        date=format_datetime(at, "d MMMM y, HH:mm", locale=interface),
    )


def _list(documents: Sequence[Document], searcher: Searcher, interface: Language) -> str:
    if not documents:
        return ""
    passages = searcher.snapshot.store.passage_counts()
    items = "".join(
        f'<li><a class="sq-open" href="{document_link(document.id)}">{text(document.title)}</a>'
        f"{_facts(document, passages.get(document.id, 0), interface)}</li>"
        for document in documents[:_SHOWN_DOCUMENTS]
    )
    rest = len(documents) - _SHOWN_DOCUMENTS
    more = f"<p>{text(message('page.corpus_more', interface, count=rest))}</p>" if rest > 0 else ""
    return f"<ul>{items}</ul>{more}"


def _facts(document: Document, passages: int, interface: Language) -> str:
    language = language_in_words(document.language, interface)
    if document.translation_of:
        language = f"{language}, {message('page.translation', interface)}"
    count = message("page.corpus_passages", interface, count=passages)
    return byline([document.source, language, count], document.date, interface)


def _passages(searcher: Searcher, words: str, interface: Language) -> str:
    wanted = frozenset(normalise(words))
    hits = searcher.search(words, interface, _SHOWN_PASSAGES, dense=False)
    if not hits:
        return ""
    heading = text(message("page.corpus_found", interface))
    items = "".join(_passage(hit, wanted) for hit in hits)
    return f'<p class="sq-label">{heading}</p><ul>{items}</ul>'


def _passage(hit: Hit, wanted: frozenset[str]) -> str:
    link = passage_link(hit.document.id, Span(hit.passage.start, hit.passage.end))
    return (
        f'<li lang="{text(hit.document.language)}">'
        f'<a class="sq-open" href="{link}">{text(hit.document.title)}</a>'
        f"<blockquote>{_with_marks(hit.passage.text, wanted)}</blockquote></li>"
    )


def _with_marks(passage: str, wanted: frozenset[str]) -> str:
    """The passage with the words that were searched for marked."""
    parts: list[str] = []
    at = 0
    for word in _WORD.finditer(passage):
        if not wanted.isdisjoint(normalise(word[0])):
            parts += [text(passage[at : word.start()]), f"<mark>{text(word[0])}</mark>"]
            at = word.end()
    return "".join([*parts, text(passage[at:])])
