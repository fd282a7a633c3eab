"""What was read of a file as plain JSON and back: nothing that another process says is run."""

from dataclasses import asdict
from typing import Any

from index.loaders.front_matter import FrontMatter
from index.loaders.parsed import Parsed
from index.types import Anchor, Block, Span


def packed(parsed: Parsed) -> dict[str, Any]:
    """Turn what was read into lists and texts."""
    return {
        "text": parsed.text,
        "blocks": [
            (
                block.kind, block.start, block.end, block.level, block.ordinal, block.parent,
                [span and (span.start, span.end) for span in block.columns], block.language,
            )
            for block in parsed.blocks
        ],
        "anchors": [
            (anchor.kind, anchor.start, anchor.end, anchor.number, anchor.label, anchor.box)
            for anchor in parsed.anchors
        ],
        "front": asdict(parsed.front),
        "warnings": parsed.warnings,
    }  # fmt: skip


def unpacked(said: dict[str, Any]) -> Parsed:
    """Turn `packed` back."""
    return Parsed(
        said["text"],
        tuple(
            Block(
                kind, start, end, level, ordinal, parent,
                tuple(span and Span(*span) for span in columns), language,
            )
            for kind, start, end, level, ordinal, parent, columns, language in said["blocks"]
        ),
        tuple(
            Anchor(kind, start, end, number, label, box and tuple(box))
            for kind, start, end, number, label, box in said["anchors"]
        ),
        FrontMatter(**said["front"]),
        tuple(said["warnings"]),
    )  # fmt: skip
