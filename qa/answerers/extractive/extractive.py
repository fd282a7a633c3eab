"""The default answerer: the sentences that answer, word for word."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from index.text.units import paragraph_at
from index.types import Span
from qa.answerers import Context
from qa.answerers.extractive.brief import brief_of
from qa.answerers.extractive.quoting import is_whole, quote_of
from qa.answerers.extractive.saying import (
    EXTRACTIVE,
    answer_of,
    cite_all,
    in_pieces,
    sentences_of,
)
from qa.answerers.extractive.speech import asks_who_said, with_speaker
from qa.citing.citations import Lookup
from qa.types import Answer, Certainty, Citation, Evidence, Language, Question, Reading, Sentence
from qa.understanding.questions import is_yes_no, wants_several
from qa.wording.messages import message

# Where a question asks for several things, further sentences that score this close to the best.
FURTHER_LEAD = 1.5
MOST_SENTENCES = 3
RELATED = 3
# From this confidence on an unsure answer is rather right than wrong: of 360 held-out questions
# below the sure threshold 58 %, and 84 % of those that have an answer.
LIKELY = 0.5
# A paragraph of up to so many characters is quoted whole by who is unsure: of 98 such answers to
# held-out questions 69 % are right then, 65 % by the sentence alone.
LONGEST_PARAGRAPH = 600


class ExtractiveAnswerer:
    """Quotes the best evidence, with a lead-in where it is in another language or unsure only."""

    name = EXTRACTIVE
    model: str | None = None

    def __init__(self, threshold: float, sure: float = 0.0) -> None:
        """Refuse below a confidence of `threshold`, and below `sure` say that it may be wrong."""
        self._threshold = threshold
        self._sure = sure

    def answer(self, question: Question, reading: Reading, lookup: Lookup) -> Answer:
        """Answer, or refuse where the evidence doesn't."""
        certainty = self.certainty(reading)
        if certainty == "none":
            return self.refuse(question, reading, lookup)
        several = wants_several(question.text, question.language)
        chosen = _choose(reading.evidence, question.standalone, several)
        if asks_who_said(question.text):
            chosen = [_attributed(item) for item in chosen]
        # Whose confidence is never that high can't tell which answers need it.
        if certainty == "unsure" and self._sure < 1 and len(chosen) == 1:
            chosen = [_with_paragraph(chosen[0])]
        citations = cite_all(chosen, lookup)
        yes_no = is_yes_no(question.text, question.language)
        lead = "yes_no" if yes_no else None
        if certainty == "unsure":
            lead = "likely" if reading.confidence >= LIKELY else "unsure"
        sentences = sentences_of(citations, question.language, lead)
        if not yes_no and certainty == "sure" and len(citations) == 1:
            sentences = (_with_short(sentences[0], citations[0], question.language),)
        answer = answer_of(question, certainty, reading.confidence, sentences, citations)
        return answer if yes_no else replace(answer, short=_short(citations[0]))

    def stream(
        self, question: Question, reading: Reading, context: Context
    ) -> Iterator[str | Sentence | Answer]:
        answer = self.answer(question, reading, context.lookup)
        yield from in_pieces(answer)
        yield answer

    def certainty(self, reading: Reading) -> Certainty:
        """How sure the evidence lets an answer be."""
        if not reading.evidence or reading.confidence < self._threshold:
            return "none"
        return "sure" if reading.confidence >= self._sure else "unsure"

    def refuse(self, question: Question, reading: Reading, lookup: Lookup) -> Answer:
        """Say that nothing answers, with the nearest passages."""
        sentences = (Sentence(message("answer.refusal", question.language)),)
        passages: list[Evidence] = []
        for evidence in reading.evidence:
            if all(evidence.hit.passage.id != known.hit.passage.id for known in passages):
                passages.append(evidence)
        related = cite_all(
            [_quoted(item, question.standalone, False) for item in passages[:RELATED]], lookup
        )
        return answer_of(question, "none", reading.confidence, sentences, related=related)


def _choose(evidence: Sequence[Evidence], question: str, several: bool) -> list[Evidence]:
    """The best evidence, and what comes close to it and isn't quoted with it anyway.

    Headings are evidence where they are a list, which is given as a whole.
    """
    if several and (headings := list(takewhile(_is_heading, evidence))):
        return headings
    most = MOST_SENTENCES if several else 1
    chosen: list[Evidence] = []
    for item in evidence:
        if len(chosen) == most or evidence[0].score - item.score > FURTHER_LEAD:
            break
        quoted = _quoted(item, question, several)
        # Who asks for several things is given a list alone that is as good as the sentences.
        if several and is_whole(item, Span(quoted.start, quoted.end)):
            return [quoted]
        if not any(_overlap(known, quoted) for known in chosen):
            chosen.append(quoted)
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


def _with_paragraph(item: Evidence) -> Evidence:
    """The whole paragraph where it is short: what was asked for often stands beside."""
    paragraph = paragraph_at(item.hit.document, item.start)
    if paragraph is None or paragraph.kind not in ("paragraph", "item"):
        return item
    if paragraph.end - paragraph.start > LONGEST_PARAGRAPH:
        return item
    return replace(item, start=min(item.start, paragraph.start), end=max(item.end, paragraph.end))


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
