"""What is drawn on a page: straight lines of tables, dots of lists, pictures that cover it."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.loaders.pdf.frame import Frame
from index.loaders.pdf.shapes import Edge
from index.types import Box

# Plans and maps have more; they have no tables that could be told.
MOST_OBJECTS = 8_000
_MOST_SEGMENTS = 64
_DEEPEST = 4
# A filled shape no thicker is a line, one within these limits and as high as wide a bullet.
_THICKEST_LINE = 3.0
_BULLET = (1.2, 7.0)
_BULLET_SHAPE = 0.25
_STRAIGHT = 0.7
# A shape that closes has so many segments.
_CLOSED = 4
_WHITE = 250


@dataclass(slots=True)
class Drawings:
    """Lines, dots, and the share of the page that its largest picture covers."""

    edges: list[Edge] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    picture: float = 0.0


@dataclass(frozen=True, slots=True)
class _Matrix:
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: "_Matrix") -> "_Matrix":
        """The matrix that does `inner` first, then this."""
        e, f = self.point(inner.e, inner.f)
        return _Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            e,
            f,
        )


def drawings_of(page: Any, frame: Frame) -> Drawings:
    """Read what is drawn, as displayed."""
    from pypdfium2 import raw

    found = Drawings()
    area = frame.width * frame.height or 1.0
    for count, (item, kind, matrix) in enumerate(_objects(raw, page)):
        if count > MOST_OBJECTS:
            found.edges.clear()
            break
        box = _bounds(raw, item, matrix, frame)
        if box is None:
            continue
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.picture = max(found.picture, _area(box, frame) / area)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(raw, found, item, matrix, box, frame)
    return found


def _objects(raw: Any, page: Any) -> Iterator[tuple[Any, int, _Matrix]]:
    """Every object with its kind and the matrix of what holds it."""
    waiting = [
        (raw.FPDFPage_GetObject(page, index), _Matrix(), 0)
        for index in reversed(range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)))
    ]
    while waiting:
        item, matrix, depth = waiting.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inside = matrix.after(_matrix(raw, item))
            count = min(raw.FPDFFormObj_CountObjects(item), MOST_OBJECTS)
            for index in reversed(range(count)):
                waiting.append((raw.FPDFFormObj_GetObject(item, index), inside, depth + 1))
        yield item, kind, matrix


def _matrix(raw: Any, item: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _Matrix()
    return _Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _bounds(raw: Any, item: Any, matrix: _Matrix, frame: Frame) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    ax, ay = matrix.point(left.value, bottom.value)
    bx, by = matrix.point(right.value, top.value)
    return frame.box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _area(box: Box, frame: Frame) -> float:
    width = min(box[2], frame.width) - max(box[0], 0)
    height = min(box[3], frame.height) - max(box[1], 0)
    return max(width, 0) * max(height, 0)


def _add_path(
    raw: Any, found: Drawings, item: Any, matrix: _Matrix, box: Box, frame: Frame
) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    filled = bool(fill.value) and not _is_white(raw, item)
    if not filled and not stroke.value:
        return
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if _BULLET[0] <= max(width, height) <= _BULLET[1]:
        # A circle or square that isn't filled is a bullet of a list within another.
        round_or_square = abs(width - height) <= _BULLET_SHAPE * max(width, height)
        if round_or_square and (filled or raw.FPDFPath_CountSegments(item) >= _CLOSED):
            found.dots.append(box)
        if round_or_square or filled:
            return
    if min(width, height) <= _THICKEST_LINE:
        found.edges.append(_thin(box))
        return
    found.edges.extend(_sides(raw, item, matrix, frame))


def _thin(box: Box) -> Edge:
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return Edge(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Edge(middle, top, middle, bottom)


def _sides(raw: Any, item: Any, matrix: _Matrix, frame: Frame) -> Iterator[Edge]:
    """The level and upright lines of a path."""
    whole = matrix.after(_matrix(raw, item))
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    at: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.point(*whole.point(x.value, y.value))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and at is not None:
            yield from _straight(at, point)
        at = point
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _straight(at, start)
            at = start


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Edge]:
    flat, tall = abs(a[0] - b[0]), abs(a[1] - b[1])
    if max(flat, tall) > _THICKEST_LINE and min(flat, tall) < _STRAIGHT:
        yield _thin((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))


def _is_white(raw: Any, item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0
