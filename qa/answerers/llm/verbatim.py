"""Stretches in which nothing is a marker: code, formulas and the targets of links."""

from dataclasses import dataclass, field
from typing import Protocol

# Runs of more backticks aren't waited for.
_LONGEST_RUN = 16


class Stretch(Protocol):
    """Text that is passed on as it is."""

    def holds(self, character: str) -> bool:
        """Tell whether the next character still belongs to it."""


@dataclass(slots=True)
class CodeSpan:
    """Code between as many backticks as opened it, on one line."""

    backticks: int
    run: int = 0

    def holds(self, character: str) -> bool:
        if character == "`":
            self.run += 1
            return True
        closed = self.run == self.backticks
        self.run = 0
        return not closed and character != "\n"


@dataclass(slots=True)
class Fence:
    """A block of code, to the end of the line that closes it."""

    mark: str
    length: int
    line: str = "opening"

    def holds(self, character: str) -> bool:
        if character != "\n":
            # As much as tells a closing line from others.
            self.line = (self.line + character)[: self.length + 40]
            return True
        line = self.line.strip()
        self.line = ""
        return not (len(line) >= self.length and set(line) == {self.mark})


@dataclass(slots=True)
class Formula:
    """A formula in LaTeX up to `closer`, at most to a blank line."""

    closer: str
    tail: str = ""
    blank: bool = False

    def holds(self, character: str) -> bool:
        if self.tail.endswith(self.closer):
            return False
        if character == "\n":
            if self.blank or self.closer == r"\)":
                return False
            self.blank = True
        elif not character.isspace():
            self.blank = False
        self.tail = (self.tail + character)[-2:]
        return True


@dataclass(slots=True)
class LinkTarget:
    """The round brackets after the text of a link."""

    depth: int = 1
    closed: bool = field(default=False)

    def holds(self, character: str) -> bool:
        if self.closed or character == "\n":
            return False
        self.depth += {"(": 1, ")": -1}.get(character, 0)
        self.closed = self.depth == 0
        return True


OPENERS = frozenset("`~$\\(")


def opens_stretch(text: str, before: str, at_line_start: bool) -> tuple[int, Stretch | None] | None:
    """How many characters open which stretch; None where the next one has to be seen.

    `before` is the character that stands just before, or a space.
    """
    first = text[0]
    if first in "`~":
        return _opens_code(text, before, at_line_start)
    if first == "(" and before == "]":
        return 1, LinkTarget()
    if first not in "$\\":
        return 0, None
    if len(text) == 1:
        return None
    closer = {"$$": "$$", r"\[": r"\]", r"\(": r"\)"}.get(text[:2])
    return (2, Formula(closer)) if closer else (0, None)


def _opens_code(text: str, before: str, at_line_start: bool) -> tuple[int, Stretch | None] | None:
    run = len(text) - len(text.lstrip(text[0]))
    if run == len(text) and run < _LONGEST_RUN:
        return None
    if run >= 3 and at_line_start:
        return run, Fence(text[0], run)
    # «O`zbek» is a letter, not code.
    if text[0] == "~" or (run == 1 and before.isalnum()):
        return 0, None
    return run, CodeSpan(run)
