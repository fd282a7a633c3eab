"""Who may speak to the server from a browser."""

import pytest
from starlette.testclient import TestClient

from qa.pipeline import Pipeline
from qa.server.app import create_app
from qa.settings import Settings
from qa.wording.messages import message

SITE = "https://site.example"
HEADERS = ("access-control-allow-origin", "access-control-allow-credentials")


@pytest.fixture(scope="module")
def shared(seeds_settings: Settings, seeds_pipeline: Pipeline) -> TestClient:
    """A server that one other site may embed."""
    settings = seeds_settings.model_copy(update={"allowed_origins": (SITE,)})
    return TestClient(create_app(settings, seeds_pipeline), base_url="http://localhost")


def test_the_site_on_the_list_may_ask(shared: TestClient) -> None:
    response = shared.post("/api/ask", json={"question": "Спасибо"}, headers={"origin": SITE})
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == SITE
    assert "access-control-allow-credentials" not in response.headers
    assert "Origin" in response.headers["vary"]
    exposed = response.headers["access-control-expose-headers"]
    assert "Retry-After" in exposed


def test_a_problem_can_be_read_there_too(shared: TestClient) -> None:
    response = shared.post("/api/ask", json={"question": ""}, headers={"origin": SITE})
    assert response.status_code == 422
    assert response.headers["access-control-allow-origin"] == SITE


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream", "/api/feedback"])
def test_its_browser_is_told_so_beforehand(shared: TestClient, path: str) -> None:
    headers = {
        "origin": SITE,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type, x-seedqa-session,accept-language",
        "access-control-request-private-network": "true",
    }
    response = shared.options(path, headers=headers)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == SITE
    assert int(response.headers["access-control-max-age"]) >= 600


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "*",
        "http://site.example",
        "https://site.example:8443",
        "https://site.example:443",
        "https://site.example/",
        "https://site.example.evil.io",
        "https://evil-site.example",
        "https://sub.site.example",
        "https://site.example.",
        "https://SITE.example",
        "https://site.examplé",
        "https://site.example, https://evil.io",
        "https://user@site.example",
        "https://evil.io#https://site.example",
        "https://site.example\t",
        "file://",
        "chrome-extension://site.example",
        "http://localhost:1",
        "https://localhost",
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/api/ask"), ("OPTIONS", "/api/ask"), ("GET", "/api/documents"), ("GET", "/")],
)
def test_whoever_is_not_on_it_may_not(
    shared: TestClient, origin: str, method: str, path: str
) -> None:
    headers = {"origin": origin.encode(), "accept-language": "ru"}
    if method == "OPTIONS":
        headers["access-control-request-method"] = "POST"
    body = {"question": "Спасибо"} if method == "POST" else None
    response = shared.request(method, path, json=body, headers=headers)  # type: ignore[arg-type]
    assert response.status_code == 403
    assert response.json()["code"] == "origin_refused"
    assert response.json()["detail"] == message("api.origin_refused", "ru")
    assert not any(name in response.headers for name in HEADERS)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/config"),
        ("POST", "/gradio_api/queue/join"),
        ("GET", "/api/documents"),
        ("PUT", "/api/documents/a.md"),
        ("DELETE", "/api/documents/a.md"),
        ("POST", "/v1/chat/completions"),
        ("GET", "/metrics"),
        ("GET", "/openapi.json"),
    ],
)
def test_what_the_widget_does_not_need_stays_shut(
    shared: TestClient, method: str, path: str
) -> None:
    response = shared.request(method, path, headers={"origin": SITE})
    assert response.status_code == 403
    assert not any(name in response.headers for name in HEADERS)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"access-control-request-method": "PUT"}, "method_refused"),
        ({}, "method_refused"),
        (
            {
                "access-control-request-method": "POST",
                "access-control-request-headers": "authorization",
            },
            "header_refused",
        ),
    ],
)
def test_what_a_site_may_not_do_is_said_beforehand(
    shared: TestClient, asked: dict[str, str], code: str
) -> None:
    response = shared.options("/api/ask", headers={"origin": SITE, **asked})
    assert response.status_code == 403
    assert response.json()["code"] == code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://localhost"}, 200),
        ({"origin": "http://localhost:80"}, 200),
        ({"origin": "https://localhost"}, 403),
        # A proxy took the encryption off; the browser itself says that the page is ours.
        ({"origin": "https://localhost", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://localhost", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://localhost", "sec-fetch-site": "same-site"}, 403),
    ],
)
def test_pages_of_our_own(client: TestClient, headers: dict[str, str], status: int) -> None:
    response = client.post("/api/ask", json={"question": "Спасибо"}, headers=headers)
    assert response.status_code == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:7860", 200),
        ("127.0.0.1:7860", 200),
        ("[::1]:7860", 200),
        ("LOCALHOST", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("localhost:7860.evil.example", 421),
        ("localhost@evil.example", 421),
        ("", 421),
        ("[::1].evil.example", 421),
    ],
)
def test_on_loopback_no_other_name_leads_here(client: TestClient, host: str, status: int) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("values", "host", "status"),
    [
        ({"allowed_hosts": ("help.example",)}, "help.example", 200),
        ({"allowed_hosts": ("help.example",)}, "help.example:443", 200),
        ({"allowed_hosts": ("help.example",)}, "localhost", 421),
        ({"host": "0.0.0.0"}, "any.example", 200),
        ({"trusted_proxies": ("127.0.0.1",)}, "any.example", 200),
    ],
)
def test_names_that_are_set(
    seeds_settings: Settings, seeds_pipeline: Pipeline, values: dict[str, object], host: str,
    status: int,
) -> None:  # fmt: skip
    app = create_app(seeds_settings.model_copy(update=values), seeds_pipeline)
    client = TestClient(app, base_url="http://localhost")
    assert client.get("/healthz", headers={"host": host}).status_code == status


def test_who_may_frame_a_page(shared: TestClient, client: TestClient) -> None:
    policy = shared.get("/healthz").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {SITE}")
    assert (
        client.get("/healthz").headers["content-security-policy"].endswith("frame-ancestors 'self'")
    )


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        ((), "203.0.113.9", "192.0.2.7"),
        (("10.0.0.0/8",), "203.0.113.9", "192.0.2.7"),
        (("192.0.2.7",), "203.0.113.9", "203.0.113.9"),
        # Whoever forges the header stands left of what the proxy adds.
        (("192.0.2.7",), "127.0.0.1, 203.0.113.9", "203.0.113.9"),
        (("192.0.2.0/24",), "203.0.113.9, 192.0.2.8", "203.0.113.9"),
    ],
)
def test_a_forwarded_address_is_believed_of_a_trusted_proxy_alone(
    seeds_settings: Settings, seeds_pipeline: Pipeline, trusted: tuple[str, ...], forwarded: str,
    address: str,
) -> None:  # fmt: skip
    values = {"trusted_proxies": trusted, "rate_per_address": "1/day"}
    app = create_app(seeds_settings.model_copy(update=values), seeds_pipeline)
    seen: list[str] = []
    count = app.state.services.rates.count
    app.state.services.rates.count = lambda caller, action: (
        seen.append(caller.address),
        count(caller, action),
    )
    client = TestClient(app, base_url="http://localhost", client=("192.0.2.7", 50_000))
    headers = {"x-forwarded-for": forwarded}
    client.post("/api/ask", json={"question": "Спасибо"}, headers=headers)
    assert seen == [address]
    again = client.post("/api/ask", json={"question": "Спасибо"}, headers=headers)
    assert again.status_code == 429
    assert int(again.headers["retry-after"]) >= 1
