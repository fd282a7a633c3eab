"""The panel beside the chat: a whole document with the cited words marked."""

from collections.abc import Callable, Sequence

from index.text.units import blocks_of
from index.types import Anchor, Document, Span
from qa.citing.links import web_address
from qa.citing.places import place_of
from qa.server.page.rendering.blocks import MARK_ID, Words, render_blocks
from qa.server.page.rendering.file_pages import OpenPage
from qa.server.page.rendering.markup import attribute, text
from qa.server.page.rendering.render import language_in_words, original_in_words
from qa.types import Citation, Language
from qa.wording.copies import copies_in_words
from qa.wording.dates import date_in_words
from qa.wording.messages import message
from qa.wording.places import place_in_words

# A longer document is shown around the cited words: a page of a megabyte stalls the browser.
SHOWN_CHARACTERS = 60_000

Lookup = Callable[[str], Document | None]


def empty_panel(interface: Language) -> str:
    """What the panel says while no source is open."""
    return f'<div class="sq-empty"><p>{text(message("page.source_hint", interface))}</p></div>'


def citation_panel(
    citation: Citation, lookup: Lookup, interface: Language, anchors: Sequence[Anchor] = ()
) -> str:
    """Show a citation in its document, and the original's words where that is a translation.

    `anchors` are those of the words that answer.
    """
    document = lookup(citation.document_id)
    if document is None or document.text[citation.start : citation.end] != citation.quote:
        # The index has changed since: the words as they were cited are all there is.
        return _article(
            _header_of(citation, interface),
            f'<p><mark id="{MARK_ID}">{text(citation.quote)}</mark></p>',
            citation.language,
        )
    inset = _original(citation, lookup, interface)
    marked = Span(citation.start, citation.end)
    body = _body(document, marked, citation.focus, interface, inset)
    opened = OpenPage(document, citation.place, marked, anchors)
    told = place_in_words(citation, interface)
    copies = copies_in_words(citation, interface)
    header = _header(document, citation.number, interface, told, opened.link(interface), copies)
    return _article(header, body, document.language, opened.picture(interface))


def document_panel(
    document: Document,
    interface: Language,
    span: Span | None = None,
    anchors: Sequence[Anchor] = (),
) -> str:
    """Show a document from its beginning, or with a stretch of it marked, which has `anchors`."""
    body = _body(document, span, None, interface)
    opened = OpenPage(document, place_of(anchors), span, anchors)
    header = _header(document, None, interface, file=opened.link(interface))
    return _article(header, body, document.language, opened.picture(interface))


def _article(header: str, body: str, language: str, picture: str = "") -> str:
    return (
        f'<article class="sq-source">{header}{picture}'
        f'<div class="sq-text" lang="{attribute(language)}">{body}</div></article>'
    )


def _header(
    document: Document,
    number: int | None,
    interface: Language,
    place: str = "",
    file: str = "",
    copies: str = "",
) -> str:
    language = language_in_words(document.language, interface)
    if document.translation_of:
        language = f"{language}, {message('page.translation', interface)}"
    facts = [place, document.source, date_in_words(document.date, interface), language, copies]
    return _heading(document.title, facts, document.url, number, interface, file)


def _header_of(citation: Citation, interface: Language) -> str:
    language = language_in_words(citation.language, interface)
    facts = [citation.source, date_in_words(citation.date, interface), language]
    return _heading(citation.title, facts, citation.url, citation.number, interface)


def _heading(
    title: str,
    facts: Sequence[str | None],
    url: str | None,
    number: int | None,
    interface: Language,
    file: str = "",
) -> str:
    label = text(message("page.source_title", interface)) + (f" [{number}]" if number else "")
    shown = [text(fact) for fact in facts if fact]
    shown += _link(url, message("page.open_page", interface))
    shown += [file] if file else []
    items = "".join(f"<li>{fact}</li>" for fact in shown)
    return (
        f'<header><p class="sq-label">{label}</p><h2>{text(title)}</h2>'
        f'<ul class="sq-facts">{items}</ul></header>'
    )


def _link(url: str | None, label: str) -> list[str]:
    """A link to the publisher's page, where the address is one of the web."""
    address = web_address(url)
    return [f'<a href="{attribute(address)}">{text(label)}</a>'] if address else []


def _original(citation: Citation, lookup: Lookup, interface: Language) -> str:
    """The words that the cited translation stands for, in the paragraphs around them."""
    original = citation.original
    document = lookup(original.document_id) if original else None
    if original is None or document is None:
        return ""
    span = Span(original.start, original.end)
    blocks = _whole(document)
    touched = [i for i, (_, block) in enumerate(blocks) if _touch(block, span)]
    if not touched:
        return ""
    shown = blocks[max(0, touched[0] - 1) : touched[-1] + 2]
    words = Words(document.text, span, original.focus, mark_id=False)
    body = render_blocks(blocks_of(document), shown, words)
    label = original_in_words(original.language, interface)
    return (
        f'<aside class="sq-original" lang="{attribute(original.language)}">'
        f'<p class="sq-label" lang="{interface}">{text(label)}</p>{body}</aside>'
    )


def _body(
    document: Document,
    span: Span | None,
    focus: tuple[int, int] | None,
    interface: Language,
    inset: str = "",
) -> str:
    """The blocks of a document; `inset` follows the marked ones."""
    whole = _whole(document)
    shown = _around(whole, span)
    last = max(
        (i for i, (_, block) in enumerate(shown) if span and _touch(block, span)),
        default=len(shown) - 1,
    )
    blocks, words = blocks_of(document), Words(document.text, span, focus)
    if inset:
        before = render_blocks(blocks, shown[: last + 1], words)
        after = render_blocks(blocks, shown[last + 1 :], words)
    else:
        before, after = render_blocks(blocks, shown, words), ""
    excerpt = ""
    if shown != whole:
        excerpt = f'<p class="sq-excerpt">{text(message("page.excerpt", interface))}</p>'
    return f"{excerpt}{before}{inset}{after}{excerpt}"


def _whole(document: Document) -> list[tuple[int, Span]]:
    """Every block by its number, with all of its words."""
    return [(at, Span(block.start, block.end)) for at, block in enumerate(blocks_of(document))]


def _around(blocks: list[tuple[int, Span]], span: Span | None) -> list[tuple[int, Span]]:
    """As much of the blocks as may be shown, the marked ones in the middle."""
    if not blocks or blocks[-1][1].end <= SHOWN_CHARACTERS:
        return blocks
    middle = span.start if span else 0
    half = SHOWN_CHARACTERS // 2
    first, last = max(0, middle - half), max(middle + half, span.end if span else 0)
    return [
        (at, Span(max(block.start, first), min(block.end, last)))
        for at, block in blocks
        if block.end > first and block.start < last
    ]


def _touch(paragraph: Span, span: Span) -> bool:
    return paragraph.start < span.end and span.start < paragraph.end
