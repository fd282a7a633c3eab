"""XML of files that came from anybody: no entities, nothing from outside, nothing endless."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LoadError
from index.loaders.archive import Archive, damaged

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# A part with more takes gigabytes as a tree.
_LARGEST_TREE_BYTES = 60_000_000
_GUARDED = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


def parse(data: bytes, path: Path, *, doctype: bool = False) -> "Element":
    """Parse a part; raises LoadError where it is broken or declares entities.

    With `doctype` it may name a document type, as books do, but still declare nothing.
    """
    if len(data) > _LARGEST_TREE_BYTES:
        raise LoadError("document_too_large", path=path)
    data = _checked(data, path, doctype)
    from lxml import etree

    parser = etree.XMLParser(
        **_GUARDED,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(path, error) from error
    if root is None:
        raise damaged(path, "empty XML")
    return root


def elements(data: bytes, path: Path, *tags: str) -> "Iterator[Element]":
    """Give each element of some names as soon as it is whole, and forget it then."""
    data = _checked(data, path, False)
    from lxml import etree

    found = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        **_GUARDED,
    )
    try:
        for _, element in found:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise damaged(path, error) from error


def part(archive: Archive, name: str) -> "Element | None":
    """Parse a part of an archive, None where it isn't there."""
    data = archive.read(name)
    return None if data is None else parse(data, archive.path)


def local(element: "Element") -> str:
    """An element's name without its namespace; formats use several for the same."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: "Element | None", name: str) -> str | None:
    """An attribute's value by its name without a namespace, whichever it is in."""
    if element is None:
        return None
    if (plain := element.get(name)) is not None:
        return str(plain)
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: "Element | None", *names: str) -> "list[Element]":
    """The elements right in another, those of some names where any are given."""
    if element is None:
        return []
    return [inner for inner in element if not names or local(inner) in names]


def child(element: "Element | None", *names: str) -> "Element | None":
    """The first child of a name, of that child the first of the next name, and so on."""
    for name in names:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def value(element: "Element | None", *names: str) -> str | None:
    """What a child says in its attribute `val`."""
    return attribute(child(element, *names), "val")


def on(element: "Element | None", name: str) -> bool | None:
    """Whether a switch is on, None where the element hasn't got it."""
    found = child(element, name)
    if found is None:
        return None
    return (attribute(found, "val") or "true").lower() not in ("0", "false", "off", "none")


def whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number, `otherwise` where it is none."""
    try:
        return int(text) if text else otherwise
    except ValueError:
        return otherwise


def _checked(data: bytes, path: Path, doctype: bool) -> bytes:
    """The bytes of a part that declares nothing, seen as they are behind any encoding."""
    try:
        import lxml  # noqa: F401
    except ImportError as error:
        raise LoadError("extra_missing", extra="documents") from error
    for mark, encoding in _UTF16.items():
        if data.startswith(mark):
            text = data.decode(encoding, "replace").lstrip("\ufeff")
            data = (text.partition("?>")[2] if text.startswith("<?xml") else text).encode()
            break
    if b"<!ENTITY" in data or (not doctype and b"<!DOCTYPE" in data):
        raise damaged(path, "DOCTYPE")
    return data
