"""What the Office formats share: a package of parts that point at one another."""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.loaders.archive import Archive, damaged, open_archive
from index.loaders.front_matter import FrontMatter, language_code
from index.loaders.markup.xml import children, local, part
from index.loaders.media import refuse_old_office
from index.loaders.parsed import Builder, Parsed, clean

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What programs write where nobody has given a title or a name.
_NO_TITLE = re.compile(
    r"(?:документ|document|doc|книга|book|презентация|presentation|powerpoint presentation"
    r"|презентация powerpoint|untitled|без названия|microsoft word - .*|word document|лист|sheet"
    r"|слайд|slide|title|заголовок|название)\s*\d*(?:\.\w{3,4})?",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"python-\w+|openpyxl|user\d*|пользователь\d*|admin\w*|админ\w*|windows user|home|unknown|автор"
    r"|пользователь windows|microsoft office user|author|student|студент|pc|hp|asus|acer|lenovo"
    r"|sheetjs|apache poi|phpword|phpspreadsheet|libreoffice.*|pandoc",
    re.I,
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ROOTS = {
    "wordprocessingml": "document",
    "presentationml": "presentation",
    "spreadsheetml": "workbook",
}
_CYRILLIC_LANGUAGES = frozenset(("ru", "uk", "be", "bg", "kk", "ky", "mk", "mn", "sr", "tg", "tt"))
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
# The date of python-docx's and python-pptx's own templates.
_TEMPLATE_DATES = ("2013-12-23", "2013-01-27")


@dataclass(slots=True)
class Package:
    """An Office file's parts, and the one that all else hangs under."""

    archive: Archive
    main: str
    _related: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def part(self, name: str | None) -> "Element | None":
        """Parse a part, None where it isn't there."""
        return part(self.archive, name) if name else None

    def related(self, source: str) -> dict[str, tuple[str, str]]:
        """By its id, the kind and the name of each part that a part points at."""
        if source not in self._related:
            folder, name = posixpath.split(source)
            found = {}
            element = part(self.archive, f"{folder}/_rels/{name}.rels".lstrip("/"))
            for link in children(element, "Relationship"):
                identifier = link.get("Id") or ""
                kind = (link.get("Type") or "").rsplit("/", 1)[-1]
                if link.get("TargetMode") == "External":
                    found[identifier] = (kind, "")
                    continue
                target = link.get("Target") or ""
                whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                found[identifier] = (kind, posixpath.normpath(whole).lstrip("/"))
            self._related[source] = found
        return self._related[source]

    def of_kind(self, source: str, kind: str) -> str | None:
        """The first part of a kind that a part points at."""
        return next((name for found, name in self.related(source).values() if found == kind), None)


def open_package(data: bytes, path: Path, content: str) -> Package:
    """Open an Office file of which the main part's media type contains `content`.

    Raises LoadError where it is protected, of the old kind, damaged or something else.
    """
    refuse_old_office(data, path)
    archive = open_archive(data, path)
    package = Package(archive, "")
    main = package.of_kind("", "officeDocument")
    if main is None or main not in archive.names:
        raise damaged(path, f"no {content} part")
    root = part(archive, main)
    if root is None or local(root) != _ROOTS[content]:
        raise damaged(path, f"no {_ROOTS[content]} in it")
    package.main = main
    return package


def properties(package: Package) -> FrontMatter:
    """What a file's properties say of it; what a program wrote of itself is passed over."""
    core = package.part(package.of_kind("", "core-properties"))
    said: dict[str, str] = {}
    for element in core if core is not None else ():
        said.setdefault(local(element), clean(element.text or ""))
    app = package.part(package.of_kind("", "extended-properties"))
    company = next((clean(found.text or "") for found in children(app, "Company")), "")
    return front_matter(
        title=said.get("title"),
        author=company or said.get("creator"),
        dates=(said.get("modified"), said.get("created")),
        language=said.get("language"),
    )


def front_matter(
    title: str | None,
    author: str | None,
    dates: tuple[str | None, ...] = (),
    language: str | None = None,
) -> FrontMatter:
    """A front matter of what a file says of itself where that tells something."""
    date = next((day for day in map(_day, dates) if day), None)
    return FrontMatter(
        title=title if title and not _NO_TITLE.fullmatch(title) else None,
        date=date,
        language=language_code(language) if language else None,
        source=author if author and not _NO_AUTHOR.fullmatch(author) else None,
    )


def _day(date: str | None) -> str | None:
    found = _DATE.match(date or "")
    return found[0] if found and found[0] not in _TEMPLATE_DATES else None


def finish(builder: Builder, front: FrontMatter, warnings: Sequence[str] = ()) -> Parsed:
    """Give what was laid; the language that a program puts down of itself isn't believed."""
    parsed = builder.finish(front, warnings)
    latin = len(_LATIN.findall(parsed.text))
    cyrillic = len(_CYRILLIC.findall(parsed.text))
    if front.language and (front.language in _CYRILLIC_LANGUAGES) != (cyrillic > latin):
        return replace(parsed, front=replace(front, language=None))
    return parsed


def relation(element: "Element", name: str = "id") -> str:
    """The id by which an element points at a part; its own id has no namespace."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith(f"}}{name}")), "")
