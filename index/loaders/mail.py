"""Letters: what stands at their head, their words, and the names of what is attached."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from index.errors import LoadError
from index.loaders.archive import damaged
from index.loaders.encoding import decode, decode_html
from index.loaders.front_matter import FrontMatter
from index.loaders.parsed import Builder, Parsed, clean
from index.loaders.plain import lay_plain

_MOST_BYTES = 100_000_000
_MOST_PARTS = 500
_DEEPEST = 5
_SHOWN = ("From", "To", "Cc", "Date")
# A page that says more by how it is laid than its words do.
_STRUCTURE = re.compile(r"<(?:ul|ol|table|h[1-6])\b", re.I)
_QUOTED = re.compile(r"^(?:> ?)+")
_ADDRESS = re.compile(r"\s*<[^<>]*>\s*$")


def read_eml(data: bytes, path: Path) -> Parsed:
    """Read a letter; raises LoadError where it is none."""
    if len(data) > _MOST_BYTES:
        raise LoadError("document_too_large", path=path)
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if not message.keys():
        raise damaged(path, "no headers")
    layer = _Layer(path)
    layer.lay(message)
    sender = _header(message, "From", path)
    front = FrontMatter(
        title=_header(message, "Subject", path) or None,
        date=_day(message, path),
        source=_ADDRESS.sub("", sender).strip(' "') or sender or None,
    )
    return layer.builder.finish(front, layer.warnings)


class _Layer:
    def __init__(self, path: Path) -> None:
        self.builder = Builder()
        self.warnings: list[str] = []
        self._path = path
        self._parts = 0

    def lay(self, message: EmailMessage, depth: int = 1) -> None:
        """Lay a letter, and those inside it."""
        self.builder.block("heading", _header(message, "Subject", self._path), level=depth)
        for name in _SHOWN:
            if text := _header(message, name, self._path):
                self.builder.block("item", f"{name}: {text}", level=1)
        attached: list[str] = []
        inner: list[EmailMessage] = []
        for part in self._bodies(message, attached, inner):
            self._body(part)
        for name in attached:
            self.builder.block("item", name, level=1)
        for letter in inner:
            if depth < _DEEPEST:
                self.lay(letter, depth + 1)

    def _bodies(
        self, part: EmailMessage, attached: list[str], inner: list[EmailMessage]
    ) -> Iterator[EmailMessage]:
        """The parts that are read as the letter's text; the others are named or kept."""
        self._parts += 1
        kind = part.get_content_type()
        if self._parts > _MOST_PARTS:
            return
        if kind == "message/rfc822":
            inner += [found for found in part.iter_parts() if isinstance(found, EmailMessage)]
        elif kind == "multipart/alternative":
            choices = [found for found in part.iter_parts() if isinstance(found, EmailMessage)]
            if choices:
                yield from self._bodies(self._best(choices), attached, inner)
        elif part.is_multipart():
            for found in part.iter_parts():
                if isinstance(found, EmailMessage):
                    yield from self._bodies(found, attached, inner)
        elif part.is_attachment() or kind not in ("text/plain", "text/html"):
            if name := clean(_filename(part, self._path)):
                attached.append(name)
        else:
            yield part

    def _best(self, choices: list[EmailMessage]) -> EmailMessage:
        """The plain text, unless a page's headings, lists and tables tell more."""
        plain = next((part for part in choices if part.get_content_type() == "text/plain"), None)
        pages = [part for part in reversed(choices) if self._is_page(part, plain is None)]
        return pages[0] if pages else plain or choices[-1]

    def _is_page(self, part: EmailMessage, only: bool) -> bool:
        """Whether a part has a page which is the only text, or says more by how it is laid."""
        pages = [found for found in part.walk() if found.get_content_type() == "text/html"]
        return bool(pages) and (only or bool(_STRUCTURE.search(self._text(pages[0]))))

    def _body(self, part: EmailMessage) -> None:
        from index.loaders.markup.html import lay_html

        text = self._text(part)
        if part.get_content_type() == "text/html":
            lay_html(self.builder, text)
            return
        if part.get_param("format") == "flowed":
            text = _unwrapped(text, part.get_param("delsp") == "yes")
        for quoted, piece in _pieces(text):
            if quoted:
                for paragraph in piece.split("\n\n"):
                    self.builder.block("quote", clean(paragraph, keep_lines=True).strip())
            else:
                lay_plain(self.builder, piece)

    def _text(self, part: "EmailMessage") -> str:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        charset = part.get_content_charset()
        if charset and charset not in ("us-ascii", "unknown-8bit"):
            try:
                return _lines(data.decode(charset))
            except (LookupError, UnicodeDecodeError):
                pass
        if not data.strip():
            return ""
        html = part.get_content_type() == "text/html"
        try:
            text, amiss = (decode_html if html else decode)(self._path, data)
        except LoadError:
            # One part that is no text makes no letter unreadable.
            text, amiss = data.decode("utf-8", "replace"), ("document_bad_bytes",)
        self.warnings += amiss
        return _lines(text)


def _header(message: EmailMessage, name: str, path: Path) -> str:
    """A header's words, whichever way they are encoded."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    text = str(raw)
    unfolded = re.sub(r"\r?\n[ \t]+", " ", text)
    try:
        if any("\udc80" <= char <= "\udcff" for char in text):
            return clean(decode(path, unfolded.encode("utf-8", "surrogateescape"))[0])
        return clean(str(make_header(decode_header(unfolded))))
    except (LookupError, UnicodeError, MessageError, ValueError, LoadError):
        return clean(unfolded.encode("utf-8", "replace").decode())


def _filename(part: EmailMessage, path: Path) -> str:
    try:
        name = part.get_filename() or ""
        return str(make_header(decode_header(name)))
    except (LookupError, UnicodeError, MessageError, ValueError):
        return ""


def _day(message: EmailMessage, path: Path) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "Date", path)).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unwrapped(text: str, drop_space: bool) -> str:
    """Lines that were broken for the way, joined."""
    joined: list[str] = []
    open_ = False
    for line in text.split("\n"):
        line = line[1:] if line.startswith(" ") else line
        if open_ and joined and not line.startswith(">"):
            joined[-1] = (joined[-1][:-1] if drop_space else joined[-1]) + line
        else:
            joined.append(line)
        open_ = line.endswith(" ") and line != "-- "
    return "\n".join(joined)


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Stretches of a letter's own lines and of quoted ones."""
    lines: list[str] = []
    quoted = False
    for line in text.split("\n"):
        mark = _QUOTED.match(line)
        if bool(mark) != quoted and lines and (mark or line.strip()):
            yield quoted, "\n".join(lines)
            lines = []
        if mark or line.strip():
            quoted = bool(mark)
        lines.append(line[mark.end() :] if mark else line)
    yield quoted, "\n".join(lines)
