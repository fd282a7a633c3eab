"""Elements of a page: what stands in them, which are seen, and their words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What no reader sees, or what is there to be pressed rather than read.
_UNSEEN_LISTED = """
script style template noscript svg iframe object embed head nav button select datalist textarea
input del s strike audio video canvas map rp rt
"""
_UNSEEN = frozenset(_UNSEEN_LISTED.split())
HEADINGS = {f"h{rank}": rank for rank in range(1, 7)} | {"summary": 6}
LOWEST_RANK = 6
# A paragraph in bold is a heading while it is as short as one.
_LONGEST_HEADING = 80
_ENDS_OF_SENTENCES = tuple('.!…:;,。！：»”"')
# What begins and ends a block and is nothing more by itself.
_PLAIN_LISTED = """
address article aside body center dd details dialog div dl dt fieldset figure footer form header
hgroup hr html legend li main menu ol p search section tbody td tfoot th thead tr ul
"""
PLAIN = frozenset(_PLAIN_LISTED.split())
# Elements deeper than this are taken for words; no page that a person wrote goes so deep.
DEEPEST = 150


def children(node: "LexborNode") -> "Iterator[LexborNode]":
    """What stands right in an element."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def is_seen(node: "LexborNode") -> bool:
    """Whether a browser shows an element to whoever reads the page."""
    tag = node.tag or ""
    if tag in _UNSEEN or tag.startswith(("-", "_", "!")):
        return False
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return not (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
        or "text-decoration:line-through" in style
    )


def words_of(node: "LexborNode", depth: int = 0) -> str:
    """The words that are seen in an element, in one line."""
    if depth > DEEPEST:
        return node.text(deep=True) or ""
    parts: list[str] = []
    for child in children(node):
        tag = child.tag or ""
        if tag == "-text":
            parts.append(child.text_content or "")
        elif is_seen(child):
            apart = tag in PLAIN or tag in HEADINGS or tag in ("br", "pre", "table")
            inner = (
                child.attributes.get("alt") or "" if tag == "img" else words_of(child, depth + 1)
            )
            parts.append(f" {inner} " if apart or tag == "img" else inner)
    return "".join(parts)


def bold_heading(node: "LexborNode") -> "LexborNode | None":
    """What is a heading though it is only in bold: a paragraph that is so wholly, ends like no
    sentence, and stands over something; or a question in bold that begins one."""
    shown = [
        child
        for child in children(node)
        if child.tag != "-text" or (child.text_content or "").strip()
    ]
    if not shown or shown[0].tag not in ("strong", "b") or not is_seen(shown[0]):
        return None
    text = words_of(shown[0]).strip()
    if len(text) > _LONGEST_HEADING or text.endswith(_ENDS_OF_SENTENCES):
        return None
    if len(shown) > 1:
        return shown[0] if text.endswith("?") else None
    below = node.next
    while below is not None and (below.tag == "-text" or not is_seen(below)):
        below = below.next
    is_over = below is not None and below.tag not in ("blockquote", "hr", *HEADINGS)
    return shown[0] if is_over else None
