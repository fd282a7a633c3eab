"""From spans to an answer: citations, sentences that quote them, and the pieces they come in."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.citing.citations import Lookup, cite
from qa.types import Answer, Certainty, Citation, Evidence, Language, Question, Sentence
from qa.wording.messages import message

EXTRACTIVE = "extractive"


def cite_all(evidence: Sequence[Evidence], lookup: Lookup) -> tuple[Citation, ...]:
    """Cite evidence, numbered in its order."""
    return tuple(
        cite(
            number,
            item.hit.document,
            item.start,
            item.end,
            lookup,
            focus=item.focus,
            copies=item.hit.copies,
        )
        for number, item in enumerate(evidence, start=1)
    )


def sentences_of(
    citations: Sequence[Citation], language: Language, lead: str | None = None
) -> tuple[Sentence, ...]:
    """A sentence for every citation; `lead`, "likely", "unsure" or "yes_no", leads the first in.

    Of a document in another language that is said once, and what else it says only quoted.
    """
    texts = [_worded(citation, language, lead) for citation in citations[:1]]
    for before, citation in pairwise(citations):
        again = citation.language != language and citation.document_id == before.document_id
        said = citation.view or citation.quote
        texts.append(
            message("answer.quoted", language, quote=said)
            if again
            else _worded(citation, language, None)
        )
    return tuple(
        Sentence(text, (citation.number,)) for text, citation in zip(texts, citations, strict=True)
    )


def answer_of(
    question: Question,
    certainty: Certainty,
    confidence: float,
    sentences: tuple[Sentence, ...],
    citations: tuple[Citation, ...] = (),
    related: tuple[Citation, ...] = (),
) -> Answer:
    """An answer in the words of the sources."""
    return Answer(
        question=question.text,
        language=question.language,
        answered=certainty != "none",
        short=None,
        sentences=sentences,
        citations=citations,
        related=related,
        confidence=round(confidence, 4),
        answerer=EXTRACTIVE,
        certainty=certainty,
    )


def in_pieces(answer: Answer) -> Iterator[str | Sentence]:
    """Give an answer's text word by word, each with the space after it, and every sentence."""
    for number, sentence in enumerate(answer.sentences):
        words = sentence.text.split(" ")
        yield from (f"{word} " for word in words[:-1])
        yield words[-1]
        yield sentence
        if number < len(answer.sentences) - 1:
            yield sentence.end


def _worded(citation: Citation, language: Language, lead: str | None) -> str:
    """The quote itself, with a lead-in where it can't stand alone.

    That is where it is in another language; where yes or no was asked, for whether the words say so
    is left to the asker; and where it may not be what was asked for.
    """
    said = citation.view or citation.quote
    if citation.language == language:
        return message(f"answer.lead_in_{lead}", language, quote=said) if lead else said
    source = citation.language if citation.language in ("ru", "en") else "other"
    key = f"{lead}_{source}" if lead in ("likely", "unsure") else source
    return message(f"answer.lead_in_{key}", language, quote=said, code=citation.language)
