"""The whole way from a question to a checked answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.search import Searcher
from qa.answerers import Terms, WritingAnswerer
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.citing.citations import cite
from qa.reader import Reader
from qa.settings import Settings
from qa.types import Answer, Citation, Language, Question, Sentence, Turn
from qa.understanding.conversation import questions_of
from qa.understanding.talk import REPLY
from qa.ways import Found, Piece, Trace, Ways
from qa.wording.messages import message

__all__ = ["Pipeline", "Sources", "Terms", "Trace"]

_ANY = Terms()


@dataclass(frozen=True, slots=True)
class Sources:
    """The passages that an answer is looked for in, best first."""

    passages: tuple[Citation, ...]


class Pipeline:
    """Question → search → read → compose → verify; every step is one object, passed in."""

    def __init__(
        self,
        settings: Settings,
        searcher: Searcher,
        reader: Reader,
        answerer: ExtractiveAnswerer,
        writer: WritingAnswerer | None = None,
    ) -> None:
        """With a `writer`, it answers by default; `answerer` is there all the same."""
        self.settings = settings
        self.searcher = searcher
        self._reader = reader
        self._answerer = answerer
        self._writer = writer
        self._ways = Ways(settings, reader, answerer, writer)

    def load(self) -> None:
        """Load what the first question would otherwise wait for; raises ModelError."""
        self._reader.load()

    @property
    def answerer(self) -> str:
        """The name of the default answerer."""
        return self.answerers[0]

    @property
    def answerers(self) -> tuple[str, ...]:
        """The names of the answerers, the default one first."""
        return tuple(
            answerer.name for answerer in (self._writer, self._answerer) if answerer is not None
        )

    def ask(
        self,
        text: str,
        history: Sequence[Turn] = (),
        *,
        language: Literal["auto", "ru", "en"] = "auto",
        fallback: Language = "en",
        carry: bool = True,
        terms: Terms = _ANY,
    ) -> Answer:
        """Answer a question; raises QuestionError where it can't be asked.

        Without `carry` it is taken as it is written, whatever was said before.
        """
        return self.trace(
            text, history, language=language, fallback=fallback, carry=carry, terms=terms
        ).answer

    def trace(
        self,
        text: str,
        history: Sequence[Turn] = (),
        *,
        language: Literal["auto", "ru", "en"] = "auto",
        fallback: Language = "en",
        carry: bool = True,
        document: str | None = None,
        terms: Terms = _ANY,
    ) -> Trace:
        """Answer a question and keep what every step gave, to measure it.

        With `document`, its passages are read and nothing is searched.
        """
        questions = self._completed(
            self._questions(text, history, language, fallback, carry), history, terms
        )
        for piece in self._best_steps(questions, terms, document):
            if isinstance(piece, Trace):
                return piece
        raise AssertionError("the steps end with their trace")

    def stream(
        self,
        text: str,
        history: Sequence[Turn] = (),
        *,
        language: Literal["auto", "ru", "en"] = "auto",
        fallback: Language = "en",
        carry: bool = True,
        terms: Terms = _ANY,
    ) -> Iterator[Sources | str | Sentence | Answer]:
        """Give the passages found, the answer's text in pieces as it comes, the checked answer.

        A sentence comes after its text, once it has been checked.
        """
        questions = self._completed(
            self._questions(text, history, language, fallback, carry), history, terms
        )
        for piece in self._best_steps(questions, terms):
            if isinstance(piece, Found):
                yield self._sources(piece)
            else:
                yield piece.answer if isinstance(piece, Trace) else piece

    def _sources(self, found: Found) -> Sources:
        lookup = found.snapshot.document
        return Sources(
            tuple(
                cite(
                    number,
                    hit.document,
                    hit.passage.start,
                    hit.passage.end,
                    lookup,
                    copies=hit.copies,
                )
                for number, hit in enumerate(found.hits[: self.settings.top_k], start=1)
            )
        )

    def understand(
        self,
        text: str,
        history: Sequence[Turn] = (),
        *,
        language: Literal["auto", "ru", "en"] = "auto",
        fallback: Language = "en",
    ) -> Question:
        """Make a standalone question; raises QuestionError where it can't be asked."""
        return self._questions(text, history, language, fallback)[0]

    def _questions(
        self,
        text: str,
        history: Sequence[Turn],
        language: Literal["auto", "ru", "en"],
        fallback: Language,
        carry: bool = True,
    ) -> tuple[Question, ...]:
        return questions_of(
            text,
            history,
            language=language,
            fallback=fallback,
            max_characters=self.settings.max_question_characters,
            carry=carry,
            find=self._reader.find,
        )

    def _completed(
        self, questions: Sequence[Question], history: Sequence[Turn], terms: Terms
    ) -> Sequence[Question]:
        """The questions that leave something out completed by the model where one answers."""
        writer = self._writer
        if writer is None or terms.answerer == self._answerer.name:
            return questions
        return [
            writer.rewrite(question, history, terms) if question.carried else question
            for question in questions
        ]

    def _best_steps(
        self, questions: Sequence[Question], terms: Terms, document: str | None = None
    ) -> Iterator[Piece]:
        """The steps of the question that is answered best; of the only one left, as they come."""
        best: list[Piece] = []
        for question in questions:
            steps = self._told_steps(question, terms, document)
            if question is questions[-1] and not best:
                yield from steps
                return
            made = list(steps)
            if not made or not isinstance(made[-1], Trace):
                return  # nobody waits any more
            if not best or _is_better(_answer_of(made), _answer_of(best)):
                best = made
            if _is_settled(_answer_of(best)):
                break
        yield from best

    def _told_steps(
        self, question: Question, terms: Terms, document: str | None
    ) -> Iterator[Piece]:
        """The steps of a question; one that was typed otherwise, or leaves something out, is told
        first as it is meant."""
        # From here on the question sees this snapshot alone, whatever is published meanwhile.
        steps = self._ways.steps(question, self.searcher.open(), document, terms)
        if question.typed is None and not question.carried:
            yield from steps
            return
        meant = question.standalone if question.carried else question.text
        said = message("answer.understood", question.language, question=meant)
        begun = False
        for piece in steps:
            if not begun and not isinstance(piece, Found):
                begun = True
                yield f"{said} "
                yield Sentence(said, remark=True)
            if isinstance(piece, Trace):
                sentences = (Sentence(said, remark=True), *piece.answer.sentences)
                typed = question.typed or question.text
                answer = replace(
                    piece.answer, question=typed, sentences=sentences, understood=meant
                )
                yield replace(piece, answer=answer)
            else:
                yield piece


def _answer_of(steps: Sequence[Piece]) -> Answer:
    """The answer that steps have come to, which are all there."""
    last = steps[-1]
    assert isinstance(last, Trace)
    return last.answer


def _is_settled(answer: Answer) -> bool:
    """Whether nothing else has to be tried."""
    return answer.certainty == "sure" or answer.answerer == REPLY


def _is_better(answer: Answer, other: Answer) -> bool:
    """Whether an answer to what was meant is better than one to what was typed, or no worse."""
    if answer.answerer == REPLY or other.certainty == "none":
        return True
    if answer.certainty != other.certainty:
        return answer.certainty == "sure"
    return answer.confidence >= other.confidence
