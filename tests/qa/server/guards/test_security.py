import pytest
from starlette.testclient import TestClient

from qa.pipeline import Pipeline
from qa.server.app import create_app
from qa.server.page.frame import frame
from qa.settings import Settings
from qa.wording.messages import message

GUARDS = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "permissions-policy",
)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/upload_progress"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/file/etc/passwd"),
        ("GET", "/gradio_api/proxy=https://example.org"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/run/ask"),
        ("POST", "/gradio_api/api/ask"),
        ("GET", "/gradio_api/token"),
        ("GET", "/gradio_api/vibe-code"),
        ("POST", "/gradio_api/process_recording"),
        ("GET", "/monitoring"),
        ("GET", "/monitoring/summary"),
        ("POST", "/login"),
        ("GET", "/docs"),
        ("GET", "/redoc"),
        ("GET", "/api"),
        ("GET", "/api/unknown"),
        ("GET", "/nothing"),
        ("GET", "/assets/../monitoring"),
        ("GET", "/%6donitoring"),
    ],
)
def test_what_the_page_does_not_need_is_not_there(
    page_client: TestClient, method: str, path: str
) -> None:
    response = page_client.request(method, path, headers={"accept-language": "ru"})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"] == message("api.no_route", "ru")
    assert all(name in response.headers for name in GUARDS)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/ask", "POST"),
        ("DELETE", "/", "GET, HEAD"),
        ("PUT", "/api/documents", "GET"),
        ("PATCH", "/api/documents/a.md", "DELETE, GET, PUT"),
        ("POST", "/", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_said(
    page_client: TestClient, method: str, path: str, allowed: str
) -> None:
    response = page_client.request(method, path)
    assert response.status_code == 405
    assert response.json()["code"] == "wrong_method"
    assert response.headers["allow"] == allowed


@pytest.mark.parametrize(
    "path", ["/", "/config", "/theme.css", "/healthz", "/readyz", "/api/documents"]
)
def test_what_is_there_is_guarded(page_client: TestClient, path: str) -> None:
    response = page_client.get(path)
    assert response.status_code == 200
    assert all(name in response.headers for name in GUARDS)
    assert "access-control-allow-origin" not in response.headers


def test_no_other_site_may_read_what_gradio_answers(page_client: TestClient) -> None:
    headers = {"origin": "https://example.org"}
    response = page_client.post("/gradio_api/queue/join", json={}, headers=headers)
    assert response.status_code == 403
    assert response.json()["code"] == "origin_refused"
    assert "access-control-allow-origin" not in response.headers
    assert "access-control-allow-credentials" not in response.headers


def test_policy_allows_nothing_from_elsewhere(client: TestClient) -> None:
    policy = client.get("/healthz").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "http:" not in policy
    assert "https:" not in policy


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/"])
def test_health_and_page_answer_head(page_client: TestClient, path: str) -> None:
    assert page_client.head(path).status_code == 200


@pytest.mark.parametrize(
    ("query", "accept", "language"),
    [
        ("", "ru-RU,ru;q=0.9,en;q=0.5", "ru"),
        ("", "en-GB", "en"),
        ("", "de", "en"),
        ("?lang=ru", "en", "ru"),
        ("?lang=en", "ru", "en"),
        ("?lang=de", "ru", "ru"),
        ('?lang="><script>', "ru", "ru"),
    ],
)
def test_the_page_is_served_in_the_visitors_language(
    page_client: TestClient, query: str, accept: str, language: str
) -> None:
    page = page_client.get(f"/{query}", headers={"accept-language": accept})
    assert f'lang="{language}"' in page.text[:300]
    assert (
        f"<title>{message('page.title', 'ru' if language == 'ru' else 'en')}</title>" in page.text
    )
    assert page.headers["content-language"] == language
    assert 'property="og:' not in page.text
    assert 'name="twitter:' not in page.text


def test_behind_a_prefix_the_list_still_holds(
    seeds_settings: Settings, seeds_pipeline: Pipeline
) -> None:
    app = create_app(seeds_settings, seeds_pipeline)
    with TestClient(app, root_path="/x", base_url="http://localhost") as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/api/documents").status_code == 200
        assert "sq-" in client.get("/").text
        assert client.get("/monitoring").status_code == 404


def test_a_frame_is_put_once_around_a_page() -> None:
    page = '<html lang="de"><head><meta property="og:title" content="Gradio" /></head></html>'
    framed = frame(page, "ru")
    assert framed.startswith('<html lang="ru"><head><title>SeedQA')
    assert framed.count("<style>") == 1
    assert 'Gradio"' not in framed
