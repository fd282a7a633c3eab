"""The panel that lists the documents of the index and searches them by words."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from babel.dates import format_datetime
from babel.numbers import format_decimal

from index.search import Searcher
from index.storage import DocumentInfo, DocumentPage, list_documents
from index.text.words import normalise
from index.types import Hit, Span
from qa.server.page.rendering.links import corpus_link, document_link, passage_link
from qa.server.page.rendering.markup import text
from qa.server.page.rendering.render import byline, language_in_words
from qa.types import Language
from qa.wording.messages import message

SHOWN_DOCUMENTS = 50
_SHOWN_PASSAGES = 20
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class CorpusView:
    """What is looked at: an index, a page of its list from 1 on, and the words it is searched by.

    `changeable` tells whether documents can be added and removed.
    """

    searcher: Searcher
    page: int = 1
    words: str = ""
    changeable: bool = False


def corpus_panel(view: CorpusView, interface: Language) -> str:
    """List the documents; with words, those they name and the passages that hold them."""
    snapshot = view.searcher.open()
    first = (view.page - 1) * SHOWN_DOCUMENTS
    named = list_documents(snapshot.store, view.words, first=first, most=SHOWN_DOCUMENTS)
    found = ""
    if view.words and view.page == 1:
        hits = snapshot.search(view.words, interface, _SHOWN_PASSAGES, dense=False)
        found = _passages(hits, view.words, interface)
        if not named.documents and not found:
            found = f"<p>{text(message('page.corpus_nothing', interface))}</p>"
    heading = text(message("page.corpus", interface))
    change = (
        f'<p><button class="sq-admin-open">{text(message("page.admin", interface))}</button></p>'
        if view.changeable
        else ""
    )
    summary = _summary(snapshot.store.counts(), view.searcher.published_at, interface)
    return (
        f'<article class="sq-source sq-corpus"><header><h2>{heading}</h2>'
        f'<p class="sq-byline">{text(summary)}</p>{change}</header>'
        f'<div class="sq-found">{_list(named.documents, interface)}'
        f"{_pages(view.page, named, interface)}{found}</div></article>"
    )


def _summary(counts: dict[str, int], published_at: float, interface: Language) -> str:
    at = datetime.datetime.fromtimestamp(published_at).astimezone()
    return message(
        "page.corpus_summary",
        interface,
        documents=format_decimal(counts["documents"], locale=interface),
        passages=format_decimal(counts["chunks"], locale=interface),
        date=format_datetime(at, "d MMMM y, HH:mm", locale=interface),
    )


def _list(documents: Sequence[DocumentInfo], interface: Language) -> str:
    items = "".join(
        f'<li><a class="sq-open" href="{document_link(document.id)}">{text(document.title)}</a>'
        f"{_facts(document, interface)}</li>"
        for document in documents
    )
    return f"<ul>{items}</ul>" if items else ""


def _facts(document: DocumentInfo, interface: Language) -> str:
    language = language_in_words(document.language, interface)
    if document.translation_of:
        language = f"{language}, {message('page.translation', interface)}"
    count = message("page.corpus_passages", interface, count=document.passages)
    return byline([document.source, language, count], document.date, interface)


def _pages(page: int, listed: DocumentPage, interface: Language) -> str:
    """Which part of the list is shown, with the way to the parts before and after."""
    if listed.total <= SHOWN_DOCUMENTS or not listed.documents:
        return ""
    first = (page - 1) * SHOWN_DOCUMENTS
    last = first + len(listed.documents)
    numbers = {"first": first + 1, "last": last, "total": listed.total}
    shown = message(
        "page.corpus_part",
        interface,
        **{name: format_decimal(number, locale=interface) for name, number in numbers.items()},
    )
    before = _turn(page - 1, "page.corpus_before", interface) if page > 1 else ""
    after = _turn(page + 1, "page.corpus_after", interface) if last < listed.total else ""
    return f'<p class="sq-pages">{before} <span>{text(shown)}</span> {after}</p>'


def _turn(page: int, key: str, interface: Language) -> str:
    return f'<a class="sq-open" href="{corpus_link(page)}">{text(message(key, interface))}</a>'


def _passages(hits: Sequence[Hit], words: str, interface: Language) -> str:
    if not hits:
        return ""
    wanted = frozenset(normalise(words))
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
