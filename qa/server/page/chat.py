"""What the chat page does when a visitor asks, stops, rates, takes along or opens something."""

import logging
import time
from collections.abc import Iterator
from typing import NamedTuple

from index.errors import SeedQAError
from qa.pipeline import Sources
from qa.records.exchanges import Conversation, Exchange, Rating
from qa.records.store import Feedback
from qa.server.answering.pool import Ask
from qa.server.answering.services import Services
from qa.server.page.corpus_panel import CorpusView, corpus_panel
from qa.server.page.download import download_answers
from qa.server.page.links import Link, parse_link
from qa.server.page.render import chat_messages, notice, welcome
from qa.server.page.source_panel import citation_panel, document_panel, empty_panel
from qa.server.wire.problems import ProblemError
from qa.types import Answer, Language
from qa.wording.messages import error_message, message

# One update of the page costs about 3 ms of processor time, and the eye sees no more than this.
SECONDS_BETWEEN_UPDATES = 0.08
_COMMENT_CHARACTERS = 2_000

_logger = logging.getLogger(__name__)


class Update(NamedTuple):
    """What changes on the page; None leaves a part as it is.

    `commenting` tells whether a comment can be written, `file` is what is to be downloaded.
    """

    messages: list[dict[str, str]] | None = None
    question: str | None = None
    panel: str | None = None
    commenting: bool | None = None
    file: str | None = None


class Chat:
    """Answers the page's events; the conversation is the server's, never the browser's."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._settings = services.settings
        self._loader = services.loader
        self._records = services.records

    def restore(self, key: str, conversation: Conversation, interface: Language) -> Update:
        """Take up the conversation that was kept under a key, after a reload or a restart."""
        if key and key != conversation.key:
            kept = [
                Exchange(e.question, notice=message("page.unfinished", interface))
                if e.pending
                else e
                for e in self._records.load(key)
            ]
            conversation.begin(kept, key)
        return self.show(conversation, interface)

    def ask(
        self,
        question: str,
        conversation: Conversation,
        interface: Language,
        address: str = "unknown",
    ) -> Iterator[Update]:
        """Answer a question, piece by piece, and open the first source.

        While the last question is being edited, this one takes its place; while one is being
        answered, this one stays in its box. Questions of one network address are counted.
        """
        question = _valid(question)
        exchange = conversation.ask(question) if question.strip() else None
        if exchange is None:
            return
        self._save(conversation)
        yield Update(self._messages(conversation, interface), "", commenting=False)
        try:
            self._services.admit_visitor(address, conversation.key)
            for piece in self._stream(question, conversation, interface):
                if isinstance(piece, Answer):
                    following = tuple(self._following(piece, conversation))
                    changed = conversation.change(exchange, answer=piece, following=following)
                else:
                    changed = conversation.change(exchange, partial=piece)
                if changed is None:  # stopped, or cleared
                    yield Update(self._messages(conversation, interface))
                    return
                exchange = changed
                if exchange.pending:
                    yield Update(self._messages(conversation, interface))
        except Exception as error:
            changed = conversation.change(exchange, notice=_excuse(error, interface))
            if changed is None:
                return
            exchange = changed
        cited = exchange.answer is not None and bool(exchange.answer.citations)
        conversation.opened = f"src-{len(conversation.exchanges) - 1}-1" if cited else ""
        self._save(conversation)
        yield self.show(conversation, interface)

    def retry(
        self, conversation: Conversation, interface: Language, address: str = "unknown"
    ) -> Iterator[Update]:
        """Ask the last question once more."""
        if conversation.exchanges and not conversation.exchanges[-1].pending:
            conversation.editing = True
            question = conversation.exchanges[-1].question
            yield from self.ask(question, conversation, interface, address)

    def stop(self, conversation: Conversation, interface: Language) -> Update:
        """End the answer under way; what has come of it stays."""
        if conversation.stop(message("page.stopped", interface)):
            self._save(conversation)
        return Update(self._messages(conversation, interface))

    def act(self, action: str, conversation: Conversation, interface: Language) -> Update:
        """Do what a link or button of the page says; what makes no sense changes nothing."""
        action = _valid(action)
        link = parse_link(action)
        if link is None:
            return Update()
        if link.kind in ("src", "doc", "at", "corpus"):
            conversation.opened = action
            return Update(panel=self.panel(conversation, interface))
        if link.kind in ("up", "down"):
            return self._rate(link, conversation, interface)
        if link.kind in ("edit", "keep"):
            return self._edit(link.kind == "edit", conversation, interface)
        return Update(file=download_answers(link.kind, conversation.answers(), interface))

    def comment(self, text: str, conversation: Conversation, interface: Language) -> Update:
        """Add words to the rating just given."""
        turn = conversation.rated
        if turn is not None and turn < len(conversation.exchanges):
            exchange = conversation.exchanges[turn]
            if exchange.answer and exchange.rating:
                self._keep_rating(conversation, turn, exchange.answer, exchange.rating, text)
        conversation.rated = None
        return Update(self._messages(conversation, interface), commenting=False)

    def begin_anew(self, conversation: Conversation, interface: Language) -> Update:
        """Forget the conversation."""
        self._records.forget(conversation.key)
        conversation.begin()
        return self.show(conversation, interface)._replace(question="")

    def show(self, conversation: Conversation, interface: Language) -> Update:
        """Show the whole of it, as when the language of the page changes."""
        return Update(
            self._messages(conversation, interface),
            None,
            self.panel(conversation, interface),
            conversation.rated is not None,
        )

    def find(self, words: str, conversation: Conversation, interface: Language) -> Update:
        """Search the documents by words, where their list is open."""
        if conversation.opened.startswith("corpus-"):
            return Update(panel=self.panel(conversation, interface, _valid(words)))
        return Update()

    def panel(self, conversation: Conversation, interface: Language, words: str = "") -> str:
        """The source that is open."""
        link = parse_link(conversation.opened)
        if link is None:
            return empty_panel(interface)
        try:
            return self._opened(link, conversation, interface, words) or empty_panel(interface)
        except SeedQAError as error:
            return _not_ready(error_message(error, interface), interface)

    def welcome(self, interface: Language) -> tuple[str, bool]:
        """What an empty conversation shows, and whether that is all there will be.

        It is the documents with questions made of them, or why nothing can be asked yet.
        """
        try:
            documents = self._loader.get().searcher.documents()
            suggestions = self._loader.suggestions()
        except SeedQAError as error:
            return _not_ready(error_message(error, interface), interface), False
        if not documents:  # an index that is being built
            return _not_ready(message("page.no_documents", interface), interface), False
        ready = suggestions.ready
        return welcome(documents, suggestions.opening(interface), interface), ready

    def _messages(self, conversation: Conversation, interface: Language) -> list[dict[str, str]]:
        return chat_messages(conversation.exchanges, interface, conversation.editing)

    def _opened(
        self, link: Link, conversation: Conversation, interface: Language, words: str
    ) -> str | None:
        searcher = self._loader.get().searcher
        if link.kind == "corpus":
            view = CorpusView(searcher, words, self._settings.has_admin)
            return corpus_panel(view, interface)
        if link.kind == "src":
            citation = conversation.citation(link.turn, link.number)
            return citation_panel(citation, searcher.document, interface) if citation else None
        document = searcher.document(link.document_id)
        return document_panel(document, interface, link.span) if document else None

    def _stream(
        self, question: str, conversation: Conversation, interface: Language
    ) -> Iterator[str | Answer]:
        """The text so far, at most every so often, and the answer at the end."""
        shown_at = time.monotonic()
        so_far = ""
        history = tuple(conversation.history(self._settings.max_history_turns))
        ask = Ask(question, history, fallback=interface, channel="page")
        for piece in self._services.answering.pieces_in_thread(ask):
            if isinstance(piece, Answer):
                yield piece
                return
            if isinstance(piece, Sources):
                continue
            so_far += piece
            if time.monotonic() - shown_at >= SECONDS_BETWEEN_UPDATES:
                shown_at = time.monotonic()
                yield so_far

    def _following(self, answer: Answer, conversation: Conversation) -> list[str]:
        asked = [exchange.question for exchange in conversation.exchanges]
        return self._services.following(answer, asked)

    def _rate(self, link: Link, conversation: Conversation, interface: Language) -> Update:
        """Rate an answer; the same button once more takes that back."""
        if link.turn >= len(conversation.exchanges):
            return Update()
        exchange = conversation.exchanges[link.turn]
        rating: Rating = "up" if link.kind == "up" else "down"
        if exchange.answer is None:
            return Update()
        if exchange.rating == rating:
            self._records.withdraw(conversation.key, link.turn)
            conversation.change(exchange, rating=None)
            conversation.rated = None
        else:
            self._keep_rating(conversation, link.turn, exchange.answer, rating, "")
            conversation.change(exchange, rating=rating)
            conversation.rated = link.turn
        self._save(conversation)
        return Update(
            self._messages(conversation, interface), commenting=conversation.rated is not None
        )

    def _keep_rating(
        self, conversation: Conversation, turn: int, answer: Answer, rating: Rating, comment: str
    ) -> None:
        comment = _valid(comment).strip()[:_COMMENT_CHARACTERS]
        feedback = Feedback(answer, rating, comment, time.time())
        self._records.rate(conversation.key, turn, feedback)

    def _edit(self, editing: bool, conversation: Conversation, interface: Language) -> Update:
        """Put the last question back into its box, or leave it as it was asked."""
        last = conversation.exchanges[-1] if conversation.exchanges else None
        if last is None or last.pending or editing == conversation.editing:
            return Update()
        conversation.editing = editing
        return Update(self._messages(conversation, interface), last.question if editing else "")

    def _save(self, conversation: Conversation) -> None:
        self._records.save(conversation.key, conversation.exchanges)


def _excuse(error: Exception, interface: Language) -> str:
    """Say why no answer came."""
    if isinstance(error, SeedQAError):
        return error_message(error, interface)
    if isinstance(error, ProblemError):
        return error.problem(interface).detail
    _logger.error("A question on the page failed", exc_info=error)
    return message("page.failed", interface)


def _not_ready(sentence: str, interface: Language) -> str:
    return notice(message("page.not_ready", interface), sentence)


def _valid(text: str) -> str:
    """Half a surrogate pair, which JSON can spell, becomes the mark of what isn't text."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
