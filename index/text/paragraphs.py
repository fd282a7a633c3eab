"""Paragraphs of a text as spans, and which of them say nothing: credits and rules."""

import re

from index.types import Span

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LIST_ITEM = re.compile(r"(?:[-*•–]|\d{1,3}[.)])\s")
# A line of a journal: a date, alone or with the hour, and a dash or a colon.
_DATE = r"\d{1,4}([-./])\d\d?\1\d{2,4}"
_HOUR = r"(?:,?[ T]\d\d?:\d\d(?::\d\d)?)"
ENTRY = re.compile(rf"\[?{_DATE}(?:{_HOUR}\]?[ \t]*[:–—-]?|{_HOUR}?\]?[ \t]*[:–—-])[ \t]")
_SENTENCE_END = (".", "!", "?", "…", ":", ";", "»", "”", '"')
_CREDIT = re.compile(
    r"(?:фото|фотография|снимок|видео|иллюстрация|коллаж|инфографика"
    r"|photos?|pictures?|images?|video|illustration|infographic)"
    r"(?:(?:\s+(?:автора|credits?|by|courtesy(?:\s+of)?))?\s*[:©/|]"
    r"|\s+(?:by|courtesy\s+of)\s)",
    re.IGNORECASE,
)
# Credits are short; a longer paragraph that begins with «Фото:» describes something.
_CREDIT_MAX_CHARACTERS = 120
# The line that `seedqa translate` begins with, and nothing else of that kind.
_TRANSLATED = re.compile(r"(?:машинный перевод|machine translation): \S+", re.I)
_CREDIT_WORD = re.compile(r"[\w@][\w.@’'-]*\w|\w")
_PRESS_SERVICE = re.compile(r"\bпресс-служб\w+|\bpress (?:service|office)\b", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_CREDIT_WORDS_LISTED = """
автор автора агентство архив архива и из личного личный открытых источников предоставил предоставила
предоставлено пресс-служба пресс-службы пресс-службой с сайт сайта скриншот соцсетей страницы
a agency and archive archives by courtesy for from handout of press service the via
"""
_CREDIT_WORDS = frozenset(_CREDIT_WORDS_LISTED.split())
_HEADING_MAX_CHARACTERS = 60


def split_paragraphs(text: str) -> list[Span]:
    """Split a text into its paragraphs, each without surrounding white space."""
    spans: list[Span] = []
    start = 0
    for border in [*_BLANK_LINES.finditer(text), None]:
        end = border.start() if border else len(text)
        spans.extend(_split_block(text, start, end))
        start = border.end() if border else end
    return spans


def content_paragraphs(text: str) -> list[Span]:
    """List the paragraphs that say something: those that aren't credits or rules."""
    return [span for span in split_paragraphs(text) if not is_noise(text[span.start : span.end])]


def trim(text: str, start: int, end: int) -> Span | None:
    """Shrink a span to its text without surrounding white space, or None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _split_block(text: str, start: int, end: int) -> list[Span]:
    """Split a block without blank lines where a line ends a sentence or the next is a list item."""
    spans: list[Span] = []
    paragraph_start = line_start = start
    while line_start < end:
        newline = text.find("\n", line_start, end)
        line_end = newline if newline >= 0 else end
        next_start = line_end + 1
        line, rest = text[line_start:line_end], text[next_start:end]
        heads = line_start == start and _is_heading(line, rest)
        if not rest.strip() or heads or _ends_paragraph(line, rest):
            span = trim(text, paragraph_start, line_end)
            if span:
                spans.append(span)
            paragraph_start = next_start
        line_start = next_start
    return spans


def _is_heading(line: str, rest: str) -> bool:
    """A first line much shorter than the next one, without a stop, before a capital."""
    following = rest.lstrip().split("\n", 1)[0]
    return (
        len(line) <= _HEADING_MAX_CHARACTERS
        and len(following) > 1.5 * len(line)
        and following[:1].isupper()
        and not line.rstrip().endswith((".", ",", "-", "–", "—", ";"))
    )


def _ends_paragraph(line: str, rest: str) -> bool:
    following = rest.lstrip()
    if not following:
        return False
    if _LIST_ITEM.match(following) or ENTRY.match(following):
        return True
    opens = following[0].isupper() or following[0].isdigit() or following[0] in "—–«“\"'("
    return line.rstrip().endswith(_SENTENCE_END) and opens


def is_noise(paragraph: str) -> bool:
    if not any(char.isalnum() for char in paragraph):
        return True
    return len(paragraph) <= _CREDIT_MAX_CHARACTERS and _is_credit(paragraph)


def _is_credit(paragraph: str) -> bool:
    """Whether a line says who made a picture or a translation, and nothing about what is in it."""
    if _TRANSLATED.fullmatch(paragraph):
        return True
    mark = _CREDIT.match(paragraph)
    if not mark:
        return False
    rest = paragraph[mark.end() :]
    if _PRESS_SERVICE.search(rest) and not any(char.isdigit() for char in rest):
        return True
    words = _CREDIT_WORD.findall(rest)
    return all(
        word[0].isupper() or word in _CREDIT_WORDS or "." in word or _YEAR.fullmatch(word)
        for word in words
    )
