"""Questions that ask for several things at once: each is searched for by itself."""

import re

from qa.types import Language
from qa.understanding.comparing import comparison_of
from qa.understanding.wordings import words_in

MOST_PARTS = 3
_JOINING = re.compile(r"(?:\s*[,;]\s*|\s+)(?:а также|и|а|and also|and|as well as)\s+", re.I)
_SENTENCE = re.compile(r"[^?!.]+[?!.]+")


def parts_of(text: str, language: Language) -> tuple[str, ...]:
    """The questions in a question, as they stand, at most MOST_PARTS; one is itself.

    «Сколько магазинов в центре и когда он открылся?» has two; so has a comparison.
    """
    comparison = comparison_of(text, language)
    if comparison:
        return comparison.questions
    found = [part for sentence in _sentences(text) for part in _joined(sentence)]
    return tuple(found[:MOST_PARTS]) if len(found) > 1 else (text,)


def _sentences(text: str) -> list[str]:
    """The sentences of a text that ask; the text itself where not all of it does."""
    found = [sentence.strip() for sentence in _SENTENCE.findall(text)]
    asking = all(sentence.endswith("?") for sentence in found)
    return found if len(found) > 1 and asking else [text.strip()]


def _joined(sentence: str) -> list[str]:
    """Parts joined by a word, each of which begins by asking."""
    asking = {word.start for word in words_in(sentence) if word.asks}
    parts, start = [], 0
    for joint in _JOINING.finditer(sentence):
        before = words_in(sentence[start : joint.start()])
        # Of "how and when" the first asks nothing by itself.
        if joint.end() in asking and any(w.asks for w in before) and not before[-1].asks:
            parts.append(sentence[start : joint.start()].strip())
            start = joint.end()
    parts.append(sentence[start:].strip())
    if len(parts) == 1:
        return parts
    return [f"{part[:1].upper()}{part[1:].rstrip('?!. ')}?" for part in parts]
