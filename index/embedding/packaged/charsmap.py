"""A normalisation map in the form that Hugging Face's `Precompiled` normaliser reads.

That is SentencePiece's “precompiled charsmap”: the size of a trie in bytes, the trie as a
double array in darts-clone's layout, and the replacements as NUL-ended UTF-8. A unit of the
double array is 32 bits:

    bits 0-7    the byte by which this node is reached
    bit  8      whether a key ends here (its value is then at the position reached by byte 0)
    bit  9      whether the offset is in steps of 256
    bits 10-30  the offset: XOR it with the node's position to find the position of its children
    bit  31     set in a unit that holds a value, in bits 0-30
"""

import struct
from collections.abc import Mapping

_PAGE = 256  # a node's children lie in one page, so a lookup never leaves the array
_SEARCHED_PAGES = 4  # a few: earlier ones are nearly full, and searching them all takes seconds
_NEAR = 1 << 21  # the offsets that fit without the step of 256
_ENDS_HERE = 1 << 8
_FAR = 1 << 9
_VALUE = 1 << 31

_Node = dict[int, "_Node | int"]


def build(replacements: Mapping[str, str]) -> bytes:
    """The charsmap that replaces each key by its value, and leaves all else alone."""
    text = bytearray()
    positions: dict[str, int] = {}
    root: _Node = {}
    for key, value in sorted(replacements.items()):
        if value not in positions:
            positions[value] = len(text)
            text += value.encode() + b"\0"
        node = root
        for byte in key.encode():
            child = node.setdefault(byte, {})
            assert isinstance(child, dict)
            node = child
        node[0] = positions[value]
    trie = b"".join(struct.pack("<I", unit) for unit in _double_array(root))
    return struct.pack("<I", len(trie)) + trie + bytes(text)


def _double_array(root: _Node) -> list[int]:
    units: list[int] = []
    taken: list[bool] = []
    bases: set[int] = set()
    _add_page(units, taken)
    taken[0] = True
    pending: list[tuple[int, _Node]] = [(0, root)]
    while pending:
        position, node = pending.pop()
        base = _base(position, node, taken, bases)
        while base is None:
            _add_page(units, taken)
            base = _base(position, node, taken, bases)
        bases.add(base)
        units[position] |= _offset_bits(position ^ base)
        for byte, child in node.items():
            child_place = base ^ byte
            taken[child_place] = True
            if isinstance(child, int):
                units[position] |= _ENDS_HERE
                units[child_place] = _VALUE | child
            else:
                units[child_place] = byte
                pending.append((child_place, child))
    return units


def _add_page(units: list[int], taken: list[bool]) -> None:
    units.extend([0] * _PAGE)
    taken.extend([False] * _PAGE)


def _base(position: int, node: _Node, taken: list[bool], bases: set[int]) -> int | None:
    """A base at which the node's children fall on free units of the last pages, if there is one.

    No two nodes share a base, or one would find the other's children; nor may a base equal the
    node's own position, for the offset 0 means “no children”.
    """
    for base in range(max(0, len(taken) - _SEARCHED_PAGES * _PAGE), len(taken)):
        if base == position or base in bases or not _encodable(position ^ base):
            continue
        if not any(taken[base ^ byte] for byte in node):
            return base
    return None


def _encodable(offset: int) -> bool:
    return offset < _NEAR or offset % _PAGE == 0


def _offset_bits(offset: int) -> int:
    return offset << 10 if offset < _NEAR else offset << 2 | _FAR
