"""Two answers side by side: what each of two things is said to be, and no conclusion."""

from collections.abc import Sequence
from dataclasses import replace

from qa.answerers.extractive.saying import sentences_of
from qa.types import Answer, Question, Sentence
from qa.understanding.comparing import Comparison
from qa.wording.messages import message


def side_by_side(
    question: Question, comparison: Comparison, answers: Sequence[Answer]
) -> Answer | None:
    """Make one answer of those about each thing; None where one has none, or both are the same."""
    first, second = answers
    if not (first.answered and second.answered) or _same(first, second):
        return None
    shift = len(first.citations)
    moved = [replace(citation, number=citation.number + shift) for citation in second.citations]
    told = [
        *_told(comparison.things[0], _quoting(first), question),
        *_told(
            comparison.things[1],
            [
                replace(said, citations=tuple(number + shift for number in said.citations))
                for said in _quoting(second)
            ],
            question,
        ),
    ]
    weaker = min(answers, key=lambda answer: answer.confidence)
    if weaker.certainty == "unsure":
        lead = message("answer.unsure_written", question.language)
        told.insert(0, Sentence(lead, remark=True))
    return replace(
        first,
        question=question.text,
        short=None,
        sentences=tuple(told),
        citations=(*first.citations, *moved),
        confidence=weaker.confidence,
        certainty=weaker.certainty,
    )


def _quoting(answer: Answer) -> list[Sentence]:
    """The sentences of an answer; of an unsure one without what says so, which is said once."""
    if answer.certainty != "unsure":
        return list(answer.sentences)
    plain = sentences_of(answer.citations, answer.language)
    return [
        replace(said, text=bare.text) for said, bare in zip(answer.sentences, plain, strict=True)
    ]


def _told(thing: str, sentences: Sequence[Sentence], question: Question) -> list[Sentence]:
    """The sentences, the first of them under the name of the thing."""
    name = thing[0].upper() + thing[1:]
    said = message("answer.compared", question.language, thing=name, said=sentences[0].text)
    return [replace(sentences[0], text=said), *sentences[1:]]


def _same(first: Answer, second: Answer) -> bool:
    """Whether both rest on the same words."""
    return any(
        ours.document_id == theirs.document_id
        and max(ours.start, theirs.start) < min(ours.end, theirs.end)
        for ours in first.citations
        for theirs in second.citations
    )
