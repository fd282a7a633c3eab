"""Which item of a list a question asks for: "What is step 4?", «Какой второй пункт?»."""

import re

# An item counted from the end.
LAST = -1

_ENGLISH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_RUSSIAN = "перв втор трет четв[её]рт пят шест седьм восьм девят десят одиннадцат двенадцат"
_THINGS = (
    r"(?:steps?|items?|points?|stages?|rules?"
    r"|шаг\w{0,3}|пункт\w{0,3}|этап\w{0,3}|действи\w{0,2}|правил\w{0,3})"
)
# What may stand between: "the last of the five steps", «третий из пяти шагов».
_OF = r"(?:(?:of\s+(?:the|these|those|its|all)|of|из)\s+(?:[^\W\d_]+\s+|\d{1,2}\s+)?)?"
_NUMBERED = re.compile(
    # "rule 2.3" is no rule 2.
    rf"\b{_THINGS}\s*(?:number|no\.?|№|#|под номером)?\s*(\d{{1,2}})\b(?![.,]\d)"
    rf"|\b(\d{{1,2}})(?:st|nd|rd|th|-?(?:й|ый|ой|ий|е|ое|ем|м|го))\s+{_OF}{_THINGS}\b",
    re.I,
)
_WORDS = [
    *(
        (re.compile(rf"\b{word}\s+{_OF}{_THINGS}\b", re.I), n)
        for n, word in enumerate(_ENGLISH.split(), 1)
    ),
    *(
        (re.compile(rf"\b{stem}\w{{1,4}}\s+{_OF}{_THINGS}\b", re.I), n)
        for n, stem in enumerate(_RUSSIAN.split(), 1)
    ),
    (re.compile(rf"\b(?:last|final|последн\w{{2,3}})\s+{_OF}{_THINGS}\b", re.I), LAST),
]


def asked_ordinal(question: str) -> int | None:
    """The number of the item that is asked for, LAST for the last one, None where none is."""
    numbered = _NUMBERED.search(question)
    if numbered:
        return int(numbered[1] or numbered[2])
    return next((number for pattern, number in _WORDS if pattern.search(question)), None)


def asked_thing(question: str) -> str | None:
    """What the item that is asked for by its number is called: a step, «пунктом»."""
    patterns = (_NUMBERED, *(pattern for pattern, _ in _WORDS))
    found = next((found for pattern in patterns if (found := pattern.search(question))), None)
    thing = re.search(_THINGS, found[0], re.I) if found else None
    return thing[0] if thing else None


def without_ordinal(question: str) -> str:
    """The question without the words that name an item by its number."""
    for pattern in (_NUMBERED, *(pattern for pattern, _ in _WORDS)):
        question = pattern.sub(" ", question)
    return question
