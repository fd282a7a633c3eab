"""Questions that look answerable and aren't: another year, another country, another name."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from babel import Locale

from index.types import Span
from training.sets.examples import Example, answering_sentences, sentences_of

_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_NAME = re.compile(r"(?<=[a-zа-яё,] )[A-ZА-ЯЁ][\w’'-]+(?: [A-ZА-ЯЁ][\w’'-]+)*")
_FARTHEST_YEAR = 12


def vary(example: Example, others: Sequence[Example], rng: random.Random) -> Example | None:
    """Swap a year, a country or a name of a question; None where it has none to swap.

    `others` lend their names; what is swapped in doesn't stand in the passage.
    """
    makers = [_another_year, _another_country, _another_name]
    rng.shuffle(makers)
    for make in makers:
        question = make(example, others, rng)
        if question:
            return replace(example, id=f"{example.id}~", question=question, answers=())
    return None


def misplace(example: Example, rng: random.Random) -> Example | None:
    """Swap a year or a name of a question for one that its passage names elsewhere.

    What is asked then stands in the passage, but not together; None where nothing can be swapped.
    """
    said, elsewhere = _said_and_elsewhere(example)
    patterns = [_YEAR, _NAME] if example.language == example.passage.language else [_YEAR]
    rng.shuffle(patterns)
    for pattern in patterns:
        old = pattern.findall(example.question)
        new = [
            name
            for name in dict.fromkeys(pattern.findall(elsewhere))
            if name not in said and name not in example.question
        ]
        if old and new:
            question = example.question.replace(rng.choice(old), rng.choice(new))
            return replace(example, id=f"{example.id}^", question=question, answers=())
    return None


def without_answer(example: Example) -> Example | None:
    """Take the answering sentence out of the passage; None where the answer stands elsewhere too.

    What remains is on the topic, names the same people and places, and doesn't answer.
    """
    passage = example.passage
    touched = answering_sentences(example)
    if not touched or len(touched) == len(sentences_of(passage)):
        return None
    text = passage.text
    for sentence in reversed(touched):
        text = text[: sentence.start] + text[sentence.end :].lstrip(" ")
    said = text.lower()
    if any(passage.text[span.start : span.end].lower() in said for span in example.answers):
        return None
    return replace(example, id=f"{example.id}-", passage=replace(passage, text=text), answers=())


def _said_and_elsewhere(example: Example) -> tuple[str, str]:
    """The text of the answering sentences and that of the others; both empty without an answer."""
    touched = answering_sentences(example)
    others = [s for s in sentences_of(example.passage) if touched and s not in touched]

    def text_of(spans: Sequence[Span]) -> str:
        return "\n".join(example.passage.text[span.start : span.end] for span in spans)

    return text_of(touched), text_of(others)


def _another_year(example: Example, others: Sequence[Example], rng: random.Random) -> str | None:
    years = _YEAR.findall(example.question)
    if not years:
        return None
    old = rng.choice(years)
    nearby = [int(old) + step for step in range(-_FARTHEST_YEAR, _FARTHEST_YEAR + 1) if step]
    new = [year for year in map(str, nearby) if year not in example.passage.text]
    return example.question.replace(old, rng.choice(new)) if new else None


def _another_country(example: Example, others: Sequence[Example], rng: random.Random) -> str | None:
    names = _countries(example.language)
    old = [name for name in names if re.search(rf"\b{re.escape(name)}\b", example.question)]
    if not old:
        return None
    chosen = rng.choice(old)
    new = rng.choice([name for name in names if name not in example.passage.text])
    return example.question.replace(chosen, new)


def _another_name(example: Example, others: Sequence[Example], rng: random.Random) -> str | None:
    old = _NAME.findall(example.question)
    if not old:
        return None
    for other in rng.sample(others, min(8, len(others))):
        if other.language != example.language or other.passage.title == example.passage.title != "":
            continue
        new = [n for n in _NAME.findall(other.question) if n not in example.passage.text]
        if new:
            return example.question.replace(rng.choice(old), rng.choice(new))
    return None


@cache
def _countries(language: str) -> tuple[str, ...]:
    """The countries' names as Unicode's CLDR gives them; regions of the world are left out."""
    territories = Locale.parse(language).territories
    return tuple(name for code, name in territories.items() if code.isalpha() and len(name) > 3)
