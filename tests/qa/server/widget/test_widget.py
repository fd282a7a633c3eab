"""The widget's files: how they are served, how large they are, and what they never do."""

import gzip
import re

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from qa.server.widget.files import widget_asset
from qa.server.widget.routes import create_widget_router
from qa.server.widget.script import PIECES, widget_script
from qa.server.wire.encoding import Compression
from qa.server.wire.languages import Negotiation
from qa.settings import load_settings
from qa.wording.messages import LANGUAGES, catalogue

# What is promised: everything the widget needs, in one compressed file.
MAX_ZIPPED_BYTES = 8_192
MAX_LINES = 300
SITE = "https://example.org"


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    settings = load_settings(allowed_origins=(SITE,))
    app.include_router(create_widget_router(settings))
    app.add_middleware(Compression)
    app.add_middleware(Negotiation, settings=settings)
    return TestClient(app, headers={"accept-encoding": "identity", "accept-language": "en"})


def test_the_whole_widget_is_small(client: TestClient) -> None:
    response = client.get("/widget.js", headers={"accept-encoding": "gzip"})
    assert int(response.headers["content-length"]) <= MAX_ZIPPED_BYTES
    assert response.text == widget_script()


def test_how_it_is_served(client: TestClient) -> None:
    plain = client.get("/widget.js")
    zipped = client.get("/widget.js", headers={"accept-encoding": "br, gzip;q=0.5"})
    for response in (plain, zipped):
        assert response.headers["content-type"] == "text/javascript; charset=utf-8"
        assert response.headers["cache-control"] == "public, max-age=3600"
        assert response.headers["vary"] == "Accept-Encoding"
        assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    # Weak: no part of the one fits the other.
    assert plain.headers["etag"] == zipped.headers["etag"]
    assert plain.headers["etag"].startswith('W/"')
    none = client.get("/widget.js", headers={"accept-encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in none.headers
    head = client.head("/widget.js")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == plain.headers["content-length"]
    assert client.post("/widget.js").status_code == 405


@pytest.mark.parametrize("known", ["{}", '"x", {}', "*"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_a_browser_has_is_not_sent_again(
    client: TestClient, known: str, encoding: str
) -> None:
    etag = client.get("/widget.js").headers["etag"]
    headers = {"if-none-match": known.format(etag), "accept-encoding": encoding}
    response = client.get("/widget.js", headers=headers)
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == etag
    # A cache takes over what a 304 says of the file.
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert client.get("/widget.js", headers={"if-none-match": '"x"'}).status_code == 200


def test_it_is_the_same_each_time() -> None:
    assert gzip.compress(widget_script().encode(), mtime=0) == gzip.compress(
        widget_script().encode(), mtime=0
    )


@pytest.mark.parametrize(
    "never",
    ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(",
     "cookie", "localStorage", "setAttribute(\"style", "@import", "url(", "http:"],
)  # fmt: skip
def test_what_it_never_does(never: str) -> None:
    script = widget_script().replace("http://www.w3.org/2000/svg", "")
    assert never not in script


def test_the_pieces_are_short() -> None:
    for name in [*(f"{piece}.js" for piece in PIECES), "widget.css", "widget.d.ts", "demo.js"]:
        assert len(widget_asset(name).splitlines()) < MAX_LINES


def test_every_word_arrives() -> None:
    script = widget_script()
    for key in ("page.working", "widget.refused", "answer.certainty_unsure"):
        assert catalogue("en")[key] in script
    # No key is left that should have become a number.
    assert not re.search(r'"(?:page|answer|widget)\.[a-z_]+"', script)


def test_the_types(client: TestClient) -> None:
    response = client.get("/widget.d.ts")
    assert response.headers["content-type"] == "application/typescript; charset=utf-8"
    assert "declare global" in response.text
    said = set(re.findall(r'"(seedqa:\w+)"', response.text))
    emitted = {f"seedqa:{name}" for name in re.findall(r'emit\("(\w+)"', _source())}
    assert said == emitted
    for method in re.findall(
        r"^  (\w+)(?=[:,])", _source().partition("window.SeedQA = {")[2], re.M
    ):
        assert re.search(rf"^  (?:readonly )?{method}[(:]", response.text, re.M), method


def _source() -> str:
    return "\n".join(widget_asset(f"{piece}.js") for piece in PIECES)


def test_the_frame_and_its_policy(client: TestClient) -> None:
    query = {"language": "ru", "title": '"><script>alert(1)</script>', "onload": "x"}
    response = client.get("/embed", params=query)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(
        part.strip().split(" ", 1)
        for part in response.headers["content-security-policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "connect-src": "'self'",
        "img-src": "data:",
        "frame-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": f"'self' {SITE}",
    }
    assert response.text.count("<script") == 1
    assert 'data-title="&#34;&gt;&lt;script&gt;' in response.text
    assert 'data-language="ru"' in response.text
    assert "onload" not in response.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_speaks_both_languages(client: TestClient, language: str) -> None:
    for path in ("/widget/demo", "/widget/demo/page", "/widget/demo/page?hostile"):
        response = client.get(path, headers={"accept-language": language})
        assert response.headers["content-language"] == language
        assert "Accept-Language" in response.headers["vary"]
        assert f'<html lang="{language}">' in response.text
        assert "frame-ancestors 'self'" in response.headers["content-security-policy"]
        assert SITE not in response.headers["content-security-policy"]
    assert f'hreflang="{language}" aria-current' in client.get(f"/widget/demo?lang={language}").text


@pytest.mark.parametrize(
    "path", ["/embed.css", "/widget/demo.js", "/widget/demo.css", "/widget/sample.css",
             "/widget/hostile.css"],
)  # fmt: skip
def test_the_files_of_the_pages(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(("text/css", "text/javascript"))


def test_pages_name_their_files_relatively() -> None:
    for name in ("embed.html", "demo.html", "sample.html"):
        assert not re.search(r'(?:src|href)="/', widget_asset(name))
