"""How much of a document a quote takes: the words found, and what they can't be read without."""

import re
from collections.abc import Sequence

from anyascii import anyascii

from index.text.names import name_keys, question_keys
from index.text.paragraphs import trim
from index.text.sentences import has_predicate
from index.text.units import (
    Paragraph,
    blocks_of,
    list_around,
    paragraph_at,
    paragraphs_within,
)
from index.text.words import is_cyrillic, normalise
from index.types import Block, Document, Span
from qa.answerers.extractive.lists import asks_for_list
from qa.types import Evidence

# A sentence that opens like this can't be understood without the one before it.
_LEANING = re.compile(
    r"[\W_]*(?:он|она|оно|они|это|этот|эта|эти|такой|такая|такое|такие|там|здесь|тогда|их|его|её"
    r"|he|she|it|they|this|these|those|such|there|its|their|his|her)\b",
    re.I,
)
LEADS = (":", "：")
_DASH = r"\s+[—–-]{1,2}\s+"
_CITY = r"[A-ZА-ЯЁ][\w’'-]+(?:[ -][A-ZА-ЯЁ][\w’'-]+){0,2}"
_DAY = r"(?:\d{1,2}\s[а-яёa-z]+|[A-Z][a-z]{2,8}\.?\s\d{1,2})(?:,?\s\d{4})?"
_AGENCY = r"(?:\([^()\n]{2,40}\)|[./]\s?[A-ZА-ЯЁ][\w.-]{2,20})"
# «— Да», «АСТАНА, 5 марта (КазТАГ) — », "BEIJING, March 3 — "; a city alone may begin a sentence.
_OPENING = re.compile(
    rf"[—–-]\s+(?=[«“\"]?[^\W\d])|{_CITY}(?:[,.]\s{_DAY}\.?\s?{_AGENCY}?|\s?{_AGENCY}){_DASH}(?=[«“\"A-ZА-ЯЁ])"
)
# "ASTANA – " where a report follows: an abbreviation is explained behind a dash too.
_CAPITALS = re.compile(rf"[A-ZА-ЯЁ]{{3,}}(?:[ -][A-ZА-ЯЁ]{{2,}}){{0,2}}{_DASH}(?=[«“\"]?[A-ZА-ЯЁ])")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS, _SMALL = 4, 0.4
# More code than this isn't quoted for the line that leads it in.
_CODE_CHARACTERS = 700


def leans(document: Document, span: Span) -> bool:
    """Whether words can't be understood without the sentence before them."""
    return _LEANING.match(document.text, span.start) is not None


def is_whole(item: Evidence, quote: Span) -> bool:
    """Whether a quote took more than one block: it then has all that was asked for."""
    paragraph = paragraph_at(item.hit.document, item.start)
    return paragraph is not None and quote.end > paragraph.end


def quote_of(item: Evidence, question: str, several: bool) -> Span:
    """The words to quote for evidence; `several`: the question asks for more than one thing.

    A dash before direct speech isn't quoted, nor the place and agency before a report. Of a list
    it is the whole of it with what leads it in, where several things are asked, or what is said
    above the list, or only the lead-in was found; of code the lines that answer.
    """
    quote = _quote_of(item, question, several)
    opening = _opening_of(item.hit.document, quote)
    if opening is None or (item.focus and item.focus[0] < opening.end() < item.focus[1]):
        return quote
    # Where the answer is the place or the agency itself, it stays.
    answers = item.focus is not None and quote.start <= item.focus[0] < opening.end()
    return quote if answers else Span(opening.end(), quote.end)


def _opening_of(document: Document, quote: Span) -> re.Match[str] | None:
    """What stands before what is said: a dash, or the place and the agency of a report."""
    opening = _OPENING.match(document.text, quote.start, quote.end)
    if opening:
        return opening
    place = _CAPITALS.match(document.text, quote.start, quote.end)
    paragraph = paragraph_at(document, quote.start)
    if place is None or paragraph is None or paragraph.start != quote.start:
        return None
    report = document.text[place.end() : quote.end]
    words = _WORD.findall(report)
    small = sum(word[0].islower() for word in words)
    if len(words) < _FEWEST_WORDS or small < _SMALL * len(words):
        return None
    if is_cyrillic(report) != is_cyrillic(place.group()):
        return None
    # What an abbreviation stands for may go on with what that does.
    return place if not is_cyrillic(report) or has_predicate(report.split(",")[0]) else None


def _quote_of(item: Evidence, question: str, several: bool) -> Span:
    document, found = item.hit.document, Span(item.start, item.end)
    paragraph = paragraph_at(document, item.start)
    if paragraph is None:
        return found
    blocks = blocks_of(document)
    block = blocks[paragraph.block]
    if block.kind == "code":
        lines = _lines(document, found, item.focus)
        return lines if several else _line_asked_for(document.text, lines, question)
    leads = document.text[found.start : found.end].endswith(LEADS)
    # An item that leads in a list of its own answers with that, not with those beside it.
    leads_items = leads and _leads_in_items(blocks, paragraph.block)
    several = several or (
        block.kind == "item" and asks_for_list(document, paragraph.block, question)
    )
    if block.kind == "item" and several and not leads_items:
        return _whole_list(document, blocks, paragraph.block)
    if block.kind != "row" and leads:
        return _with_what_it_leads_in(document, blocks, paragraph.block, found)
    if not leans(document, found):
        return found
    earlier = [unit.start for unit in paragraph.sentences if unit.start < found.start]
    before = _last_said_before(document, paragraph)
    start = earlier[-1] if earlier else before.start if before else found.start
    return Span(start, found.end)


def _last_said_before(document: Document, paragraph: Paragraph) -> Span | None:
    """The last sentence of the paragraph right before; None where something else stands there."""
    if paragraph.kind != "paragraph":
        return None
    before = next(
        (
            other
            for other in paragraphs_within(document, Span(0, paragraph.start))
            if other.block == paragraph.block - 1
        ),
        None,
    )
    if before is None or before.kind != "paragraph" or not before.sentences:
        return None
    return before.sentences[-1]


def _lines(document: Document, found: Span, focus: tuple[int, int] | None) -> Span:
    """The lines of code that the answering words stand in."""
    if focus is None or not found.start <= focus[0] < focus[1] <= found.end:
        return found
    text = document.text
    start = max(found.start, text.rfind("\n", 0, focus[0]) + 1)
    newline = text.find("\n", focus[1])
    return trim(text, start, min(found.end, newline if newline >= 0 else len(text))) or found


def _line_asked_for(text: str, lines: Span, question: str) -> Span:
    """Of several lines the one that shares most with the question, all where none shares any."""
    words = normalise(question)
    # Keys are English words, which Russian has borrowed many of: «порт», «хост».
    asked = {*words, *map(anyascii, words), *question_keys(question)}
    best, most = lines, 0
    start = lines.start
    while start < lines.end:
        newline = text.find("\n", start, lines.end)
        end = newline if newline >= 0 else lines.end
        here = text[start:end]
        shared = len(asked & {*normalise(here), *name_keys(here)})
        # A key stands above what hangs under it, so of equals the last one says most.
        if shared and shared >= most and (line := trim(text, start, end)):
            best, most = line, shared
        start = end + 1
    return best


def _whole_list(document: Document, blocks: Sequence[Block], number: int) -> Span:
    """The list of an item, with the line that leads it in where there is one."""
    item, whole = blocks[number], list_around(blocks, number)
    lead = item.parent
    start = blocks[whole[0]].start if lead is None else blocks[lead].start
    if lead is not None and blocks[lead].kind == "paragraph":
        sentence = paragraph_at(document, start)
        start = sentence.sentences[-1].start if sentence and sentence.sentences else start
    return Span(start, blocks[whole[-1]].end)


def _with_what_it_leads_in(
    document: Document, blocks: Sequence[Block], number: int, found: Span
) -> Span:
    """A lead-in with the list, table or code behind it; by itself it answers nothing.

    Where nothing hangs under it, it leads in the first words of the block that follows.
    """
    if found.end < blocks[number].end:
        return found
    following = (
        paragraph_at(document, blocks[number + 1].start) if number + 1 < len(blocks) else None
    )
    if following and following.sentences and not _hangs_under(blocks, number + 1, number):
        return Span(found.start, following.sentences[0].end)
    last = number
    while last + 1 < len(blocks) and _hangs_under(blocks, last + 1, number):
        last += 1
    end = blocks[last].end
    below = blocks[number + 1 : last + 1]
    if any(block.kind == "code" for block in below) and end - found.end > _CODE_CHARACTERS:
        return found
    return Span(found.start, end)


def _leads_in_items(blocks: Sequence[Block], number: int) -> bool:
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    return below is not None and (below.kind, below.parent) == ("item", number)


def _hangs_under(blocks: Sequence[Block], number: int, above: int) -> bool:
    parent = blocks[number].parent
    while parent is not None and parent > above:
        parent = blocks[parent].parent
    return parent == above
