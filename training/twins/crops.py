"""Passages cut to the size in which search hands them to the reader, and cuts beside the answer."""

import random
from dataclasses import replace

from index.types import Span
from training.sets.examples import Example, Passage, sentences_of

# Words of a cut; the index cuts passages at 90.
_FEWEST, _MOST = 40, 120
# Characters of a word, at most, on average; text with fewer spaces has none between words.
_LONGEST_WORDS = 12


def crop(example: Example, rng: random.Random) -> Example:
    """Cut some sentences around an answer, around anything where there is none."""
    sentences = sentences_of(example.passage)
    if len(sentences) < 2:
        return example
    anchor = rng.choice(example.answers) if example.answers else None
    around = [
        number
        for number, sentence in enumerate(sentences)
        if anchor and anchor.start < sentence.end and anchor.end > sentence.start
    ]
    if not around:
        around = [rng.randrange(len(sentences))]
    first, last = _widen(example.passage, around[0], around[-1], rng)
    return cut(example, Span(sentences[first].start, sentences[last].end))


def beside(example: Example, rng: random.Random) -> Example | None:
    """Cut sentences of the same passage that the answer isn't in; None where none are left.

    What is cut is on the topic, names the same people and places, and doesn't answer.
    """
    sentences = sentences_of(example.passage)
    text = example.passage.text.lower()
    said = {text[answer.start : answer.end] for answer in example.answers}
    free = [
        number
        for number, sentence in enumerate(sentences)
        if not any(answer in text[sentence.start : sentence.end] for answer in said)
        and not any(a.start < sentence.end and a.end > sentence.start for a in example.answers)
    ]
    if not free or not example.answers:
        return None
    first = last = rng.choice(free)
    wanted = rng.randint(_FEWEST, _MOST)
    while _words(example.passage, sentences[first].start, sentences[last].end) < wanted:
        if last + 1 in free:
            last += 1
        elif first - 1 in free:
            first -= 1
        else:
            break
    made = cut(example, Span(sentences[first].start, sentences[last].end))
    return replace(made, id=f"{example.id}|", answers=())


def cut(example: Example, span: Span) -> Example:
    """Keep a part of the passage, and the answers that lie in it."""
    answers = tuple(
        Span(a.start - span.start, a.end - span.start)
        for a in example.answers
        if span.start <= a.start and a.end <= span.end
    )
    passage = replace(example.passage, text=example.passage.text[span.start : span.end])
    return replace(example, passage=passage, answers=answers)


def _widen(passage: Passage, first: int, last: int, rng: random.Random) -> tuple[int, int]:
    """Add sentences on either side until the cut has about as many words as drawn."""
    sentences = sentences_of(passage)
    wanted = rng.randint(_FEWEST, _MOST)
    while _words(passage, sentences[first].start, sentences[last].end) < wanted:
        sides = [-1] * (first > 0) + [1] * (last + 1 < len(sentences))
        if not sides:
            break
        if rng.choice(sides) < 0:
            first -= 1
        else:
            last += 1
    return first, last


def _words(passage: Passage, start: int, end: int) -> int:
    """Words, or what has their length in a script that doesn't part them."""
    spaces = passage.text.count(" ", start, end)
    return max(spaces + 1, (end - start) // _LONGEST_WORDS)
