"""What the routes and the page share."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from starlette.requests import Request

from index.errors import SeedQAError
from qa.records.store import Records
from qa.server.answering.given import GivenAnswers
from qa.server.answering.loading import PipelineLoader
from qa.server.answering.pool import Answering, Ask
from qa.server.guards.callers import Callers
from qa.server.guards.rates import Action, Rates
from qa.server.wire.languages import language_asked_for, language_of
from qa.settings import Settings
from qa.suggesting.suggestions import Suggestions, no_suggestions, suggestions_of
from qa.types import Answer


@dataclass(frozen=True, slots=True)
class Services:
    """One server's parts, made once."""

    settings: Settings
    loader: PipelineLoader
    answering: Answering
    callers: Callers
    rates: Rates
    records: Records
    given: GivenAnswers = field(default_factory=GivenAnswers)

    @classmethod
    def of(cls, settings: Settings, loader: PipelineLoader) -> "Services":
        """Put the parts together."""
        return cls(
            settings,
            loader,
            Answering(settings, loader),
            Callers(settings.known_tokens, settings.require_token, settings.is_private),
            Rates(settings),
            Records(settings.records_file, settings.keep_days),
        )

    def admit(self, request: Request, action: Action = "question") -> None:
        """Count what a request does; raises ProblemError (401, 403, 429)."""
        self.rates.count(self.callers.who(request.scope), action)

    def ask(self, request: Request, ask: Ask) -> Ask:
        """Give a question its fallback, and its request the language that the question asks for."""
        fallback = language_of(request.scope)
        told = {"question": ask.question, "language": ask.language}
        request.state.language = language_asked_for(told) or fallback
        caller = self.callers.who(request.scope)
        return replace(ask, fallback=fallback, caller=caller.token, visitor=caller.visitor)

    def following(self, answer: Answer, asked: Sequence[str]) -> list[str]:
        """Questions to go on with, none while they are still being made."""
        try:
            return self.suggestions().following(answer, asked)
        except SeedQAError:
            return []

    def suggestions(self) -> Suggestions:
        """Questions made of the documents as they are now, or soon; raises SeedQAError.

        There are none where the settings want none.
        """
        pipeline = self.loader.get()
        if not self.settings.suggestions:
            return no_suggestions()
        made = suggestions_of(pipeline)
        work = made.make(pipeline)
        if work:
            self.answering.when_quiet(work)
        return made
