"""What isn't HTTP, or barely, and the statuses it may end in."""


def _raw(*lines: str, body: bytes = b"") -> bytes:
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


_HOST = "Host: localhost"
# What isn't HTTP, or barely, with the statuses it may end in; "closed" is no answer at all.
RAW: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "nonsense": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50, ("400",)),
    "a greeting": (b"EHLO localhost\r\n\r\n", ("400",)),
    "no version": (b"GET /healthz\r\n\r\n", ("400",)),
    "an unknown version": (_raw("GET /healthz HTTP/9.9", _HOST), ("200", "505")),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ("421",)),
    "no host": (_raw("GET /healthz HTTP/1.1"), ("400", "421")),
    "two hosts": (_raw("GET /healthz HTTP/1.1", _HOST, "Host: evil.example"), ("400",)),
    "a line break in a header": (_raw("GET / HTTP/1.1", _HOST, "X: a\nSet-Cookie: b"), ("404",)),
    "a NUL in a header": (_raw("GET / HTTP/1.1", _HOST, "X: a\x00b"), ("400",)),
    "a NUL in the path": (_raw("GET /\x00 HTTP/1.1", _HOST), ("400",)),
    "a space in the path": (_raw("GET /a b HTTP/1.1", _HOST), ("400",)),
    "a space before the colon": (_raw("GET / HTTP/1.1", _HOST, "X : a"), ("400",)),
    "a folded header": (_raw("GET /nothing HTTP/1.1", _HOST, "X: a", " b"), ("400", "404")),
    "a header without a colon": (_raw("GET / HTTP/1.1", _HOST, "nonsense"), ("400",)),
    "headers of a megabyte": (_raw("GET / HTTP/1.1", _HOST, "X: " + "a" * 999_999), ("400", "431")),
    "a path of 100 KB": (_raw(f"GET /{'a' * 100_000} HTTP/1.1", _HOST), ("400", "404", "414")),
    "a negative length": (_raw("POST /api/ask HTTP/1.1", _HOST, "Content-Length: -1"), ("400",)),
    "a length of letters": (_raw("POST /api/ask HTTP/1.1", _HOST, "Content-Length: abc"), ("400",)),
    "two lengths": (
        _raw("POST /api/ask HTTP/1.1", _HOST, "Content-Length: 5", "Content-Length: 6", body=b"{}"),
        ("400",),
    ),
    "a huge length": (
        _raw("POST /api/ask HTTP/1.1", _HOST, "Content-Length: 99999999999"), ("413",),
    ),
    "a length and chunks": (
        _raw("POST /api/ask HTTP/1.1", _HOST, "Content-Length: 5", "Transfer-Encoding: chunked",
             body=b"0\r\n\r\n"),
        ("400", "422"),
    ),
    "broken chunks": (
        _raw("POST /api/ask HTTP/1.1", _HOST, "Transfer-Encoding: chunked", body=b"zz\r\n{}\r\n"),
        ("400",),
    ),
    "endless chunks": (
        _raw("POST /api/ask HTTP/1.1", _HOST, "Transfer-Encoding: chunked",
             body=b"fffff\r\n" + b"a" * 0xFFFFF + b"\r\n"),
        ("413", "400"),
    ),
    "an unknown coding": (
        _raw("POST /api/ask HTTP/1.1", _HOST, "Transfer-Encoding: gzip"), ("400", "501"),
    ),
    "a whole address": (_raw("GET http://evil.example/healthz HTTP/1.1", _HOST), ("404", "400")),
    "a tunnel": (_raw("CONNECT evil.example:443 HTTP/1.1", _HOST), ("400", "404", "405")),
    "a star": (_raw("OPTIONS * HTTP/1.1", _HOST), ("404", "405", "400")),
    "a method of ours": (_raw("SEED /api/ask HTTP/1.1", _HOST), ("405",)),
    "an upgrade": (
        _raw("GET /nothing HTTP/1.1", _HOST, "Connection: Upgrade", "Upgrade: websocket",
             "Sec-WebSocket-Key: a", "Sec-WebSocket-Version: 13"),
        ("404", "403", "400", "426"),
    ),
}  # fmt: skip
