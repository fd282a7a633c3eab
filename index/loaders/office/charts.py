"""Charts as the tables they were drawn from."""

import re
from typing import TYPE_CHECKING

from index.loaders.markup.xml import attribute, child, children, local
from index.loaders.office.flow import Flow
from index.loaders.office.formats.numbers import show_number
from index.loaders.office.grid import Table
from index.loaders.office.package import Package
from index.loaders.parsed import clean
from index.loaders.values.tables import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_POINTS = 1_000
_CYRILLIC = re.compile(r"[а-яё]", re.I)


def lay_chart(flow: Flow, package: Package, source: str, relation: str) -> None:
    """Lay a chart's title, and its categories with the values of each series."""
    _, name = package.related(source).get(relation, ("", ""))
    chart = child(package.part(name), "chart") if name in package.archive.names else None
    if chart is None:
        return
    title = child(chart, "title")
    if title is not None:
        flow.paragraph(_words(title), kind="caption")
    plot = child(chart, "plotArea")
    series = [] if plot is None else list(plot.iter("{*}ser"))
    if not series:
        return
    categories: dict[int, str] = {}
    for one in series:
        categories.update(_points(child(one, "cat")) or _points(child(one, "xVal")))
    names = [clean(" ".join(_points(child(one, "tx")).values())) for one in series]
    russian = bool(_CYRILLIC.search(" ".join([*names, *categories.values()])))
    language = "ru" if russian else "en"
    values = [
        _points(child(one, "val"), language) or _points(child(one, "yVal"), language)
        for one in series
    ]
    rows = [(Cell(""), *map(Cell, names))] if any(names) else []
    for at in sorted({*categories, *(at for found in values for at in found)})[:_MOST_POINTS]:
        shown = (Cell(found.get(at, "")) for found in values)
        rows.append((Cell(categories.get(at, "")), *shown))
    flow.table(Table(tuple(rows), 1 if any(names) else 0))


def _points(element: "Element | None", language: str | None = None) -> dict[int, str]:
    """The words or, in a language, the numbers of a series that the chart keeps with it."""
    found: dict[int, str] = {}
    if element is None:
        return found
    code = next((said.text or "" for said in element.iter("{*}formatCode")), "General")
    for number, point in enumerate(element.iter("{*}pt")):
        text = "".join(inner.text or "" for inner in children(point, "v"))
        index = attribute(point, "idx") or ""
        at = int(index) if index.isdecimal() else number
        if at not in found:
            found[at] = clean(_number(text, code, language) if language else text)
    said = child(element, "v")
    return found or ({} if said is None else {0: clean(said.text or "")})


def _number(text: str, code: str, language: str) -> str:
    """A number as the chart's own format shows it; anything else as it stands."""
    try:
        return show_number(float(text), code, language)
    except (ValueError, OverflowError, IndexError):
        return text


def _words(element: "Element") -> str:
    """The words of a title."""
    parts: list[str] = []
    for inner in element.iter():
        if local(inner) == "t":
            parts.append(inner.text or "")
        elif local(inner) == "p":
            parts.append(" ")
    return "".join(parts)
