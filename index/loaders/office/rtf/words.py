"""RTF as a stream: control words, groups, and text in whatever code page it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.S,
)
_CHARSETS = {
    0: "cp1252", 2: "symbol", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk",
    136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A control word with its number, a brace, or bytes of text."""

    kind: str
    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Take RTF apart; what comes behind `\\bin` as pictures is passed over."""
    at = 0
    while match := _TOKEN.match(data, at):
        at = match.end()
        word, number, code, sign, brace, text = match.groups()
        if word:
            value = int(number) if number else None
            if word == b"bin" and value:
                at += max(value, 0)
                continue
            yield Token("word", word.decode("ascii"), value)
        elif code:
            yield Token("byte", data=bytes([int(code, 16)]))
        elif sign:
            yield Token("sign", word=sign.decode("latin-1"))
        elif brace:
            yield Token(brace.decode("ascii"))
        elif text:
            yield Token("text", data=text)


def code_page(charset: int | None) -> str | None:
    """The encoding of a font's charset number."""
    return _CHARSETS.get(charset or 0)


def decoded(data: bytes, encoding: str) -> str:
    """Bytes as text, whatever the page."""
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
