"""Claims made of questions with their answers, and false ones like them."""

import random
import re
from dataclasses import replace

from qa.understanding.claims import claim_of
from training.sets.examples import Example

_NUMBER = re.compile(r"\d+(?:[  .,]\d+)*")
_NAME = re.compile(r"(?<=[a-zа-яё,] )[A-ZА-ЯЁ][\w’'-]+(?: [A-ZА-ЯЁ][\w’'-]+)*")


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
