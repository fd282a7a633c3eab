"""Which paragraphs are headings, and of what rank."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.loaders.pdf.layout.paragraphs import Paragraph
from index.loaders.pdf.shapes import Line, Table

# A heading's letters are larger than the text's by this, or bold and no smaller.
_LARGER = 1.12
_NO_SMALLER = 0.97
_LONGEST = 200
_MOST_LINES = 4
_DEEPEST = 6
_NO_HEADING = (",", ";", ":", "-", "–", "—")


@dataclass(frozen=True, slots=True)
class Ranks:
    """The text's own size, and the headings' looks from the highest rank down."""

    body: float
    looks: tuple[tuple[float, bool], ...]

    def level(self, paragraph: Paragraph) -> int:
        """The rank of a heading, 0 of what is none."""
        if not is_heading(paragraph, self.body):
            return 0
        look = _look(paragraph)
        at = self.looks.index(look) if look in self.looks else len(self.looks) - 1
        return min(at + 1, _DEEPEST)


def ranks_of(items: Sequence[Paragraph | Table]) -> Ranks:
    """Tell the size of the text from those of headings."""
    paragraphs = [item for item in items if isinstance(item, Paragraph)]
    body = body_size(line for paragraph in paragraphs for line in paragraph.lines)
    looks = {_look(paragraph) for paragraph in paragraphs if is_heading(paragraph, body)}
    return Ranks(body, tuple(sorted(looks, reverse=True)))


def body_size(lines: Iterable[Line]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        for word in line.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def is_heading(paragraph: Paragraph, body: float) -> bool:
    """Whether a paragraph stands over others: large or bold, short, without a sentence's end."""
    text = paragraph.text
    if len(text) > _LONGEST or len(paragraph.lines) > _MOST_LINES:
        return False
    if not any(map(str.isalpha, text)) or text.endswith(_NO_HEADING):
        return False
    large = paragraph.size >= _LARGER * body
    if not large and text.endswith(".") and not text.isupper():
        return False
    if large:
        return True
    if paragraph.size < _NO_SMALLER * body:
        return False
    return paragraph.bold or (
        text.isupper() and len(paragraph.lines) <= 2 and sum(map(str.isalpha, text)) > 3
    )


def _look(paragraph: Paragraph) -> tuple[float, bool]:
    return round(paragraph.size * 2) / 2, paragraph.bold
