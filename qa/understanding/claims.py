"""Questions as claims: an answer in the place of the word that asks.

«Сколько туристов приехало?» with "655 тысяч" claims «655 тысяч туристов приехало.» They are no good
sentences, but claim what sentences do.
"""

import re

from qa.understanding.wordings import words_in

# These ask for a thing that is named next: "what year", «какой город».
_NAMED_NEXT = re.compile(
    r"^(?:как(?:ой|ая|ое|ие|ого|ому|им|их|ую|ом|ими)|котор\w+|what|which)$", re.I
)
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
