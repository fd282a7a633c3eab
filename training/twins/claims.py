"""Questions as claims: the answer in the place of the word that asks, and false ones like it.

«Сколько туристов приехало?» with "655 тысяч" claims «655 тысяч туристов приехало.» They are no good
sentences, but claim what sentences do.
"""

import random
import re
from dataclasses import replace

from qa.understanding.wordings import words_in
from training.sets.examples import Example

# These ask for a thing that is named next: "what year", «какой город».
_NAMED_NEXT = re.compile(
    r"^(?:как(?:ой|ая|ое|ие|ого|ому|им|их|ую|ом|ими)|котор\w+|what|which)$", re.I
)
_NUMBER = re.compile(r"\d+(?:[  .,]\d+)*")
_NAME = re.compile(r"(?<=[a-zа-яё,] )[A-ZА-ЯЁ][\w’'-]+(?: [A-ZА-ЯЁ][\w’'-]+)*")
_VERBS_NEXT = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)$", re.I
)


def claim_of(question: str, answer: str) -> str:
    """Put the answer where a question asks; behind it where nothing in it does."""
    words = words_in(question)
    at = next((n for n, word in enumerate(words) if word.asks), None)
    bare = question.rstrip("?!. ")
    if at is None:
        return f"{bare}: {answer}."
    last = at
    while last + 1 < len(words) and words[last + 1].asks:
        last += 1  # "how many"
    named = _NAMED_NEXT.match(words[last].text) and last + 1 < len(words)
    if named and not _VERBS_NEXT.match(words[last + 1].text):
        last += 1
    said = f"{bare[: words[at].start]}{answer}{bare[words[last].end :]}."
    return said[:1].upper() + said[1:]


def claims(asked: Example, twin: Example, rng: random.Random) -> tuple[Example, Example] | None:
    """A true claim and a false one: of the twin's question, or with something else as the answer.

    None where the answer isn't there.
    """
    if not asked.answers:
        return None
    span = asked.answers[0]
    text = asked.passage.text
    answer = text[span.start : span.end]
    true = replace(asked, id=f"{asked.id}!", question=claim_of(asked.question, answer))
    others = _others(answer, text)
    if others and rng.random() < 0.5:
        question = claim_of(asked.question, rng.choice(others))
    else:
        question = claim_of(twin.question, answer)
    return true, replace(true, id=f"{true.id}!", question=question, answers=())


def _others(answer: str, text: str) -> list[str]:
    """What of the answer's kind the passage holds besides: numbers, or names."""
    pattern = _NUMBER if _NUMBER.search(answer) else _NAME
    own = set(pattern.findall(answer))
    found = [other for other in dict.fromkeys(pattern.findall(text)) if other not in own]
    if pattern is _NUMBER and own:
        return [answer.replace(next(iter(own)), other) for other in found]
    return [other for other in found if other not in answer and answer not in other]
