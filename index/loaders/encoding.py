"""Bytes into text: UTF-8, UTF-16, or the old Cyrillic code pages."""

import re
from pathlib import Path

from index.errors import LoadError
from index.text.words import morphology

_BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_CYRILLIC_PAGES = ("cp1251", "koi8-r", "cp866")
_SINGLE_BYTE = [*_CYRILLIC_PAGES, "cp1252"]
# Control characters that text has no use for; a file with more than this share is binary.
_MAX_CONTROL_SHARE = 0.01
# A text with no more bad bytes than this share of it is UTF-8 all the same.
_MAX_BAD_SHARE = 0.005
_BAD = "\ufffd"
# A code page is believed where this share of the words it makes is Russian.
_KNOWN_SHARE = 0.6
_SAMPLE_CHARACTERS = 5_000
_WORD = re.compile(r"[А-Яа-яЁё]{2,}")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
_META_WITHIN = 4_096


def decode(path: Path, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode a file's bytes, with the codes of what was amiss.

    A bad byte in UTF-8 becomes U+FFFD. Raises LoadError where the bytes are no text.
    """
    text = _decode(raw)
    if text is None or _looks_binary(text):
        raise LoadError("document_binary", path=path)
    return text, _warnings(raw, text)


def decode_html(path: Path, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The same for a page, which may say itself what it is written in."""
    said = _CHARSET.search(raw[:_META_WITHIN])
    if said and not raw.startswith(tuple(_BYTE_ORDER_MARKS)):
        try:
            text = raw.decode(said[1].decode())
        except (LookupError, UnicodeDecodeError):
            return decode(path, raw)
        if not _looks_binary(text):
            return text, ()
    return decode(path, raw)


def _warnings(raw: bytes, text: str) -> tuple[str, ...]:
    was_there = _BAD.encode() in raw
    return ("document_bad_bytes",) if _BAD in text and not was_there else ()


def _decode(raw: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if raw.startswith(mark):
            return _forgiving(raw, encoding)
    if wide := _unmarked_utf16(raw):
        return _forgiving(raw, wide)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _nearly_utf8(raw) or _decode_single_byte(raw)


def _forgiving(raw: bytes, encoding: str) -> str | None:
    text = raw.decode(encoding, "replace")
    return text if text.count(_BAD) <= max(1, _MAX_BAD_SHARE * len(text)) else None


def _unmarked_utf16(raw: bytes) -> str | None:
    """UTF-16 without its mark: in one of two places nearly every byte is that of a script's page.

    Latin letters have 0 there, Cyrillic ones 4.
    """
    sample = raw[:2_000]
    if len(sample) < 8 or 0 not in sample:
        return None
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[first::2]
        if sum(byte in (0, 4) for byte in high) > 0.9 * len(high):
            low = sample[1 - first :: 2]
            if low.count(0) < 0.05 * len(low):
                return encoding
    return None


def _nearly_utf8(raw: bytes) -> str | None:
    """UTF-8 with a bad byte here and there, among characters that only UTF-8 writes so."""
    text = raw.decode("utf-8", "replace")
    bad = text.count(_BAD)
    wide = sum(char > "\x7f" for char in text) - bad
    plain = bad <= max(1, _MAX_BAD_SHARE * len(text)) and wide > bad
    return text if plain else None


def _decode_single_byte(raw: bytes) -> str | None:
    if b"\0" in raw:
        return None
    shares = {page: _known_share(raw, page) for page in _CYRILLIC_PAGES}
    best = max(shares, key=lambda page: shares[page])
    if shares[best] >= _KNOWN_SHARE:
        return raw.decode(best, "replace")

    from charset_normalizer import from_bytes

    found = from_bytes(raw, cp_isolation=_SINGLE_BYTE).best()
    return str(found) if found else None


def _known_share(raw: bytes, page: str) -> float:
    """The share of the Cyrillic letters that stand in words which Russian has."""
    text = raw[:_SAMPLE_CHARACTERS].decode(page, "replace")
    words = _WORD.findall(text)
    foreign = sum(char > "\x7f" and not _WORD.match(char * 2) for char in text)
    known = sum(len(word) for word in words if _is_spelled(word))
    return known / (sum(map(len, words)) + foreign or 1)


def _is_spelled(word: str) -> bool:
    """Whether a word is known, and in capitals as words are: pages mix up large and small."""
    natural = word.islower() or word.isupper() or word.istitle()
    return natural and bool(morphology().word_is_known(word.lower()))


def _looks_binary(text: str) -> bool:
    control = sum(1 for char in text if char < " " and char not in "\t\n\r\f")
    return "\0" in text or control > _MAX_CONTROL_SHARE * len(text)
