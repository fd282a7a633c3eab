"""What the chat page does when a visitor asks, opens a source or changes the language."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import unquote

from index.errors import SeedQAError
from qa.messages import error_message, message
from qa.server.languages import page_language
from qa.server.loading import PipelineLoader
from qa.server.render import Exchange, chat_messages, document_list, notice
from qa.server.source_panel import citation_panel, document_panel, empty_panel
from qa.settings import Settings
from qa.types import Answer, Citation, Language, Turn

# One update of the page costs about 3 ms of processor time, and the eye sees no more than this.
SECONDS_BETWEEN_UPDATES = 0.08

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the server knows of a conversation; `opened` is the link of the source shown."""

    exchanges: tuple[Exchange, ...] = ()
    opened: str = ""


class Update(NamedTuple):
    """What changes on the page; None leaves a part as it is."""

    messages: list[dict[str, str]] | None = None
    conversation: Conversation | None = None
    question: str | None = None
    panel: str | None = None


class Chat:
    """Answers the page's events; the conversation comes from the server, never the browser."""

    def __init__(self, settings: Settings, loader: PipelineLoader) -> None:
        self._settings = settings
        self._loader = loader

    def language(self, wanted: str, accept_language: str | None) -> Language:
        """The language of the page."""
        return page_language(self._settings, accept_language, wanted)

    def ask(
        self, question: str, conversation: Conversation, interface: Language
    ) -> Iterator[Update]:
        """Answer a question, piece by piece, and open the first source."""
        question = _valid(question)
        if not question.strip():
            return
        asked = Exchange(question)
        yield Update(_shown(conversation, asked, interface), None, "")
        try:
            for piece in self._stream(question, conversation, interface):
                if isinstance(piece, str):
                    partial = replace(asked, partial=piece)
                    yield Update(_shown(conversation, partial, interface))
                else:
                    asked = replace(asked, answer=piece)
        except SeedQAError as error:
            asked = Exchange(question, notice=error_message(error, interface))
        except Exception:
            _logger.exception("A question on the page failed")
            asked = Exchange(question, notice=message("page.failed", interface))
        turn = len(conversation.exchanges)
        cited = asked.answer is not None and bool(asked.answer.citations)
        conversation = Conversation(
            (*conversation.exchanges, asked), f"src-{turn}-1" if cited else ""
        )
        yield Update(
            chat_messages(conversation.exchanges, interface),
            conversation,
            None,
            self.panel(conversation, interface),
        )

    def open(self, link: str, conversation: Conversation, interface: Language) -> Update:
        """Open the source that a link on the page leads to."""
        conversation = replace(conversation, opened=link)
        return Update(None, conversation, None, self.panel(conversation, interface))

    def translate(self, conversation: Conversation, interface: Language) -> Update:
        """Show the page in another language."""
        panel = self.panel(conversation, interface)
        return Update(chat_messages(conversation.exchanges, interface), None, None, panel)

    def panel(self, conversation: Conversation, interface: Language) -> str:
        """The source that is open."""
        kind, _, rest = conversation.opened.partition("-")
        try:
            lookup = self._loader.get().searcher.document
            if kind == "doc":
                document = lookup(_valid(unquote(rest)))
                return document_panel(document, interface) if document else empty_panel(interface)
            citation = _citation(conversation, rest) if kind == "src" else None
            return (
                citation_panel(citation, lookup, interface) if citation else empty_panel(interface)
            )
        except SeedQAError as error:
            if kind not in ("doc", "src"):
                return empty_panel(interface)
            return notice(message("page.not_ready", interface), error_message(error, interface))

    def welcome(self, interface: Language) -> str:
        """What an empty conversation shows: the documents, or why nothing can be asked yet."""
        try:
            return document_list(self._loader.get().searcher.documents(), interface)
        except SeedQAError as error:
            return notice(message("page.not_ready", interface), error_message(error, interface))

    def _stream(
        self, question: str, conversation: Conversation, interface: Language
    ) -> Iterator[str | Answer]:
        """The text so far, at most every so often, and the answer at the end."""
        shown_at = time.monotonic()
        so_far = ""
        history = self._history(conversation)
        for piece in self._loader.get().stream(question, history, fallback=interface):
            if isinstance(piece, Answer):
                yield piece
                return
            so_far += piece
            if time.monotonic() - shown_at >= SECONDS_BETWEEN_UPDATES:
                shown_at = time.monotonic()
                yield so_far

    def _history(self, conversation: Conversation) -> list[Turn]:
        turns: list[Turn] = []
        for exchange in conversation.exchanges:
            if exchange.answer:
                turns.append(Turn("user", exchange.question))
                turns.append(Turn("assistant", exchange.answer.text))
        return turns[max(0, len(turns) - self._settings.max_history_turns) :]


def _shown(
    conversation: Conversation, asked: Exchange, interface: Language
) -> list[dict[str, str]]:
    return chat_messages((*conversation.exchanges, asked), interface)


def _citation(conversation: Conversation, place: str) -> Citation | None:
    """The citation that `turn-number` names, or None where there is none."""
    turn, _, number = place.partition("-")
    if not (turn.isdecimal() and number.isdecimal()) or len(place) > 20:
        return None
    if int(turn) >= len(conversation.exchanges):
        return None
    answer = conversation.exchanges[int(turn)].answer
    shown = (answer.citations or answer.related) if answer else ()
    return next((citation for citation in shown if citation.number == int(number)), None)


def _valid(text: str) -> str:
    """Half a surrogate pair, which JSON can spell, becomes the mark of what isn't text."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
