"""Lines into paragraphs, headings and items of lists."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.loaders.pdf.layout.listing import BULLETS, LOOSE, follows, is_first, is_marker, is_number
from index.loaders.pdf.letters.vocabulary import parted
from index.loaders.pdf.shapes import Line, Table

# Shares of the font size: lines of one paragraph are no further apart than its usual leading and
# this; an indent is at least so deep; a line's end is ragged by this much.
_EXTRA_GAP = 0.35
_INDENT = 0.8
_WIDEST_INDENT = 6.0
_RAGGED = 0.5
_SIZE_DIFFERS = 0.06
# A share of the column that no justified or ragged line leaves free.
_FAR_TOO_EARLY = 0.4
_STOPS = (".", "!", "?", "…", ":", ";", ".»", "!»", "?»", ".”", '."', ".)", "?)", "!)")


@dataclass(slots=True)
class Paragraph:
    """Lines that read on; `marker` is what begins an item, at `indent` of its column."""

    lines: list[Line] = field(default_factory=list)
    marker: str | None = None
    indent: float = 0.0
    text_at: float = 0.0

    @property
    def size(self) -> float:
        """Its font size."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def text(self) -> str:
        """Its words, lines as they are."""
        return " ".join(line.text for line in self.lines)


def paragraphs_of(elements: Sequence[Line | Table]) -> list[Paragraph | Table]:
    """Join lines that read on, over the ends of columns and pages too."""
    leading = _leading(elements)
    result: list[Paragraph | Table] = []
    markers: list[Paragraph] = []
    for element in elements:
        if isinstance(element, Table):
            result.append(element)
            continue
        before = result[-1] if result else None
        current = before if isinstance(before, Paragraph) else None
        marker = _marker(element, current, markers, leading)
        if marker is None and current is not None and _reads_on(current, element, leading):
            current.lines.append(element)
            if current.marker and len(current.lines) == 2 and element.x0 > current.indent:
                current.text_at = element.x0
            continue
        fresh = Paragraph([element], marker, element.x0 - element.left, element.x0)
        if marker is not None:
            fresh.indent = element.x0
            fresh.text_at = element.words[1].x0 if len(element.words) > 1 else element.x0
            markers.append(fresh)
        result.append(fresh)
    return result


def _leading(elements: Sequence[Line | Table]) -> dict[float, float]:
    """The usual distance of baselines by font size, as a share of it."""
    steps: dict[float, Counter[float]] = {}
    for before, after in pairwise(elements):
        if isinstance(before, Line) and isinstance(after, Line) and _same_column(before, after):
            size = after.size
            step = round((after.base - before.base) / size, 1) if size else 0
            if before.size == size and 0.9 <= step <= 2.6:
                steps.setdefault(size, Counter())[step] += 1
    usual = {}
    for size, counts in steps.items():
        enough = [step for step, count in counts.items() if count * 4 >= counts.total()]
        usual[size] = min(enough) if enough else counts.most_common(1)[0][0]
    return usual


def _same_column(before: Line, after: Line) -> bool:
    return before.page == after.page and before.column == after.column


def _reads_on(paragraph: Paragraph, line: Line, leading: dict[float, float]) -> bool:
    """Whether a line goes on with a paragraph."""
    before = paragraph.lines[-1]
    size = before.size
    if abs(line.size - size) > _SIZE_DIFFERS * size + 0.05:
        return False
    if paragraph.bold != line.bold and (paragraph.bold or len(line.words) > 3):
        return False
    hyphened = parted(before.words[-1].text) and line.words[0].text[:1].islower()
    if not _same_column(before, line):
        return hyphened or _goes_over(paragraph, line)
    gap = line.base - before.base
    if gap > (leading.get(size, 1.2) + _EXTRA_GAP) * size or gap < 0:
        return False
    if hyphened:
        return True
    if paragraph.marker is not None:
        return _within_item(paragraph, line)
    # A first line of its own, further in than the lines before it.
    indent = line.x0 - before.x0
    if indent > _INDENT * size and len(paragraph.lines) > 1:
        return _is_centred(before) and _is_centred(line)
    if len(paragraph.lines) == 1 and indent > _INDENT * size and not _is_centred(line):
        # Of two lines the first may be outdented: then it is full.
        return not _has_room(before, line) and indent < _WIDEST_INDENT * size
    if paragraph.bold and line.bold and not before.text.endswith(_STOPS):
        return True
    return not _has_room(before, line) or _is_centred(line)


def _within_item(paragraph: Paragraph, line: Line) -> bool:
    before = paragraph.lines[-1]
    if abs(line.x0 - paragraph.text_at) > _RAGGED * line.size and len(paragraph.lines) == 1:
        # A line that starts elsewhere than the item's words goes on with an open sentence only.
        return not before.text.endswith(_STOPS) and not _has_room(before, line)
    return line.x0 >= before.x0 - _RAGGED * line.size and not _has_room(before, line)


def _has_room(before: Line, line: Line) -> bool:
    """Whether a line ended though the next word had room: that is a paragraph's end."""
    first = line.words[0]
    room = before.right - _RAGGED * before.size - before.x1
    if first.text[:1].islower() and not before.text.endswith(_STOPS):
        # An open sentence goes on, unless its line ends far too early.
        room -= _FAR_TOO_EARLY * (before.right - before.left)
    return room > 0.3 * before.size + first.x1 - first.x0


def _is_centred(line: Line) -> bool:
    left, right = line.x0 - line.left, line.right - line.x1
    return left > 2 * line.size and abs(left - right) < line.size


def _goes_over(paragraph: Paragraph, line: Line) -> bool:
    """Whether a paragraph goes on at the top of another column or page."""
    before = paragraph.lines[-1]
    if _has_room(before, line) or paragraph.bold:
        return False
    if paragraph.marker is None and line.x0 - line.left > _INDENT * line.size:
        return False
    # A paragraph's last line is stretched by chance only.
    return before.stretched or not before.text.endswith(_STOPS)


def _marker(
    line: Line,
    current: Paragraph | None,
    markers: Sequence[Paragraph],
    leading: dict[float, float],
) -> str | None:
    """What begins an item, where a line begins one rather than goes on with a sentence."""
    word = line.words[0].text
    if len(line.words) < 2 or not is_marker(word):
        return None
    if word in BULLETS and word not in LOOSE:
        return word
    if current is None or not current.lines:
        return word
    before = current.lines[-1]
    apart = (
        not _same_column(before, line)
        or line.base - before.base > (leading.get(line.size, 1.2) + _EXTRA_GAP) * line.size
        or _has_room(before, line)
        or abs(before.size - line.size) > _SIZE_DIFFERS * line.size
        or before.bold != line.bold
    )
    ended = before.text.endswith(_STOPS)
    last = markers[-1] if markers else None
    aligned = last is not None and abs(last.indent - line.x0) < _RAGGED * line.size
    if is_number(word):
        deeper = is_first(word) and _begins_deeper(line, current)
        counted = is_first(word) or any(
            other.marker and follows(word, other.marker) for other in markers[-12:]
        )
        return (
            word
            if (counted and (apart or aligned or ended or deeper)) or (apart and aligned)
            else None
        )
    same = last is not None and last.marker == word
    return word if (apart and (ended or same)) or (aligned and same) else None


def _begins_deeper(line: Line, current: Paragraph) -> bool:
    """Whether a line begins further in than the item before it, and than that item's words."""
    inner = current.text_at if current.marker else current.lines[-1].x0
    return line.x0 - inner > _INDENT * line.size
