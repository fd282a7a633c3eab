"""The answerer that writes: a model's sentences, each cited and checked, or else quotations."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answerers import Context, Terms
from qa.answerers.extractive.extractive import ExtractiveAnswerer
from qa.answerers.llm.budget import Budget
from qa.answerers.llm.calling import Calls, GivenUp, Spent
from qa.answerers.llm.composing import Composer, Policy, leads_in, marked_as_unsupported
from qa.answerers.llm.drafting import Refused, draft
from qa.answerers.llm.markers import Marked
from qa.answerers.llm.prompt import Given, messages_for
from qa.answerers.llm.rewriting import rewrite
from qa.checking.checker import Checked, Checker, Source
from qa.reader.sight import view_of
from qa.types import Answer, Certainty, Evidence, Question, Reading, Sentence, Turn
from qa.wording.messages import message

WRITTEN = "llm"
# Why a model's answer was given up, where a visitor is told more than that there is none.
_TOLD = {"budget", "unsupported", "language"}

_Checked = tuple[Sentence, Checked | None]


@dataclass(frozen=True, slots=True)
class Writer:
    """What the answerer works with: the model, how its words are checked, what may be spent.

    `passages` is how many the model is given, `policy` what becomes of what they don't bear out.
    """

    model: str
    calls: Calls
    checker: Checker
    budget: Budget
    policy: Policy
    passages: int


class LLMAnswerer:
    """Lets a model write from the best passages, and stands for what it says.

    Where it can't be had, writes in another language or nothing that holds, `extractive` answers,
    with a notice; what `extractive` would refuse, no model is asked.
    """

    name = WRITTEN

    def __init__(self, writer: Writer, extractive: ExtractiveAnswerer) -> None:
        self.model: str | None = writer.model
        self._writer = writer
        self._extractive = extractive

    def stream(
        self, question: Question, reading: Reading, context: Context
    ) -> Iterator[str | Sentence | Answer]:
        certainty = self._extractive.certainty(reading)
        if certainty == "none":
            yield from self._extractive.stream(question, reading, context)
            return
        spent = Spent()
        try:
            answer = yield from self._written(question, reading, context, spent, certainty)
        except Refused:
            answer = self._extractive.refuse(question, reading, context.lookup)
        except GivenUp as error:
            if error.code == "cancelled":
                return
            answer = self._fall_back(question, reading, context, error.code)
        finally:
            self._writer.budget.spend(context.terms.caller, spent.usage)
        yield replace(answer, usage=spent.usage)

    def rewrite(self, question: Question, history: Sequence[Turn], terms: Terms) -> Question:
        """Complete a question that leaves something out, by the model where it may be called."""
        if not self._writer.budget.allows(terms.caller):
            return question
        spent = Spent()
        try:
            return rewrite(question, history, self._writer.calls, terms, spent)
        finally:
            self._writer.budget.spend(terms.caller, spent.usage)

    def _written(
        self,
        question: Question,
        reading: Reading,
        context: Context,
        spent: Spent,
        certainty: Certainty,
    ) -> Generator[str | Sentence, None, Answer]:
        """Pass on what the model writes, and give the answer made of it."""
        sources = sources_of(reading.evidence)[: self._writer.passages]
        composer = Composer(question, sources, context.lookup, self._writer.checker)
        told: list[_Checked] = []
        if certainty == "unsure":
            lead = Sentence(message("answer.unsure_written", question.language), remark=True)
            told.append((lead, None))
            yield f"{lead.text} "
            yield lead
        between = ""
        for piece in self._drafted(question, sources, context, spent):
            if isinstance(piece, str):
                yield between + piece
                between = ""
                continue
            between = piece.end
            sentence, checked = composer.check(piece)
            told.append((sentence, checked))
            if checked:
                spent.verdicts.append(checked.verdict.status)
            if checked and is_unsupported(checked):
                sentence = marked_as_unsupported(sentence, question)
                yield sentence.text.removeprefix(piece.text)
            yield sentence
        if all(checked is None or is_unsupported(checked) for _, checked in told):
            raise GivenUp("unsupported")
        sentences = tuple(self._kept(told, composer))
        if any(is_doubtful(sentence) for sentence, _ in told):
            certainty = "unsure"
        return Answer(
            question=question.text,
            language=question.language,
            answered=True,
            short=None,
            sentences=sentences,
            citations=tuple(composer.citations),
            related=(),
            confidence=round(reading.confidence, 4),
            answerer=WRITTEN,
            model=self.model,
            certainty=certainty,
        )

    def _drafted(
        self, question: Question, sources: Sequence[Source], context: Context, spent: Spent
    ) -> Iterator[str | Marked]:
        """What the model writes; of passages too long for it the last are left out."""
        given = list(map(_given, sources))
        while True:
            if not self._writer.budget.allows(context.terms.caller):
                raise GivenUp("budget")
            messages = messages_for(question.standalone, question.language, given)
            pieces = self._writer.calls.stream(messages, context.terms, spent)
            try:
                yield from draft(pieces, len(given), question.language)
                return
            except GivenUp as error:
                if error.code != "overflow" or len(given) == 1:
                    raise
            given.pop()

    def _kept(self, told: Sequence[_Checked], composer: Composer) -> Sequence[Sentence]:
        """The sentences that are said, what isn't borne out treated by the policy."""
        kept: list[Sentence] = []
        for sentence, checked in told:
            if checked is None or not is_unsupported(checked):
                kept.append(sentence)
            elif self._writer.policy == "mark":
                kept.append(marked_as_unsupported(sentence, composer.question))
            elif self._writer.policy == "replace" and (quoted := composer.quote(checked, sentence)):
                kept.append(quoted)
            elif kept and sentence.end.count("\n") > kept[-1].end.count("\n"):
                # The paragraph that ended with what is left out ends with what came before.
                kept[-1] = replace(kept[-1], end=sentence.end)
        if kept[-1].remark and leads_in(kept[-1].text) and told[-1][0] is not kept[-1]:
            kept.pop()  # of what it led in nothing is left
        return kept

    def _fall_back(
        self, question: Question, reading: Reading, context: Context, code: str
    ) -> Answer:
        answer = self._extractive.answer(question, reading, context.lookup)
        key = f"answer.fallback_{code if code in _TOLD else 'unavailable'}"
        notice = Sentence(message(key, question.language), remark=True, end="\n\n")
        return replace(answer, sentences=(notice, *answer.sentences), fallback=code)


def is_unsupported(checked: Checked) -> bool:
    """Whether a sentence was found not to be borne out."""
    return checked.verdict.status == "unsupported"


def is_doubtful(sentence: Sentence) -> bool:
    """Whether a sentence was found to be borne out in part or not at all."""
    return sentence.verdict is not None and sentence.verdict.status != "supported"


def sources_of(evidence: Sequence[Evidence]) -> list[Source]:
    """The passages of evidence, that with the best first, each with its units in order."""
    units: dict[int, list[Evidence]] = {}
    for item in evidence:
        units.setdefault(item.hit.passage.id, []).append(item)
    return [
        Source(tuple(sorted(of_passage, key=lambda item: item.start)))
        for of_passage in units.values()
    ]


def _given(source: Source) -> Given:
    document = source.document
    return Given(document.title, view_of(source.units[0].hit).text, document.date)
