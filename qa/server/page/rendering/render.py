"""Turns of a conversation as HTML that the chat page shows.

Everything from documents and users is escaped, and nothing spans several lines, so that what the
page takes for Markdown holds no Markdown of theirs.
"""

from collections.abc import Sequence

from index.storage import DocumentInfo
from qa.citing.citations import focus_in
from qa.citing.links import link_to_quote
from qa.records.exchanges import Exchange
from qa.server.page.rendering.actions import actions, question_block, suggested, understood
from qa.server.page.rendering.links import document_link, source_link
from qa.server.page.rendering.markup import attribute, block, text
from qa.types import Answer, Citation, Language, Sentence
from qa.understanding.talk import REPLY
from qa.wording.certainty import certainty_in_words
from qa.wording.copies import copies_in_words
from qa.wording.dates import as_of, date_in_words
from qa.wording.messages import message
from qa.wording.places import place_in_words

_QUOTE_CHARACTERS = 240
WELCOME_DOCUMENTS = 8


def chat_messages(
    exchanges: Sequence[Exchange], interface: Language, editing: bool = False
) -> list[dict[str, str]]:
    """Give the messages of a conversation as the chat shows them, with what can be done."""
    messages: list[dict[str, str]] = []
    for turn, exchange in enumerate(exchanges):
        last = turn == len(exchanges) - 1
        asked = question_block(exchange, last, last and editing, interface)
        told = understood(turn, exchange.answer, last) if exchange.answer else ""
        reply = _reply(turn, exchange, interface) + actions(turn, exchange, last, interface)
        messages.append({"role": "user", "content": asked})
        messages.append({"role": "assistant", "content": told + reply})
    return messages


def language_in_words(code: str, interface: Language) -> str:
    """Name the language of a document."""
    return message(f"page.document_language_{_known(code)}", interface, code=code)


def original_in_words(code: str, interface: Language) -> str:
    """Head the original's words."""
    return message(f"page.original_language_{_known(code)}", interface, code=code)


def welcome(
    documents: Sequence[DocumentInfo], questions: Sequence[str], interface: Language
) -> str:
    """Show the first documents, and below questions to begin with, once there are any."""
    items = [
        f'<li><a class="sq-open" href="{document_link(document.id)}">{text(document.title)}'
        f"</a> {byline([document.source], document.date, interface)}</li>"
        for document in documents[:WELCOME_DOCUMENTS]
    ]
    heading = text(message("page.documents", interface))
    rest = ""
    if len(documents) > WELCOME_DOCUMENTS:
        label = text(message("page.all_documents", interface))
        rest = f'<p><a class="sq-open" href="#corpus-all">{label}</a></p>'
    return block(
        "sq-welcome",
        f'<p class="sq-heading">{heading}</p><ul class="sq-documents">{"".join(items)}</ul>{rest}'
        + suggested("page.suggestions", questions, interface),
    )


def byline(facts: Sequence[str | None], date: str | None, language: Language) -> str:
    """The line below a title."""
    parts = [text(part) for part in (*facts, date_in_words(date, language)) if part]
    return f' <span class="sq-byline">{" · ".join(parts)}</span>'


def notice(title: str, sentence: str) -> str:
    """Say why there is no answer."""
    return block("sq-notice", f"<p><strong>{text(title)}</strong></p><p>{text(sentence)}</p>")


def _reply(turn: int, exchange: Exchange, interface: Language) -> str:
    if exchange.notice is not None:
        so_far = f'<p class="sq-so-far">{text(exchange.partial)}</p>' if exchange.partial else ""
        return so_far + block("sq-notice", f"<p>{text(exchange.notice)}</p>")
    if exchange.answer is None:
        if exchange.partial:
            return block("sq-answer sq-partial", f"<p>{text(exchange.partial)}</p>")
        return block("sq-working", f"<p>{text(message('page.working', interface))}</p>")
    if exchange.answer.answered:
        return _answer(turn, exchange.answer)
    if exchange.answer.answerer == REPLY:
        replied = " ".join(sentence.text for sentence in _said(exchange.answer))
        return block("sq-reply", f"<p>{text(replied)}</p>", exchange.answer.language)
    return _refusal(turn, exchange.answer)


def _said(answer: Answer) -> tuple[Sentence, ...]:
    """The sentences of an answer without the one that says how the question was understood."""
    return answer.sentences if answer.understood is None else answer.sentences[1:]


def _answer(turn: int, answer: Answer) -> str:
    sentences = "".join(
        _sentence(turn, sentence, answer) + ("<br>" if "\n" in sentence.end else " ")
        for sentence in _said(answer)
    ).strip()
    sources = "".join(
        f"<li>{_mark(turn, citation, answer.language)} {_entry(turn, citation, answer.language)}"
        f"{_doubt(citation, answer.language)}</li>"
        for citation in answer.citations
    )
    return block(
        f"sq-answer sq-{answer.certainty}",
        f'<p>{sentences}</p><ol class="sq-sources">{sources}</ol>'
        f'<p class="sq-badges"><span class="sq-badge">{text(_origin(answer))}</span> '
        f"<span>{text(certainty_in_words(answer))}</span></p>",
        answer.language,
    )


def _origin(answer: Answer) -> str:
    """Whose words an answer is made of."""
    if answer.model is None:
        return message("page.quoted", answer.language)
    claims = [sentence for sentence in answer.sentences if sentence.citations]
    borne = sum(not _unsupported(sentence, answer) for sentence in claims)
    count = sum(not sentence.remark for sentence in answer.sentences)
    return message(
        "page.written",
        answer.language,
        model=answer.model,
        checked=borne,
        count=count,
    )


def _unsupported(sentence: Sentence, answer: Answer) -> bool:
    """Whether nothing cited bears a sentence out."""
    if sentence.verdict:
        return sentence.verdict.status == "unsupported"
    verdicts = [c.verdict for c in answer.citations if c.number in sentence.citations]
    return not any(verdict is None or verdict.status != "unsupported" for verdict in verdicts)


def _refusal(turn: int, answer: Answer) -> str:
    parts = [f"<p>{text(sentence.text)}</p>" for sentence in _said(answer)]
    if answer.related:
        heading = text(message("answer.refusal_related", answer.language))
        items = "".join(
            f"<li>{_entry(turn, citation, answer.language)}"
            f"<blockquote>{text(_shortened(citation.quote))}</blockquote></li>"
            for citation in answer.related
        )
        parts.append(f'<p class="sq-related">{heading}</p><ul>{items}</ul>')
    return block("sq-refusal", "".join(parts), answer.language)


def _sentence(turn: int, sentence: Sentence, answer: Answer) -> str:
    cited = [c for number in sentence.citations for c in answer.citations if c.number == number]
    marks = "".join(_mark(turn, citation, answer.language) for citation in cited)
    words = _worded(sentence, cited)
    if answer.citations and not sentence.remark and _unsupported(sentence, answer):
        # A sentence with a verdict of its own says so in its text.
        doubt = "" if sentence.verdict else text(message("page.unsupported", answer.language))
        mark = f' <span class="sq-doubt">{doubt}</span>' if doubt else ""
        words = f'<span class="sq-unsupported">{words}{mark}</span>'
    # The marks don't part from the last word at the end of a line.
    return words + (f"&nbsp;{marks}" if marks else "")


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


def _mark(turn: int, citation: Citation, language: Language) -> str:
    """The number of a citation; its title holds the words, which the page shows on focus."""
    quote = message("answer.quoted", language, quote=_shortened(citation.quote))
    facts = [quote, citation.title, citation.source]
    return (
        f'<a class="sq-cite" href="{source_link(turn, citation.number)}"'
        f' title="{attribute(" · ".join(filter(None, facts)))}">[{citation.number}]</a>'
    )


def _entry(turn: int, citation: Citation, language: Language) -> str:
    href = source_link(turn, citation.number)
    said = (
        place_in_words(citation, language),
        citation.source,
        as_of(citation.date, language),
        copies_in_words(citation, language),
    )
    facts: list[str] = [text(fact) for fact in said if fact]
    address = link_to_quote(citation)
    if address:
        label = text(message("page.at_publisher", language))
        facts.append(f'<a class="sq-away" href="{attribute(address)}">{label}</a>')
    return (
        f'<a class="sq-open" href="{href}">{text(citation.title)}</a>'
        f' <span class="sq-byline">{" · ".join(facts)}</span>'
    )


def _doubt(citation: Citation, language: Language) -> str:
    """What the check found wrong is said where the source is named."""
    if citation.verdict is None or citation.verdict.status == "supported":
        return ""
    sentence = message(f"page.verdict_{citation.verdict.status}", language)
    return f' <span class="sq-doubt">{text(sentence)}</span>'


def _shortened(quote_: str) -> str:
    if len(quote_) <= _QUOTE_CHARACTERS:
        return quote_
    return quote_[:_QUOTE_CHARACTERS].rsplit(" ", 1)[0] + "…"


def _known(code: str) -> str:
    return code if code in ("ru", "en") else "other"
