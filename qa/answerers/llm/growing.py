"""Sentences as they grow: characters and markers in, text to show and whole sentences out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa.answerers.llm.seams import CLOSERS, ENDERS, SPACELESS, ends_sentence


@dataclass(frozen=True, slots=True)
class Marked:
    """One sentence as it was written, without its markers.

    `citations` are numbers of known passages in order of mention; `end` is what separates the
    sentence from the next: a space, one newline, two, or nothing.
    """

    text: str
    citations: tuple[int, ...]
    end: str


_CLOSING = frozenset(".,;:!?…)»”]}")
# Just after a marker these close what stands before it.
_CLOSING_ATTACHED = frozenset("\"'*_`")
_OPENED = re.compile(r"(?:^|[\s«“„(\[])(?:[*_]{1,3}|[«“„(\[])$|[«“„(\[]$")
# What stands between a marker at the beginning of a line and its text.
_AFTER_LEADING = frozenset(":.)")
# How much of the sentence is looked at where it may end. One that has gone on behind so many full
# stops is a list of names or no text at all: less of it is looked at, then nothing.
_TAIL, _SHORT_TAIL = 320, 60
_MANY_SEAMS, _TOO_MANY_SEAMS = 12, 60


class SentenceWriter:
    """Grows the running sentence; white space waits for what follows it."""

    def __init__(self) -> None:
        self._given: list[str | Marked] = []
        self._said: list[str] = []
        # Of a seam that isn't decided yet: what was seen behind it.
        self._ahead: list[tuple[str, bool]] = []
        self._leading: list[int] = []
        self._begin()

    def _begin(self) -> None:
        self._characters: list[str] = []
        self._citations: list[int] = []
        self._gap: list[str] = []
        self._newlines = 0
        self._seams = 0
        self._may_end = False
        self._marked = False
        self._marked_gap = ""
        self.just_marked = False

    @property
    def at_line_start(self) -> bool:
        """Whether nothing but markers stands on the running line."""
        return not self._ahead and (not self._characters or self._newlines > 0)

    @property
    def after_end(self) -> bool:
        """Whether a sentence may have ended just before."""
        return self._may_end and not self._ahead

    @property
    def last(self) -> str:
        """The last character that isn't white space, or nothing."""
        return self._ahead[-1][0] if self._ahead else "".join(self._characters[-1:])

    @property
    def before(self) -> str:
        """The character just before what comes next; a space for any white space or marker."""
        blank = self._gap or self._newlines or self._marked or not self._characters
        return " " if blank and not self._ahead else self.last

    def tail(self, length: int) -> str:
        """The end of the running sentence without white space behind it."""
        return "".join(self._characters[-length:]) + "".join(one for one, _ in self._ahead)

    def give(self) -> list[str | Marked]:
        """What has become showable since the last call."""
        self._flush()
        given, self._given = self._given, []
        return given

    def put(self, character: str, verbatim: bool = False) -> None:
        """Add one character; one that is `verbatim` is no white space and ends nothing."""
        fresh, self.just_marked = self.just_marked, False
        if self._ahead:
            self._ahead.append((character, verbatim))
            self._weigh()
        elif character.isspace() and not verbatim:
            self._space(character)
        elif self.at_line_start:
            if not (fresh and character in _AFTER_LEADING):
                self._next_line(character, verbatim)
        elif fresh and character == "." and self._may_end:
            return  # «Text. [1].»
        elif self._seam_before(character, fresh):
            self._ahead.append((character, verbatim))
            self._weigh()
        else:
            self._append(character, verbatim)

    def mark(self, numbers: Iterable[int]) -> None:
        """A marker stood here, of known passages or of none."""
        self._weigh(last=True)
        self.just_marked = True
        if self.at_line_start:
            self._leading.extend(numbers)
            return
        self._citations.extend(numbers)
        if not self._marked:
            self._marked_gap = "".join(self._gap)
        self._marked = True
        self._gap = []

    def close(self) -> None:
        """End the running sentence, whatever it is."""
        self._weigh(last=True)
        if self._characters:
            self._citations += self._leading
            self._finish("")

    def _space(self, character: str) -> None:
        if not self._characters:
            return
        if character != "\n":
            self._gap.append(character)
            return
        if self._newlines and self._leading:
            # A line of markers belongs to the sentence above, and is gone.
            self._citations += self._leading
            self._leading = []
            return
        self._newlines += 1

    def _next_line(self, character: str, verbatim: bool) -> None:
        leading, self._leading = self._leading, []
        if self._characters:
            self._finish("\n\n" if self._newlines > 1 else "\n")
        self._citations = leading
        self._append(character, verbatim)

    def _seam_before(self, character: str, fresh: bool) -> bool:
        if not self._may_end or self._seams >= _TOO_MANY_SEAMS:
            return False
        if self._gap:
            return True
        closing = character in CLOSERS or character in _CLOSING or character in ENDERS
        return not closing and (fresh or self._ends_spaceless())

    def _ends_spaceless(self) -> bool:
        return "".join(self._characters[-3:]).rstrip("\"'»”’“)]*_")[-1:] in SPACELESS

    def _weigh(self, last: bool = False) -> None:
        """Decide on a seam, if what stands behind it suffices."""
        if not self._ahead:
            return
        ahead = "".join("X" if verbatim else one for one, verbatim in self._ahead)
        verdict = ends_sentence(self._sentence_tail(), ahead, last)
        if verdict is None:
            return
        waiting, self._ahead = self._ahead, []
        if verdict:
            spaced = self._gap or (self._marked and not self._ends_spaceless())
            self._finish(" " if spaced else "")
        else:
            self._seams += 1
        self._append(*waiting[0])
        for character, verbatim in waiting[1:]:
            self.put(character, verbatim)

    def _sentence_tail(self) -> str:
        return "".join(self._characters[-(_TAIL if self._seams < _MANY_SEAMS else _SHORT_TAIL) :])

    def _append(self, character: str, verbatim: bool) -> None:
        gap = self._gap_before(character)
        if verbatim or character.isspace():
            self._may_end = False
        elif character in ENDERS:
            self._may_end = True
        elif gap or character not in CLOSERS:
            self._may_end = False
        self._characters += (*gap, character)
        self._said += (*gap, character)
        self._gap = []
        self._marked = False

    def _gap_before(self, character: str) -> str:
        """White space before a character; around a marker that is gone as much as is right."""
        gap = "".join(self._gap)
        if not self._marked:
            return gap
        if character in _CLOSING or (not gap and character in _CLOSING_ATTACHED):
            return ""
        if _OPENED.search("".join(self._characters[-4:])):
            return self._marked_gap
        return gap or self._marked_gap

    def _finish(self, end: str) -> None:
        self._flush()
        text = "".join(self._characters).strip()
        self._given.append(Marked(text, tuple(dict.fromkeys(self._citations)), end))
        self._begin()

    def _flush(self) -> None:
        if self._said:
            self._given.append("".join(self._said))
            self._said = []
