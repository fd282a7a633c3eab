"""Points of a page's own space into those of the page as displayed."""

import math
from dataclasses import dataclass
from typing import Any

from index.types import Box

# Text that leans by more than this share is neither level nor upright.
_LEAN = 0.12


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page and by how many quarters it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """The width as displayed."""
        flat, tall = self.right - self.left, self.top - self.bottom
        return tall if self.turns % 2 else flat

    @property
    def height(self) -> float:
        """The height as displayed."""
        flat, tall = self.right - self.left, self.top - self.bottom
        return flat if self.turns % 2 else tall

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page is displayed, from the upper left corner."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle as displayed: left, top, right, bottom in points."""
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def turn(self, a: float, b: float) -> int | None:
        """By how many quarters clockwise text along (a, b) is turned; None where it leans."""
        length = math.hypot(a, b) or 1.0
        ox, oy = self.point(0, 0)
        x, y = self.point(a / length, b / length)
        x, y = x - ox, y - oy
        if min(abs(x), abs(y)) > _LEAN:
            return None
        if abs(x) >= abs(y):
            return 0 if x > 0 else 2
        return 1 if y > 0 else 3

    def upright(self, box: Box, turn: int) -> Box:
        """A displayed rectangle on the page turned so that text turned so runs to the right."""
        x0, top, x1, bottom = box
        if turn == 0:
            return box
        if turn == 1:
            return top, self.width - x1, bottom, self.width - x0
        if turn == 2:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        return self.height - bottom, x0, self.height - top, x1

    def displayed(self, box: Box, turn: int) -> Box:
        """The way back from `upright`."""
        x0, top, x1, bottom = box
        if turn == 0:
            return box
        if turn == 1:
            return self.width - bottom, x0, self.width - top, x1
        if turn == 2:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        return top, self.height - x1, bottom, self.height - x0

    def shares(self, box: Box) -> Box:
        """A displayed rectangle in shares of the page, cut to it."""
        x0, top, x1, bottom = box
        return (
            _share(x0, self.width),
            _share(top, self.height),
            _share(x1, self.width),
            _share(bottom, self.height),
        )


def frame_of(page: Any) -> Frame:
    """How a page is displayed."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, (page.get_rotation() // 90) % 4)


def _share(value: float, whole: float) -> float:
    return round(min(1.0, max(0.0, value / whole)), 5) if whole > 0 else 0.0
