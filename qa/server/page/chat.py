"""What the chat page does when a visitor asks, stops, rates, takes along or opens something."""

import time
from collections.abc import Iterator
from dataclasses import replace

from index.errors import SeedQAError
from qa.records.exchanges import Conversation, Exchange, Rating
from qa.records.store import Feedback
from qa.server.answering.pool import Ask
from qa.server.answering.services import Services
from qa.server.guards.rates import Action, Caller
from qa.server.page.download import download_answers
from qa.server.page.panels import Panels
from qa.server.page.rendering.links import Link, parse_link
from qa.server.page.rendering.render import chat_messages
from qa.server.page.updates import Update, excuse, valid
from qa.server.wire.problems import ProblemError
from qa.types import Answer, Language
from qa.wording.messages import message

# One update of the page costs about 3 ms of processor time, and the eye sees no more than this.
SECONDS_BETWEEN_UPDATES = 0.08
COMMENT_CHARACTERS = 2_000
# Nobody searches by more words than a sentence has; what is longer is cut.
FIND_CHARACTERS = 200
_SOMEBODY = Caller("unknown")


class Chat:
    """Answers the page's events; the conversation is the server's, never the browser's.

    What a visitor does is counted by their address; what can't be kept is told to them.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._settings = services.settings
        self._records = services.records
        self._panels = Panels(services)

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
        visitor: Caller = _SOMEBODY,
        carry: bool = True,
    ) -> Iterator[Update]:
        """Answer a question, piece by piece, and open the first source.

        While the last question is being edited, this one takes its place; while one is being
        answered, this one stays in its box. Without `carry` it is asked as it is written.
        """
        question = valid(question)
        exchange = conversation.ask(question, carry) if question.strip() else None
        if exchange is None:
            return
        told = self._save(conversation, interface)
        yield Update(self._messages(conversation, interface), "", commenting=False, told=told)
        try:
            self._count("question", conversation, visitor)
            for piece in self._stream(exchange, conversation, interface):
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
            changed = conversation.change(exchange, notice=excuse(error, interface))
            if changed is None:
                return
            exchange = changed
        cited = exchange.answer is not None and bool(exchange.answer.citations)
        conversation.opened = f"src-{len(conversation.exchanges) - 1}-1" if cited else ""
        told = self._save(conversation, interface)
        yield self.show(conversation, interface)._replace(told=told)

    def retry(
        self,
        conversation: Conversation,
        interface: Language,
        visitor: Caller = _SOMEBODY,
        carry: bool = True,
    ) -> Iterator[Update]:
        """Ask the last question once more as it was asked; without `carry`, as it is written."""
        if conversation.exchanges and not conversation.exchanges[-1].pending:
            conversation.editing = True
            last = conversation.exchanges[-1]
            carried = carry and last.carry
            yield from self.ask(last.question, conversation, interface, visitor, carried)

    def stop(self, conversation: Conversation, interface: Language) -> Update:
        """End the answer under way; what has come of it stays."""
        told = None
        if conversation.stop(message("page.stopped", interface)):
            told = self._save(conversation, interface)
        return Update(self._messages(conversation, interface), told=told)

    def act(
        self,
        action: str,
        conversation: Conversation,
        interface: Language,
        visitor: Caller = _SOMEBODY,
    ) -> Update:
        """Do what a link or button of the page says; what makes no sense changes nothing."""
        action = valid(action)
        link = parse_link(action)
        if link is None:
            return Update()
        if link.kind == "corpus":
            conversation.opened = action
            words = "" if action == "corpus-all" else conversation.searched
            return self.find(words, conversation, interface, visitor)
        if link.kind in ("src", "doc", "at"):
            conversation.opened = action
            return Update(panel=self._panels.opened(conversation, interface))
        if link.kind in ("up", "down"):
            return self._rate(link, conversation, interface, visitor)
        if link.kind in ("edit", "keep"):
            return self._edit(link.kind == "edit", conversation, interface)
        return Update(file=download_answers(link.kind, conversation.answers(), interface))

    def comment(
        self,
        text: str,
        conversation: Conversation,
        interface: Language,
        visitor: Caller = _SOMEBODY,
    ) -> Update:
        """Add words to the rating just given; where they can't be kept, they can be sent again."""
        turn = conversation.rated
        exchange = None
        if turn is not None and turn < len(conversation.exchanges):
            exchange = conversation.exchanges[turn]
        told = None
        if turn is not None and exchange and exchange.answer and exchange.rating:
            words = valid(text).strip()[:COMMENT_CHARACTERS]
            given = Feedback(exchange.answer, exchange.rating, words, time.time())
            try:
                self._count("feedback", conversation, visitor)
                self._records.rate(conversation.key, turn, given)
            except (ProblemError, SeedQAError) as error:
                return Update(told=excuse(error, interface))
            told = message("page.rated", interface)
        conversation.rated = None
        return Update(self._messages(conversation, interface), commenting=False, told=told)

    def begin_anew(self, conversation: Conversation, interface: Language) -> Update:
        """Forget the conversation; one that can't be deleted stays in sight."""
        try:
            self._records.forget(conversation.key)
        except SeedQAError:
            if conversation.kept:
                return Update(told=message("page.not_deleted", interface))
        conversation.begin()
        return self.show(conversation, interface)._replace(question="")

    def show(self, conversation: Conversation, interface: Language) -> Update:
        """Show the whole of it, as when the language of the page changes."""
        return Update(
            self._messages(conversation, interface),
            None,
            self._panels.opened(conversation, interface),
            conversation.rated is not None,
        )

    def find(
        self,
        words: str,
        conversation: Conversation,
        interface: Language,
        visitor: Caller = _SOMEBODY,
    ) -> Update:
        """Search the documents by words, where their list is open; other words from its start."""
        if not conversation.opened.startswith("corpus-"):
            return Update()
        words = valid(words).strip()[:FIND_CHARACTERS]
        if words != conversation.searched:
            conversation.searched, conversation.opened = words, "corpus-all"
        try:
            if words:
                self._count("search", conversation, visitor)
        except ProblemError as error:
            return Update(told=excuse(error, interface))
        return Update(panel=self._panels.opened(conversation, interface, words))

    def welcome(self, interface: Language) -> tuple[str, bool]:
        """What an empty conversation shows, and whether that is all there will be."""
        return self._panels.welcome(interface)

    def _count(self, action: Action, conversation: Conversation, visitor: Caller) -> None:
        self._services.rates.count(replace(visitor, session=conversation.key or None), action)

    def _messages(self, conversation: Conversation, interface: Language) -> list[dict[str, str]]:
        return chat_messages(conversation.exchanges, interface, conversation.editing)

    def _stream(
        self, exchange: Exchange, conversation: Conversation, interface: Language
    ) -> Iterator[str | Answer]:
        """The text so far, at most every so often, and the answer at the end."""
        shown_at = time.monotonic()
        so_far = ""
        history = tuple(conversation.history(self._settings.max_history_turns))
        ask = Ask(
            exchange.question,
            history,
            fallback=interface,
            channel="page",
            visitor=f"session {conversation.key}",
            carry=exchange.carry,
        )
        for piece in self._services.answering.pieces_in_thread(ask):
            if isinstance(piece, Answer):
                yield piece
                return
            if not isinstance(piece, str):
                continue
            so_far += piece
            if time.monotonic() - shown_at >= SECONDS_BETWEEN_UPDATES:
                shown_at = time.monotonic()
                yield so_far

    def _following(self, answer: Answer, conversation: Conversation) -> list[str]:
        asked = [exchange.question for exchange in conversation.exchanges]
        return self._services.following(answer, asked)

    def _rate(
        self, link: Link, conversation: Conversation, interface: Language, visitor: Caller
    ) -> Update:
        """Rate an answer; the same button once more takes that back."""
        if link.turn >= len(conversation.exchanges):
            return Update()
        exchange = conversation.exchanges[link.turn]
        if exchange.answer is None:
            return Update()
        pressed: Rating = "up" if link.kind == "up" else "down"
        rating = None if exchange.rating == pressed else pressed
        try:
            self._count("feedback", conversation, visitor)
            if rating:
                given = Feedback(exchange.answer, rating, "", time.time())
                self._records.rate(conversation.key, link.turn, given)
            else:
                self._records.withdraw(conversation.key, link.turn)
        except (ProblemError, SeedQAError) as error:
            return Update(told=excuse(error, interface))
        conversation.change(exchange, rating=rating)
        conversation.rated = link.turn if rating else None
        told = self._save(conversation, interface)
        return Update(
            self._messages(conversation, interface), commenting=rating is not None, told=told
        )

    def _edit(self, editing: bool, conversation: Conversation, interface: Language) -> Update:
        """Put the last question back into its box, or leave it as it was asked."""
        last = conversation.exchanges[-1] if conversation.exchanges else None
        if last is None or last.pending or editing == conversation.editing:
            return Update()
        conversation.editing = editing
        return Update(self._messages(conversation, interface), last.question if editing else "")

    def _save(self, conversation: Conversation, interface: Language) -> str | None:
        """Keep the conversation; gives the words for it where that fails, said once."""
        try:
            self._records.save(conversation.key, conversation.exchanges)
        except SeedQAError:
            was_kept, conversation.kept = conversation.kept, False
            return message("page.not_kept", interface) if was_kept else None
        conversation.kept = True
        return None
