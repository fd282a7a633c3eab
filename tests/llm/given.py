"""What a model was given, read from its prompt as a model would."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PASSAGE = re.compile(
    r'<passage (?P<fence>\w+) number="(?P<number>\d+)" title="(?P<title>[^"]*)"[^>]*>\n'
    r"(?P<text>.*?)\n</passage (?P=fence)>",
    re.S,
)
_MARK = re.compile(r"@\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a prompt."""

    number: int
    title: str
    text: str


def passages_in(prompt: str) -> list[Passage]:
    """The passages between the fences of a prompt."""
    return [
        Passage(int(found["number"]), found["title"], found["text"])
        for found in _PASSAGE.finditer(prompt)
    ]


def numbered(text: str, passages: Sequence[Passage]) -> str:
    """Put the number of the first passage that has these words or title for «@{words}»."""

    def number(words: str) -> str:
        found = [one.number for one in passages if words in (one.title, "") or words in one.text]
        assert found, f"no passage has {words!r}"
        return str(found[0])

    return _MARK.sub(lambda mark: number(mark[1]), text)
