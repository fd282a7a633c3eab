"""A sentence that sets two things against each other, for who asks how they differ."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.text.words import normalise
from qa.reader.sections import TOLD_CONFIDENCE
from qa.types import Reading

_SETS_AGAINST = re.compile(
    r"\b(?:в отличи[еи] от|отлича\w+|отличи[еяй]\w*|различа\w+|различи[еяй]\w*|разниц\w+|тогда как"
    r"|в то время как|наоборот|напротив|по сравнению|unlike|differ\w*|distinguish\w*|whereas|while"
    r"|in contrast|contrary|compared (?:to|with)|rather than|instead of)\b|,\s(?:а|но|but)\s",
    re.I,
)
# Sentences that are looked at, best first.
_LOOKED_AT = 24


def by_contrast(reading: Reading, things: Sequence[str]) -> Reading | None:
    """Put the sentence that names both things and sets them against each other first.

    None where there is no such sentence.
    """
    named = set().union(*(normalise(thing) for thing in things))
    for item in reading.evidence[:_LOOKED_AT]:
        text = item.hit.document.text[item.start : item.end]
        if named <= set(normalise(text)) and _SETS_AGAINST.search(text):
            others = [other for other in reading.evidence if other is not item]
            confidence = max(reading.confidence, TOLD_CONFIDENCE)
            whole = replace(item, focus=None)  # no words of it alone are the difference
            return replace(reading, evidence=(whole, *others), confidence=confidence)
    return None
