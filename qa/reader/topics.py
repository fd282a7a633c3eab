"""What is said about something: any sentence that names it answers."""

import re
from dataclasses import replace

from index.text.names import name_keys, question_keys
from qa.reader.sections import LOOKED_AT, TOLD_CONFIDENCE
from qa.types import Question, Reading

_ABOUT = re.compile(
    r"^\W*(?:что (?:говорится|сказано|известно|написано|сообщается) (?:о|об|обо|про)"
    r"|what (?:is|['’]s) (?:said|known|written|reported) (?:about|of))\b",
    re.I,
)


def by_topic(reading: Reading, question: Question) -> Reading:
    """Where a question asks what is said about a name, put the first sentence that has it first."""
    if not _ABOUT.match(question.standalone):
        return reading
    wanted = question_keys(question.standalone).keys()
    for at, item in enumerate(reading.evidence[:LOOKED_AT]):
        said = item.hit.document.text[item.start : item.end]
        if wanted & set(name_keys(said)):
            others = (*reading.evidence[:at], *reading.evidence[at + 1 :])
            confidence = max(reading.confidence, TOLD_CONFIDENCE)
            # The words that answer are all of them.
            first = replace(item, focus=None)
            return replace(reading, evidence=(first, *others), confidence=confidence)
    return reading
