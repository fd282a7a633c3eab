"""Bodies that can't be read: broken, too large, sent as something else."""

from collections.abc import Iterator

from tests.qa.server.hostile.case import ASK, FEEDBACK, HELLO, JSON, OPENAI, STREAM, Case

BROKEN_JSON = {
    "nothing": b"",
    "spaces": b"   ",
    "a brace": b"{",
    "an open string": b'{"question": "',
    "no value": b'{"question": }',
    "a comma too many": b'{"question": "a",}',
    "single quotes": b"{'question': 'a'}",
    "no quotes": b"{question: 1}",
    "two values": b'{"question": "a"} {"question": "b"}',
    "a comment": b'{"question": "a" /* b */}',
    "not JSON": b"question=a",
    "XML": b"<question>a</question>",
    "a lone byte": b"\xff",
    "cut UTF-8": b'{"question": "\xd0"}',
    "Latin-1": '{"question": "é"}'.encode("latin-1"),
    "CP1251": '{"question": "Кто?"}'.encode("cp1251"),
    "a NUL byte": b'{"question": "a\x00b"}',
    "only NUL": b"\x00" * 64,
    "a control character": b'{"question": "a\x01"}',
    "a bad escape": b'{"question": "\\x41"}',
    "half an escape": b'{"question": "\\u12"}',
    "deep lists": b"[" * 20_000,
    "deep lists closed": b"[" * 10_000 + b"]" * 10_000,
    "deep objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "deep history": b'{"question": "a", "history": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
}


def broken_json() -> Iterator[Case]:
    for name, body in BROKEN_JSON.items():
        for path in (ASK, STREAM, FEEDBACK, OPENAI):
            yield Case(f"{name}, {path}", "POST", path, 0, "", body, JSON)


def too_large() -> Iterator[Case]:
    yield Case("a history of 2000 turns", "POST", ASK, 413, "too_large", _padded(100_000), JSON)
    for size in (80_000, 1_000_000, 5_000_000):
        for path in (ASK, STREAM, FEEDBACK, OPENAI):
            yield Case(f"{size} bytes, {path}", "POST", path, 413, "too_large", _padded(size), JSON)


def _padded(size: int) -> bytes:
    return b'{"question": "a", "pad": "' + b"a" * size + b'"}'


CONTENT_TYPES = (
    "text/plain", "text/html", "application/xml", "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x", "application/json-patch", "image/png", "*/*", "nonsense",
    "", "application/x-ndjson", "text/json-evil",
)  # fmt: skip


def content_types() -> Iterator[Case]:
    for kind in CONTENT_TYPES:
        for path in (ASK, STREAM):
            headers = {"content-type": kind}
            yield Case(f"sent as “{kind}”, {path}", "POST", path, 422, "", HELLO, headers)
    yield Case("sent without a type", "POST", ASK, 422, "", HELLO)
    utf16 = '{"question": "Спасибо"}'.encode("utf-16")
    yield Case("UTF-16, which JSON may be", "POST", ASK, 200, None, utf16, JSON)
