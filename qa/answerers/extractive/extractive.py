"""The default answerer: the sentences that answer, word for word."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from index.text.units import paragraph_at
from index.types import Span
from qa.answerers.extractive.brief import brief_of
from qa.answerers.extractive.quoting import is_whole, quote_of
from qa.answerers.extractive.speech import asks_who_said, with_speaker
from qa.citing.citations import Lookup, cite
from qa.types import Answer, Certainty, Citation, Evidence, Language, Question, Reading, Sentence
from qa.understanding.questions import is_yes_no, wants_several
from qa.wording.messages import message

# Where a question asks for several things, further sentences that score this close to the best.
FURTHER_LEAD = 1.5
MOST_SENTENCES = 3
RELATED = 3


class ExtractiveAnswerer:
    """Quotes the best evidence, with a lead-in where it is in another language or unsure only."""

    name = "extractive"
    model: str | None = None

    def __init__(self, threshold: float, sure: float = 0.0) -> None:
        """Refuse below a confidence of `threshold`, and below `sure` say that it may be wrong."""
        self._threshold = threshold
        self._sure = sure

    def answer(self, question: Question, reading: Reading, lookup: Lookup) -> Answer:
        if not reading.evidence or reading.confidence < self._threshold:
            return self._refuse(question, reading, lookup)
        several = wants_several(question.text, question.language)
        chosen = _choose(reading.evidence, question.standalone, several)
        if asks_who_said(question.text):
            chosen = [_attributed(item) for item in chosen]
        citations = _cite(chosen, lookup)
        certainty: Certainty = "sure" if reading.confidence >= self._sure else "unsure"
        yes_no = is_yes_no(question.text, question.language)
        lead = "unsure" if certainty == "unsure" else "yes_no" if yes_no else None
        sentences = tuple(
            Sentence(
                _worded(citation, question.language, lead if citation.number == 1 else None),
                (citation.number,),
            )
            for citation in citations
        )
        if yes_no:
            return _answer(question, reading, certainty, sentences, citations, ())
        if certainty == "sure" and len(citations) == 1:
            sentences = (_with_short(sentences[0], citations[0], question.language),)
        answer = _answer(question, reading, certainty, sentences, citations, ())
        return replace(answer, short=_short(citations[0]))

    def stream(
        self, question: Question, reading: Reading, lookup: Lookup
    ) -> Iterator[str | Answer]:
        answer = self.answer(question, reading, lookup)
        for number, sentence in enumerate(answer.sentences):
            yield from _pieces(sentence.text)
            if number < len(answer.sentences) - 1:
                yield " "
        yield answer

    def _refuse(self, question: Question, reading: Reading, lookup: Lookup) -> Answer:
        sentences = (Sentence(message("answer.refusal", question.language)),)
        passages: list[Evidence] = []
        for evidence in reading.evidence:
            if all(evidence.hit.passage.id != known.hit.passage.id for known in passages):
                passages.append(evidence)
        related = _cite(
            [_quoted(item, question.standalone, False) for item in passages[:RELATED]], lookup
        )
        return _answer(question, reading, "none", sentences, (), related)


def _cite(evidence: Sequence[Evidence], lookup: Lookup) -> tuple[Citation, ...]:
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


def _choose(evidence: Sequence[Evidence], question: str, several: bool) -> list[Evidence]:
    """The best evidence, and what comes close to it and isn't quoted with it anyway.

    Headings are evidence where they are a list, which is given as a whole.
    """
    if several and (headings := list(takewhile(_is_heading, evidence))):
        return headings
    most = MOST_SENTENCES if several else 1
    chosen = [_quoted(evidence[0], question, several)]
    if several and is_whole(evidence[0], Span(chosen[0].start, chosen[0].end)):
        return chosen
    for item in evidence[1:]:
        if len(chosen) == most or evidence[0].score - item.score > FURTHER_LEAD:
            break
        item = _quoted(item, question, several)
        if not any(_overlap(known, item) for known in chosen):
            chosen.append(item)
    return chosen


def _is_heading(item: Evidence) -> bool:
    paragraph = paragraph_at(item.hit.document, item.start)
    return (
        paragraph is not None
        and Span(item.start, item.end) == Span(paragraph.start, paragraph.end)
        and paragraph.kind == "heading"
    )


def _quoted(item: Evidence, question: str, several: bool) -> Evidence:
    quote = quote_of(item, question, several)
    # A list answers as a whole, with no words of it alone.
    focus = None if is_whole(item, quote) else item.focus
    return replace(item, start=quote.start, end=quote.end, focus=focus)


def _attributed(item: Evidence) -> Evidence:
    """Add to a quotation the sentence that names its speaker, whose name then answers."""
    found = with_speaker(item.hit.document, item.start, item.end)
    if not found:
        return item
    quote, name = found
    return replace(item, start=quote.start, end=quote.end, focus=(name.start, name.end))


def _overlap(first: Evidence, second: Evidence) -> bool:
    if first.hit.document.id != second.hit.document.id:
        return False
    return max(first.start, second.start) < min(first.end, second.end)


def _worded(citation: Citation, language: Language, lead: str | None) -> str:
    """The quote itself, with a lead-in where it can't stand alone.

    That is where it is in another language; where yes or no was asked, for whether the words say so
    is left to the asker; and where it may not be what was asked for.
    """
    said = citation.view or citation.quote
    if citation.language == language:
        return message(f"answer.lead_in_{lead}", language, quote=said) if lead else said
    source = citation.language if citation.language in ("ru", "en") else "other"
    key = f"unsure_{source}" if lead == "unsure" else source
    return message(f"answer.lead_in_{key}", language, quote=said, code=citation.language)


def _with_short(sentence: Sentence, citation: Citation, language: Language) -> Sentence:
    """Say the answering words first, where there are some and they aren't all of it."""
    brief = brief_of(citation, language)
    return replace(sentence, text=f"{brief} {sentence.text}") if brief else sentence


def _short(citation: Citation) -> str | None:
    """The answering words alone."""
    if citation.focus is None:
        return None
    start, end = citation.focus
    return citation.quote[start - citation.start : end - citation.start]


def _answer(
    question: Question,
    reading: Reading,
    certainty: Certainty,
    sentences: tuple[Sentence, ...],
    citations: tuple[Citation, ...],
    related: tuple[Citation, ...],
) -> Answer:
    return Answer(
        question=question.text,
        language=question.language,
        answered=certainty != "none",
        short=None,
        sentences=sentences,
        citations=citations,
        related=related,
        confidence=round(reading.confidence, 4),
        answerer=ExtractiveAnswerer.name,
        certainty=certainty,
    )


def _pieces(text: str) -> list[str]:
    """Words with the space after them."""
    words = text.split(" ")
    return [f"{word} " for word in words[:-1]] + words[-1:]
