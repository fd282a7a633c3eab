"""Plain text into blocks: paragraphs, the items of its lists, lines that are headings."""

import re

from index.loaders.parsed import Builder, clean
from index.text.paragraphs import ENTRY, is_noise, split_paragraphs

_BULLET = re.compile(r"[-*•–▪◦·][ \t]+")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*[.)]|[a-zа-я]\))[ \t]+", re.I)
_HEADING_CHARACTERS = 60
_STOPS = (".", ",", ":", ";", "!", "…", "-", "–", "—")
_QUOTES = '«»„“”"'


def lay_plain(builder: Builder, source: str) -> None:
    """Lay a text's paragraphs, their lines as they are."""
    text = clean(source, keep_lines=True)
    paragraphs = [text[span.start : span.end] for span in split_paragraphs(text)]
    lead: int | None = None
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else ""
        number, bullet = _NUMBER.match(paragraph), _BULLET.match(paragraph)
        if number or bullet or ENTRY.match(paragraph):
            builder.block(
                "item",
                paragraph,
                level=1,
                ordinal=number[1] if number else None,
                parent=lead,
            )
            continue
        if is_noise(paragraph):
            builder.block("credit", paragraph)
        elif is_heading(paragraph, following) or (at == 0 and _is_title(paragraph, following)):
            builder.block("heading", paragraph, level=2)
        else:
            laid = builder.block("paragraph", paragraph)
            lead = laid if paragraph.endswith(":") else None
            continue
        lead = None


def _is_title(line: str, following: str) -> bool:
    """Whether a text's first line is its name."""
    short = len(line) <= _HEADING_CHARACTERS and "\n" not in line
    return short and bool(following) and not _is_stopped(line)


def _is_stopped(line: str) -> bool:
    """Whether a line ends as sentences do, or is a quotation; a name in quotes may end a title."""
    quoted = line[:1] in _QUOTES and line[-1:] in _QUOTES
    return quoted or line.rstrip(_QUOTES).endswith(_STOPS)


def is_heading(line: str, following: str) -> bool:
    """Whether a line stands over the text that follows it: short, without a stop or a figure."""
    return (
        len(line) <= _HEADING_CHARACTERS
        and "\n" not in line
        and not _is_stopped(line)
        and (line.isupper() or len(following) > 2 * len(line))
        and bool(following)
        and line[:1].isupper()
        and not any(char.isdigit() for char in line)
        and not _NUMBER.match(following)
    )
