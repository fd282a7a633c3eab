"""Bytes into text: UTF-8, UTF-16 with its mark, or the old Cyrillic code pages."""

from pathlib import Path

from index.errors import LoadError

_BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_SINGLE_BYTE = ["cp1251", "koi8-r", "cp866", "cp1252"]
# Control characters that text has no use for; a file with more than this share is binary.
_MAX_CONTROL_SHARE = 0.01


def decode(path: Path, raw: bytes) -> str:
    """Decode a file's bytes; raises LoadError where they are no text."""
    text = _decode(raw)
    if text is None or _looks_binary(text):
        raise LoadError("document_binary", path=path)
    return text


def _decode(raw: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_single_byte(raw)


def _decode_single_byte(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes

    if b"\0" in raw:
        return None
    best = from_bytes(raw, cp_isolation=_SINGLE_BYTE).best()
    return str(best) if best else None


def _looks_binary(text: str) -> bool:
    control = sum(1 for char in text if char < " " and char not in "\t\n\r\f")
    return "\0" in text or control > _MAX_CONTROL_SHARE * len(text)
