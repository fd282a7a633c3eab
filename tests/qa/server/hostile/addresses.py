"""Paths, methods, names of documents and queries that lead nowhere."""

from collections.abc import Iterator

from tests.qa.server.hostile.case import ASK, FEEDBACK, OPENAI, STREAM, Case

PATHS = (
    "/api", "/api/", "/api/asks", "/api/ask/", "/api/ask/stream/", "/API/ASK", "/api//ask",
    "//api/ask", "/api/./ask", "/api/ask%00", "/api/ask%2f", "/api/../api/ask", "/v1", "/v1/",
    "/v1/completions", "/v1/embeddings", "/v1/chat/completions/", "/mcp", "/mcp/", "/admin",
    "/login", "/docs", "/redoc", "/.env", "/.git/config", "/wp-login.php", "/etc/passwd",
    "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/static/../../etc/passwd",
    "/assets/..%2f..%2fpyproject.toml", "/gradio_api/upload", "/gradio_api/file=/etc/passwd",
    "/gradio_api/file=pyproject.toml", "/gradio_api/proxy=http://169.254.169.254/",
    "/gradio_api/info", "/gradio_api/stream/x/y/z", "/gradio_api/call/ask", "/monitoring",
    "/metrics/", "/healthz/x", "/readyz%20", "/favicon.ico", "/widget.js.map", "/widget.js/..",
    "/embed/", "/server-status", "/actuator/env", "/debug/pprof",
)  # fmt: skip


def paths() -> Iterator[Case]:
    for path in PATHS:
        yield Case(f"GET {path}", "GET", path, 404, "", None)


METHODS = {
    ASK: ("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE"),
    STREAM: ("GET", "PUT", "DELETE"),
    FEEDBACK: ("GET", "PUT", "DELETE"),
    "/api/documents": ("POST", "PUT", "DELETE", "PATCH"),
    "/api/documents/a.md": ("POST", "PATCH"),
    "/api/suggestions": ("POST", "PUT", "DELETE"),
    "/healthz": ("POST", "PUT", "DELETE"),
    "/readyz": ("POST", "DELETE"),
    "/metrics": ("POST", "DELETE"),
    OPENAI: ("GET", "PUT", "DELETE"),
    "/v1/models": ("POST", "DELETE"),
    "/": ("POST", "PUT", "DELETE", "PROPFIND"),
    "/gradio_api/queue/join": ("GET", "PUT"),
}


def methods() -> Iterator[Case]:
    for path, methods in METHODS.items():
        for method in methods:
            yield Case(f"{method} {path}", method, path, 405, "wrong_method")


DOCUMENT_IDS = (
    "..", ".", "../pyproject.toml", "..%2fpyproject.toml", "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "....//....//etc/passwd", "..\\..\\windows\\win.ini", "%5c%5cserver%5cshare", "/etc/passwd",
    "//etc/passwd", "C:\\boot.ini", "file:///etc/passwd", "a%00.md", "%00",
    "%0d%0aSet-Cookie:%20a=b", "%0a", "a.md%0d%0aX-Evil: 1", "a" * 4_000, "%ff%fe",
    "%c0%ae%c0%ae/", "%u002e", "{id}", "${id}", "$(id)", "`id`", "' OR 1=1 --",
    "'; DROP TABLE documents; --", "<script>alert(1)</script>",
    "%3Cimg%20src=x%20onerror=alert(1)%3E", "*", "%25", "%", "CON", "nul.md", "🤖", "кто", " ",
    "~root", "a/b/c/d/e/f", "-rf", "..;/", "store.sqlite", "../.seedqa/store.sqlite",
    "records.sqlite",
)  # fmt: skip


def documents() -> Iterator[Case]:
    for name in DOCUMENT_IDS:
        yield Case(f"the document {name[:40]!r}", "GET", f"/api/documents/{name}", 404, "")
        # A line break is in no path of ours.
        status = 404 if "%0d" in name else 403
        yield Case(f"removing {name[:40]!r}", "DELETE", f"/api/documents/{name}", status, "")


QUERIES = (
    "start=a", "start=-1", "start=1.5", "start=", "end=a", "end=-5", "end=99999999999999999999",
    "start=1e9", "start[]=1", "start=%00", "start=0x10", "end=٣x",
)  # fmt: skip


def queries() -> Iterator[Case]:
    for query in QUERIES:
        path = f"/api/documents/DOCUMENT?{query}"
        expected = (200, None) if query == "start[]=1" else (422, "invalid_field")
        yield Case(f"a document with {query}", "GET", path, *expected)
    for language in ("", "de", "RU", "ru ", "ru%00", "auto", "../ru", "%ff"):
        path = f"/api/suggestions?language={language}"
        yield Case(f"suggestions in {language!r}", "GET", path, 422, "invalid_field")
    yield Case("suggestions in no language", "GET", "/api/suggestions", 422, "invalid_field")
