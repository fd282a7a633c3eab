"""An LLM's stream of text: its citation markers are taken out and given with their sentences."""

import re
from collections.abc import Collection

from qa.answerers.llm.growing import Marked, SentenceWriter
from qa.answerers.llm.notation import (
    OPENERS,
    SEPARATORS,
    Notation,
    may_become_marker,
    read_marker,
    was_marker,
)
from qa.answerers.llm.placing import Place, cites
from qa.answerers.llm.verbatim import OPENERS as STRETCH_OPENERS
from qa.answerers.llm.verbatim import Stretch, opens_stretch

__all__ = ["Marked", "MarkerReader"]

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SPECIAL = OPENERS | STRETCH_OPENERS
# The address of a link: a word in brackets is none.
_TARGET = re.compile(r"\((?=[^\s()]*(?:[/#:]|\.\w))[^\s()]{1,500}(?: \"[^\"\n]{0,80}\")?\)")
_TARGET_BEGUN = re.compile(r"\([^\s()]{0,500}(?: (?:\"[^\"\n]{0,80}\"?)?)?")
_TAIL = 40


class MarkerReader:
    """Reads a stream piece by piece, however it is cut, for citations of `known` passages.

    `unknown` counts what was cited that is no passage: a number, or a range that leaves them.
    """

    def __init__(self, known: Collection[int]) -> None:
        self.unknown = 0
        self._known = frozenset(known)
        self._writer = SentenceWriter()
        self._pending = ""
        self._stretch: Stretch | None = None
        self._in_dollars = False
        self._follows = False
        self._listed: set[int] = set()

    def feed(self, piece: str) -> list[str | Marked]:
        """Take the next piece; give text that may be shown, and sentences that are complete.

        The texts between two sentences are the second one's text: what separates them is its `end`.
        """
        for character in piece:
            self._pending += character
            self._settle(closed=False)
        return self._writer.give()

    def close(self) -> list[str | Marked]:
        """The stream has ended: give what is left, the last sentence as it stands."""
        self._settle(closed=True)
        self._writer.close()
        return self._writer.give()

    def _settle(self, closed: bool) -> None:
        while self._pending:
            taken = self._take(self._pending, closed)
            if not taken:
                return
            self._pending = self._pending[taken:]

    def _take(self, text: str, closed: bool) -> int:
        """Handle what the text begins with; how many characters that were, 0 to wait for more."""
        if self._stretch and self._in_stretch(text[0]):
            return 1
        if text[0] not in _SPECIAL and not (self._follows and text[0] in SEPARATORS):
            return self._write(text[0])
        found = read_marker(text, self._follows)
        if found:
            return self._take_marker(found, closed)
        begun = may_become_marker(text, self._follows)
        if begun and not closed:
            return 0
        if begun and was_marker(text):
            return self._take_unfinished(text)
        return self._take_other(text, closed)

    def _in_stretch(self, character: str) -> bool:
        if self._stretch and self._stretch.holds(character):
            if not _PRIVATE.match(character):
                self._writer.put(character, verbatim=True)
            return True
        self._stretch = None
        return False

    def _write(self, text: str) -> int:
        for character in text:
            if not _PRIVATE.match(character):
                self._writer.put(character)
            if not character.isspace():
                self._follows = False
            if character == "\n":
                self._follows = self._in_dollars = False
                self._listed.clear()
        return len(text)

    def _take_other(self, text: str, closed: bool) -> int:
        """Code, a formula, the address of a link, or an ordinary character after all."""
        opened = opens_stretch(text, self._writer.before, self._writer.at_line_start)
        if opened is None and not closed:
            return 0
        length, self._stretch = opened or (0, None)
        if not length:
            if text[0] == "$":
                self._in_dollars = not self._in_dollars and text[1:2] not in tuple(
                    " \t\n0123456789"
                )
            return self._write(text[0])
        self._follows = False
        for character in text[:length]:
            self._writer.put(character, verbatim=True)
        return length

    def _take_unfinished(self, text: str) -> int:
        """A marker on which the stream breaks off is dropped, but for a whole one inside."""
        inner = (start for start in range(1, len(text)) if text[start] in "[【［")
        return next((start for start in inner if read_marker(text[start:], False)), len(text))

    def _take_marker(self, found: Notation, closed: bool) -> int:
        length = len(found.text)
        rest = self._pending[length:]
        is_citation = cites(found, self._place(rest, closed), self._known, self._listed)
        target: int | None = 0
        if is_citation and found.kind == "marker":
            target = _target_length(rest, closed)
        if is_citation is None or target is None:
            return 0
        is_image = target and self._writer.before == "!"
        if not is_citation or is_image:
            if found.kind == "bare":
                self._listed.update(first for first, _ in found.ranges)
            return self._write(found.text)
        self._writer.mark(self._numbers(found))
        self._follows = True
        return length + target

    def _place(self, rest: str, closed: bool) -> Place:
        writer = self._writer
        return Place(
            before=writer.before,
            tail=writer.tail(_TAIL),
            rest=rest,
            closed=closed,
            after_end=writer.after_end,
            at_line_start=writer.at_line_start,
            follows=self._follows,
            in_formula=self._in_dollars,
        )

    def _ranges(self, found: Notation) -> tuple[tuple[int, int], ...]:
        """«¹²» are the passages 1 and 2 where there is no twelfth."""
        digits = {int(digit) for first, _ in found.ranges for digit in str(first)}
        apart = found.kind == "raised" and not found.text.isascii() and digits <= self._known
        if not apart or all(first in self._known for first, _ in found.ranges):
            return found.ranges
        return tuple((int(one),) * 2 for first, _ in found.ranges for one in str(first))

    def _numbers(self, found: Notation) -> list[int]:
        numbers: list[int] = []
        for first, last in self._ranges(found):
            inside = sorted(number for number in self._known if first <= number <= last)
            numbers += inside
            self.unknown += len(inside) <= last - first
        return numbers


def _target_length(rest: str, closed: bool) -> int | None:
    """How long the address is that a marker links to; None to wait for more of it."""
    target = _TARGET.match(rest)
    if target:
        return target.end()
    unfinished = not rest or _TARGET_BEGUN.fullmatch(rest)
    return None if unfinished and not closed else 0
