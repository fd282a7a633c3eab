"""A document's blocks as a reader knows them: headings, lists, tables, code; cited words marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.types import Block, Span
from qa.server.page.rendering.markup import attribute, text

MARK_ID = "sq-mark"
# The panel's own title is of the second rank, so the document's headings begin with the third.
_FIRST_RANK, _LAST_RANK = 3, 6
# What is longer isn't one number.
_NUMBER_CHARACTERS = 24


@dataclass(slots=True)
class Words:
    """Gives stretches of a text as HTML, those in `span` marked, the `focus` in it strong.

    The first mark has the id that the panel scrolls to.
    """

    source: str
    span: Span | None = None
    focus: tuple[int, int] | None = None
    mark_id: bool = True

    def html(self, start: int, end: int) -> str:
        """The words from `start` to `end`."""
        span = self.span
        if span is None or not (start < span.end and span.start < end):
            return text(self.source[start:end])
        first, last = max(start, span.start), min(end, span.end)
        named, self.mark_id = (f' id="{MARK_ID}"' if self.mark_id else ""), False
        return (
            f"{text(self.source[start:first])}<mark{named}>{self._focused(first, last)}</mark>"
            f"{text(self.source[last:end])}"
        )

    def _focused(self, start: int, end: int) -> str:
        if not self.focus or not start <= self.focus[0] < self.focus[1] <= end:
            return text(self.source[start:end])
        first, last = self.focus
        return (
            f"{text(self.source[start:first])}<strong>{text(self.source[first:last])}</strong>"
            f"{text(self.source[last:end])}"
        )


def render_blocks(blocks: Sequence[Block], shown: Sequence[tuple[int, Span]], words: Words) -> str:
    """Render blocks, each by its number and the stretch of it that is shown."""
    parts = []
    for kind, members in groupby(shown, key=lambda member: _together(blocks[member[0]])):
        group = [(at, blocks[at], span) for at, span in members]
        if kind == "row":
            parts.append(_table(blocks, group, words))
        elif kind == "item":
            parts.append(_list(group, words))
        else:
            parts += [_block(block, span, words) for _, block, span in group]
    return "".join(parts)


def _together(block: Block) -> str:
    return block.kind if block.kind in ("row", "item") else ""


def _block(block: Block, span: Span, words: Words) -> str:
    inner = words.html(span.start, span.end)
    language = f' lang="{attribute(block.language)}"' if block.language else ""
    if block.kind == "heading":
        rank = min(_FIRST_RANK + max(block.level, 1) - 1, _LAST_RANK)
        return f"<h{rank}{language}>{inner}</h{rank}>"
    if block.kind == "code":
        return f'<pre tabindex="0"><code>{inner}</code></pre>'
    if block.kind == "quote":
        return f"<blockquote{language}><p>{inner}</p></blockquote>"
    if block.kind in ("caption", "credit"):
        return f'<p class="sq-{block.kind}"{language}>{inner}</p>'
    return f"<p{language}>{inner}</p>"


def _list(group: Sequence[tuple[int, Block, Span]], words: Words) -> str:
    """Items one in another by how deep they lie; their numbers are in their words."""
    parts: list[str] = []
    depth = 0
    for _, block, span in group:
        level = max(1, min(block.level, depth + 1))
        while depth > level:
            parts.append("</li></ul>")
            depth -= 1
        parts.append("</li>" if depth == level else "<ul>")
        depth = level
        kind = ' class="sq-numbered"' if block.ordinal else ""
        parts.append(f"<li{kind}>{words.html(span.start, span.end)}")
    parts.append("</li></ul>" * depth)
    return "".join(parts)


def _table(blocks: Sequence[Block], group: Sequence[tuple[int, Block, Span]], words: Words) -> str:
    """Rows with their cells; a row that others hang under names the columns."""
    headers = {block.parent for block in blocks if block.kind == "row"}
    rows = "".join(
        f"<tr>{_cells(block, span, 'th' if number in headers else 'td', words)}</tr>"
        for number, block, span in group
    )
    return f'<div class="sq-table" tabindex="0"><table>{rows}</table></div>'


def _cells(block: Block, span: Span, tag: str, words: Words) -> str:
    if not block.columns or span != Span(block.start, block.end):
        return f"<{tag}>{words.html(span.start, span.end)}</{tag}>"
    cells: list[str] = []
    own = replace(words, span=None)
    for cell, repeated in groupby(block.columns):
        count = len(list(repeated))
        if cell is None:
            cells.append(f"<{tag}></{tag}>" * count)
            continue
        wide = f' colspan="{count}"' if count > 1 else ""
        kind = ' class="sq-number"' if _is_number(words.source[cell.start : cell.end]) else ""
        # A cell that reaches down from a row above isn't marked.
        inside = block.start <= cell.start and cell.end <= block.end
        inner = (words if inside else own).html(cell.start, cell.end)
        cells.append(f"<{tag}{wide}{kind}>{inner}</{tag}>")
    return "".join(cells)


def _is_number(cell: str) -> bool:
    """Whether a cell is a number, a sum or a time, which stays on one line: "8 900,00 ₽"."""
    digits = any(character.isdigit() for character in cell)
    return digits and len(cell) <= _NUMBER_CHARACTERS and not any(map(str.isalpha, cell))
