"""Turns of a conversation as HTML that the chat page shows.

Everything from documents and users is escaped, and nothing spans several lines, so that what the
page takes for Markdown holds no Markdown of theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from index.types import Document
from qa.citations import focus_in
from qa.dates import date_in_words
from qa.messages import message
from qa.talk import REPLY
from qa.types import Answer, Citation, Language, Sentence

_RELATED_QUOTE_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer, or with the notice why there is none; neither: under way."""

    question: str
    answer: Answer | None = None
    notice: str | None = None
    partial: str = ""


def chat_messages(exchanges: Sequence[Exchange], interface: Language) -> list[dict[str, str]]:
    """Give the messages of a conversation as the chat shows them."""
    messages: list[dict[str, str]] = []
    for turn, exchange in enumerate(exchanges):
        messages.append({"role": "user", "content": _block("sq-question", text(exchange.question))})
        messages.append({"role": "assistant", "content": _reply(turn, exchange, interface)})
    return messages


def text(value: str) -> str:
    """Escape a text; its line breaks stay visible."""
    return escape(value).replace("\r", "").replace("\n", "<br>")


def attribute(value: str) -> str:
    """Escape the value of an attribute; it stays on one line."""
    return escape(" ".join(value.split()))


def language_in_words(code: str, interface: Language) -> str:
    """Name the language of a document."""
    return message(f"page.document_language_{_known(code)}", interface, code=code)


def original_in_words(code: str, interface: Language) -> str:
    """Head the original's words."""
    return message(f"page.original_language_{_known(code)}", interface, code=code)


def document_list(documents: Sequence[Document], interface: Language) -> str:
    """List what the index holds, each in the reader's language where there is a translation."""
    items = [
        f'<li><a class="sq-open" href="#doc-{quote(document.id, safe="")}">{text(document.title)}'
        f"</a> {_byline(document.source, document.date, interface)}</li>"
        for document in _in_language(documents, interface)
    ]
    if not items:
        return ""
    heading = text(message("page.documents", interface))
    return _block("sq-welcome sq-documents", f"<p>{heading}</p><ul>{''.join(items)}</ul>")


def notice(title: str, sentence: str) -> str:
    """Say why there is no answer."""
    return _block("sq-notice", f"<p><strong>{text(title)}</strong></p><p>{text(sentence)}</p>")


def _reply(turn: int, exchange: Exchange, interface: Language) -> str:
    if exchange.notice is not None:
        return _block("sq-notice", f"<p>{text(exchange.notice)}</p>")
    if exchange.answer is None:
        if exchange.partial:
            return _block("sq-answer sq-partial", f"<p>{text(exchange.partial)}</p>")
        return _block("sq-working", f"<p>{text(message('page.working', interface))}</p>")
    if exchange.answer.answered:
        return _answer(turn, exchange.answer)
    if exchange.answer.answerer == REPLY:
        return _block("sq-reply", f"<p>{text(exchange.answer.text)}</p>", exchange.answer.language)
    return _refusal(turn, exchange.answer)


def _answer(turn: int, answer: Answer) -> str:
    sentences = " ".join(_sentence(turn, sentence, answer) for sentence in answer.sentences)
    sources = "".join(
        f"<li>{_mark(turn, citation)} {_entry(turn, citation, answer.language)}"
        f"{_doubt(citation, answer.language)}</li>"
        for citation in answer.citations
    )
    level = "high" if answer.confidence >= 0.8 else "fair" if answer.confidence >= 0.5 else "low"
    confidence = text(message(f"answer.confidence_{level}", answer.language))
    return _block(
        "sq-answer",
        f'<p>{sentences}</p><ol class="sq-sources">{sources}</ol>'
        f'<p class="sq-confidence">{confidence}</p>',
        answer.language,
    )


def _refusal(turn: int, answer: Answer) -> str:
    parts = [f"<p>{text(sentence.text)}</p>" for sentence in answer.sentences]
    if answer.related:
        heading = text(message("answer.refusal_related", answer.language))
        items = "".join(
            f"<li>{_entry(turn, citation, answer.language)}"
            f"<blockquote>{text(_shortened(citation.quote))}</blockquote></li>"
            for citation in answer.related
        )
        parts.append(f'<p class="sq-related">{heading}</p><ul>{items}</ul>')
    return _block("sq-refusal", "".join(parts), answer.language)


def _sentence(turn: int, sentence: Sentence, answer: Answer) -> str:
    by_number = {citation.number: citation for citation in answer.citations}
    marks = "".join(_mark(turn, by_number[n]) for n in sentence.citations if n in by_number)
    cited = [by_number[number] for number in sentence.citations if number in by_number]
    # The marks don't part from the last word at the end of a line.
    return _worded(sentence, cited) + (f"&nbsp;{marks}" if marks else "")


def _worded(sentence: Sentence, cited: Sequence[Citation]) -> str:
    """The sentence with the words that answer brought out."""
    focus = focus_in(sentence, cited)
    if focus is None:
        return text(sentence.text)
    before, words, after = (
        text(sentence.text[: focus.start]),
        text(sentence.text[focus.start : focus.end]),
        text(sentence.text[focus.end :]),
    )
    return f"{before}<strong>{words}</strong>{after}"


def _mark(turn: int, citation: Citation) -> str:
    title = " · ".join(filter(None, [citation.title, citation.source]))
    return (
        f'<a class="sq-cite" href="#src-{turn}-{citation.number}" title="{attribute(title)}">'
        f"[{citation.number}]</a>"
    )


def _entry(turn: int, citation: Citation, language: Language) -> str:
    link = f'<a class="sq-open" href="#src-{turn}-{citation.number}">{text(citation.title)}</a>'
    return f"{link} {_byline(citation.source, citation.date, language)}"


def _byline(source: str | None, date: str | None, language: Language) -> str:
    parts = [text(part) for part in (source, date_in_words(date, language)) if part]
    return f'<span class="sq-byline">{" · ".join(parts)}</span>'


def _doubt(citation: Citation, language: Language) -> str:
    """What the check found wrong is said where the source is named."""
    if citation.verdict is None or citation.verdict.status == "supported":
        return ""
    sentence = message(f"page.verdict_{citation.verdict.status}", language)
    return f' <span class="sq-doubt">{text(sentence)}</span>'


def _in_language(documents: Sequence[Document], interface: Language) -> list[Document]:
    """Of a document and its translations the one to show, in the order of the originals."""
    groups: dict[str, list[Document]] = {}
    for document in sorted(documents, key=lambda document: document.translation_of is not None):
        groups.setdefault(document.translation_of or document.id, []).append(document)
    return [
        next((version for version in versions if version.language == interface), versions[0])
        for versions in groups.values()
    ]


def _shortened(quote_: str) -> str:
    if len(quote_) <= _RELATED_QUOTE_CHARACTERS:
        return quote_
    return quote_[:_RELATED_QUOTE_CHARACTERS].rsplit(" ", 1)[0] + "…"


def _known(code: str) -> str:
    return code if code in ("ru", "en") else "other"


def _block(classes: str, inner: str, language: Language | None = None) -> str:
    lang = f' lang="{language}"' if language else ""
    return f'<div class="{classes}"{lang}>{inner}</div>'
