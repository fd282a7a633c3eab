"""Questions that a document asks itself, in headings or lines of their own, and their answers.

An FAQ, an interview, "How to …" sections: who asks the same is answered by what stands below. So
is who asks openly for what another heading says: «Что запрещено на воде?», «На воде запрещено».
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.snapshot import Snapshot
from index.text.language import detect
from index.text.remembering import DOCUMENT_CHARACTERS, remember_of_documents
from index.text.units import blocks_of, list_around
from index.text.words import is_number, normalise
from index.types import Block, Document, Hit, Span
from qa.reader.expectation import expected
from qa.reader.sections import LOOKED_AT, TOLD_CONFIDENCE
from qa.types import Evidence, Question, Reading
from qa.understanding.questions import is_open
from qa.understanding.wordings import CODE, words_in

# Cosines of the packaged model between a question and one in the other language. Over 505 held-out
# pairs: .88 at the median for its translation, .90 for one of twenty that differ in one thing, .86
# for one of twenty others about the same text. What is less alike may be meant where no other
# question of the document comes near.
_TRANSLATED, _LIKELY, _LEAD = 0.9, 0.83, 0.03
LIKELY_CONFIDENCE = 0.5
# What the reader is surer of than this stays, wherever it stands.
_DISPLACED = 0.7
# A question may say more than is asked, though not much more; where both begin alike, twice as
# much. What else a heading names is another thing: «Свойства процесса» isn't what one is.
_LEAST_SHARE, _LEAST_ALIKE = 0.6, 0.5
_LONGEST_QUESTION = 200
# How much of an answer is quoted: a section as long as this wholly, else its first block.
_SECTION, _LONGEST = 500, 900
_LABEL = re.compile(
    r"^\W*(?:(?:вопрос|question|faq|q|в)\s*\d*\s*[:.)—–-]\s*)?(?:\d+[.)]\s*)?", re.I
)
# What a question puts around its subject.
_AROUND_LISTED = """
нужно можно надо следовать должный делать сделать необходимо требоваться ли есть быть мочь другой
need want do can other another
"""
_AROUND = frozenset(_AROUND_LISTED.split())
_SHARED_ROOT = 5
# Names that no language changes: of letters and digits, marked as code is, in two cases at once.
_IDENTIFIER = re.compile(
    rf"{CODE.pattern}|(?<=[@#/_])\w+|\w+(?=[_(])|[a-z]+[A-Z]\w*|[A-Z]+[a-z]+[A-Z]\w*"
)
_LATIN_WORD = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A question that a document asks, and the span of what is said to it first.

    Where `asks` is false, it is a heading that names what stands below.
    """

    question: str
    answer: Span
    asks: bool = True


@remember_of_documents(DOCUMENT_CHARACTERS)
def entries_of(document: Document) -> tuple[Entry, ...]:
    """The questions of a document that something is said to, in order."""
    blocks = blocks_of(document)
    asking = [_asks(document, block) for block in blocks]
    found: list[Entry] = []
    for at, block in enumerate(blocks):
        if block.kind == "row":
            found += _in_row(document, block)
            continue
        if at + 1 == len(blocks) or not (asking[at] or block.kind == "heading"):
            continue
        if asking[at + 1] or blocks[at + 1].kind == "heading":
            continue
        question = _LABEL.sub("", document.text[block.start : block.end])
        found.append(Entry(question, _answer_below(blocks, asking, at), asking[at]))
    return tuple(found)


def _in_row(document: Document, row: Block) -> Iterator[Entry]:
    """The question in one cell of a row, which is told whole: its answer is in another."""
    cells = {document.text[cell.start : cell.end] for cell in row.columns if cell}
    asking = [cell for cell in cells if cell.rstrip().endswith("?")]
    if len(asking) == 1 < len(cells) and len(asking[0]) <= _LONGEST_QUESTION:
        yield Entry(asking[0], Span(row.start, row.end))


def by_faq(
    reading: Reading, question: Question, hits: Sequence[Hit], snapshot: Snapshot
) -> Reading:
    """Where a document asks the same, put what it says to that first.

    Where one thing is asked for and the best sentence already stands there, that stays.
    """
    asked = question.standalone
    found = _asked_before(asked, hits[:LOOKED_AT], snapshot.embed_query)
    if found is None:
        return reading
    hit, answer, sure = found
    best = reading.evidence[0] if reading.evidence else None
    within = best is not None and _lies_in(best, hit, answer)
    if within:
        sure = max(sure, reading.confidence)
    elif sure == LIKELY_CONFIDENCE and reading.confidence > _DISPLACED:
        return reading
    if within and expected(asked):
        return replace(reading, confidence=sure)
    first = Evidence(hit, answer.start, answer.end, best.score if best else 0.0)
    others = [item for item in reading.evidence if not _lies_in(item, hit, answer)]
    return replace(reading, evidence=(first, *others), confidence=sure)


def _asked_before(
    asked: str, hits: Sequence[Hit], embed: Callable[[str], np.ndarray]
) -> tuple[Hit, Span, float] | None:
    """What is said to a question that asks the same, and how sure it is that it does."""
    language, kind = detect(asked), expected(asked)
    alike: dict[str, tuple[float, Hit, Entry]] = {}
    for hit in hits:
        for entry in _entries_within(hit):
            own = expected(entry.question)
            if (kind and own and kind != own) or not _names_the_same(asked, entry.question):
                continue
            if not entry.asks and not is_open(asked):
                continue
            if detect(entry.question) == language:
                if shared := _shared(asked, entry):
                    sure = entry.asks or len(shared) > 1
                    return hit, entry.answer, TOLD_CONFIDENCE if sure else LIKELY_CONFIDENCE
            elif not entry.asks:
                continue
            elif entry.question not in alike:
                cosine = float(embed(asked) @ embed(entry.question))
                alike[entry.question] = (cosine, hit, entry)
    if not alike:
        return None
    (cosine, hit, entry), *others = sorted(alike.values(), key=lambda item: -item[0])
    longer = len(_subject(asked)) > len(_subject(entry.question))
    if cosine >= _TRANSLATED and not longer and kind == expected(entry.question):
        return hit, entry.answer, TOLD_CONFIDENCE
    ahead = not others or cosine - others[0][0] >= _LEAD
    return (hit, entry.answer, LIKELY_CONFIDENCE) if cosine >= _LIKELY and ahead else None


def _entries_within(hit: Hit) -> Iterator[Entry]:
    for entry in entries_of(hit.document):
        if entry.answer.start < hit.passage.end and hit.passage.start < entry.answer.end:
            yield entry


def _lies_in(item: Evidence, hit: Hit, span: Span) -> bool:
    same = item.hit.document.id == hit.document.id
    return same and span.start <= item.start and item.end <= span.end


def _names_the_same(asked: str, entry: str) -> bool:
    """Whether two questions have the same numbers, and each the identifiers of the other."""
    numbers = [{word for word in normalise(text) if is_number(word)} for text in (asked, entry)]
    words = [set(re.findall(r"\w+", text.lower())) for text in (asked, entry)]
    return (
        numbers[0] == numbers[1]
        and _identifiers(asked) <= words[1]
        and _identifiers(entry) <= words[0]
    )


def _identifiers(text: str) -> set[str]:
    pattern = _LATIN_WORD if detect(text) == "ru" else _IDENTIFIER
    return {part for name in pattern.findall(text) for part in re.findall(r"\w+", name.lower())}


def _subject(text: str) -> set[str]:
    """The words of a question that bear its meaning."""
    return set(normalise(text)) - _AROUND


def _shared(asked: str, entry: Entry) -> set[str]:
    """The words of a question, where an entry in its language has all of them and little more."""
    own, told = _subject(asked), _subject(entry.question)
    roots = {word[:_SHARED_ROOT] for word in told}
    if any(word[:_SHARED_ROOT] not in roots for word in own):
        return set()
    texts = (asked, entry.question)
    first, other = (normalise(text, keep_stopwords=True)[:1] for text in texts)
    least = _LEAST_ALIKE if first == other else _LEAST_SHARE
    if not entry.asks:
        least = 1.0
    return own if len(own) >= least * len(told) else set()


def _asks(document: Document, block: Block) -> bool:
    """Whether a block is a question and nothing else: a heading may do without its mark."""
    if block.kind not in ("heading", "paragraph") or block.end - block.start > _LONGEST_QUESTION:
        return False
    text = _LABEL.sub("", document.text[block.start : block.end]).rstrip(' »”"*_')
    if block.kind == "heading" and not text.endswith("?"):
        words = words_in(text)
        return len(words) > 1 and words[0].asks
    return text.endswith("?") and not re.search(r"[.!?…]\s", text)


def _answer_below(blocks: Sequence[Block], asking: Sequence[bool], question: int) -> Span:
    """What stands below a question: all of a short section, else the first block with what hangs
    under it."""
    first = question + 1
    start = blocks[first].start
    last = _with_hanging(blocks, first)
    end = blocks[last].end
    if blocks[question].kind == "heading":
        following = last + 1
        while following < len(blocks) and not asking[following]:
            if blocks[following].kind == "heading":
                break
            following += 1
        if blocks[following - 1].end - start <= _SECTION:
            return Span(start, blocks[following - 1].end)
    return Span(start, end if end - start <= _LONGEST else blocks[first].end)


def _with_hanging(blocks: Sequence[Block], first: int) -> int:
    """The last block of the list that a block is in, or of what hangs under it."""
    if blocks[first].kind == "item":
        return list_around(blocks, first)[-1]
    last = first
    while last + 1 < len(blocks) and _hangs(blocks, last + 1, first):
        last += 1
    return last


def _hangs(blocks: Sequence[Block], number: int, above: int) -> bool:
    parent = blocks[number].parent
    while parent is not None and parent > above:
        parent = blocks[parent].parent
    return parent == above
