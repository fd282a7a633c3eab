"""What is found on a page, in points from the upper left corner of the page as displayed."""

from dataclasses import dataclass, field

from index.types import Box


@dataclass(slots=True)
class Glyph:
    """A letter with its rectangle, baseline and look.

    `faint` letters may be invisible, `hidden` ones are; `generated` is a space that PDFium guesses.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    font: str = ""
    turn: int = 0
    faint: bool = False
    hidden: bool = False
    generated: bool = False
    raised: bool = False


@dataclass(slots=True)
class Word:
    """Letters without white space between them; `box` is in shares of the page as displayed.

    The other measures are of the page turned so that the word runs from left to right.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    font: str
    box: Box
    page: int
    turn: int = 0
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table: the first row and column it is in, and how many it reaches over."""

    row: int
    column: int
    rows: int
    columns: int
    words: tuple[Word, ...]


@dataclass(slots=True)
class Table:
    """Cells by row, and where the table stands; `edges` are the left sides of its columns."""

    rows: list[list[TableCell]]
    x0: float
    top: float
    x1: float
    bottom: float
    page: int
    edges: tuple[float, ...] = ()
    width: int = 0


@dataclass(slots=True)
class Line:
    """Words on one baseline of one column, which reaches from `left` to `right`.

    A line is `stretched` where it is spread over the whole width of a column whose lines are.
    """

    words: list[Word]
    page: int
    column: int = 0
    left: float = 0.0
    right: float = 0.0
    stretched: bool = False

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def base(self) -> float:
        """Its baseline."""
        return self.words[-1].base

    @property
    def size(self) -> float:
        """The font size of most of its letters."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: sizes[size])

    @property
    def bold(self) -> bool:
        """Whether all of its words with letters are bold."""
        lettered = [word for word in self.words if any(map(str.isalnum, word.text))]
        return bool(lettered) and all(word.bold for word in lettered)

    @property
    def text(self) -> str:
        """Its words with spaces between."""
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Edge:
    """A straight line drawn on a page, from (x0, top) to (x1, bottom), flat or upright."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Page:
    """A page's words, those in ruled tables apart; `label` is what the file calls it."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    label: str | None = None
    scanned: bool = False
