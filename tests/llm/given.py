"""What a model was given, read from its prompt as a model would."""

import re
from dataclasses import dataclass

_PASSAGE = re.compile(
    r'<passage (?P<fence>\w+) number="(?P<number>\d+)" title="(?P<title>[^"]*)"[^>]*>\n'
    r"(?P<text>.*?)\n</passage (?P=fence)>",
    re.S,
)


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
