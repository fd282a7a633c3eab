"""Questions that compare two things: each is asked about, the conclusion is the asker's."""

import re
from dataclasses import dataclass

from qa.types import Language

_THING = r"(?P<{0}>(?!чем\b|than\b)\S[^?!.;]*?)"
_A, _B = _THING.format("a"), _THING.format("b")
_END = r"\s*[?!.]*$"
_MORE_RU = (
    r"(?:больше|меньше|выше|ниже|дороже|дешевле|лучше|хуже|раньше|позже|быстрее|медленнее|старше"
    r"|моложе|длиннее|короче|ближе|дальше|теплее|холоднее|чаще|реже|сильнее|слабее|\w+ее)"
)
_MORE_EN = r"(?:more|less|fewer|[a-z]{2,}(?:er|ier)|better|worse|further)"
_RULES: dict[Language, tuple[re.Pattern[str], ...]] = {
    "ru": tuple(
        re.compile(rule + _END, re.I)
        for rule in (
            rf"^(?:сравни(?:те)?|сопоставь(?:те)?)[,:]?\s+{_A}\s+(?:и|с|со)\s+{_B}",
            rf"^(?:а\s+)?чем\s+(?:отлича\w+|различа\w+)\s+{_A}\s+(?:от|и)\s+{_B}",
            rf"^(?:а\s+)?чем\s+{_A}\s+(?:отлича\w+|различа\w+)\s+от\s+{_B}",
            rf"^(?:а\s+)?(?:в\s+ч[её]м|какая|какова|каково)\s+(?:разница|отличие|различие)"
            rf"\s+(?:между\s+)?{_A}\s+(?:и|от)\s+{_B}",
            rf"^(?P<head>[^:,?]*\b{_MORE_RU}\b[^:,?]*)[:,—–-]+\s*{_A}\s+или\s+{_B}",
        )
    ),
    "en": tuple(
        re.compile(rule + _END, re.I)
        for rule in (
            rf"^(?:please\s+)?(?:compare|contrast)\s+{_A}\s+(?:and|with|to|against|versus|vs\.?)\s+{_B}",
            rf"^how\s+(?:do|does|is|are|did)\s+{_A}\s+(?:differ|different)\s+from\s+{_B}",
            rf"^how\s+do\s+{_A}\s+and\s+{_B}\s+(?:differ|compare)",
            rf"^what(?:'s|’s|\s+is|\s+are)\s+the\s+differences?\s+between\s+{_A}\s+and\s+{_B}",
            rf"^(?P<head>[^:,?]*\b{_MORE_EN}\b[^:,?]*)[:,—–-]+\s*{_A}\s+or\s+{_B}",
        )
    ),
}
# A thing of so few words is a name, and the question what it is.
_NAME_WORDS = 2
_LITTLE_LISTED = "в во на у из о об к с со in at on of for from the a an"
_LITTLE = frozenset(_LITTLE_LISTED.split())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things as they were named, and a question about each.

    `differing` where nothing is asked of them but how they differ.
    """

    things: tuple[str, str]
    questions: tuple[str, str]
    differing: bool = False


def comparison_of(text: str, language: Language) -> Comparison | None:
    """Recognise a comparison of two things; None for everything else."""
    for rule in _RULES[language]:
        found = rule.search(text.strip())
        if found:
            first, second = _alike(found["a"], found["b"])
            head = found.groupdict().get("head") or ""
            questions = [_question(head.strip(), thing, language) for thing in (first, second)]
            return Comparison((first, second), (questions[0], questions[1]), not head)
    return None


def _question(head: str, thing: str, language: Language) -> str:
    """What is asked of one thing: by the question's own words, or what it is."""
    if head:
        return f"{head} {thing}?"
    if len(thing.split()) > _NAME_WORDS:
        return thing
    return f"Что такое {thing}?" if language == "ru" else f"What is {thing}?"


def _alike(first: str, second: str) -> tuple[str, str]:
    """What the first thing alone says is meant of the second too.

    "tourists in May and June" are tourists in May and tourists in June.
    """
    ours, theirs = first.split(), second.split()
    missing = len(ours) - len(theirs)
    if missing <= 0:
        return first, second
    # A preposition is repeated with its noun or not at all.
    if theirs[0].lower() in _LITTLE and theirs[0].lower() in map(str.lower, ours):
        at = len(ours) - 1 - [word.lower() for word in ours][::-1].index(theirs[0].lower())
        return first, " ".join([*ours[:at], *theirs])
    return first, " ".join([*ours[:missing], *theirs])
