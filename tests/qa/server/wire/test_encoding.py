"""What is compressed, and what never is."""

import gzip

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip", "gzip"),
        ("br;q=1.0, gzip;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0.0, identity", None),
        ("br", None),
        ("identity", None),
        ("", None),
    ],
)
def test_an_answer_is_gzipped_for_whoever_takes_it(
    client: TestClient, accepted: str, encoding: str | None
) -> None:
    response = client.get("/openapi.json", headers={"accept-encoding": accepted})
    assert response.headers.get("content-encoding") == encoding
    assert "Accept-Encoding" in response.headers["vary"]
    assert response.json()["openapi"]


def test_what_is_short_is_sent_as_it_is(client: TestClient) -> None:
    response = client.get("/healthz", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in response.headers


def test_events_are_never_held_back(client: TestClient) -> None:
    body = {"question": "Сколько магазинов на китайской стороне?"}
    response = client.post("/api/ask/stream", json=body, headers={"accept-encoding": "gzip"})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert "content-encoding" not in response.headers
    assert "event: answer" in response.text


@pytest.mark.server
@pytest.mark.parametrize("path", ["/", "/config", "/theme.css"])
@pytest.mark.parametrize("accepted", ["gzip", "gzip, br", "identity"])
def test_the_page_is_compressed_once(page_client: TestClient, path: str, accepted: str) -> None:
    headers = {"accept-encoding": accepted, "accept-language": "en"}
    with page_client.stream("GET", path, headers=headers) as response:
        raw = b"".join(response.iter_raw())
    encodings = response.headers.get_list("content-encoding")
    assert len(encodings) <= 1
    if path == "/":
        assert encodings == ([] if accepted == "identity" else ["gzip"])
        assert {"Accept-Language", "Accept-Encoding"} <= {
            name.strip() for name in response.headers["vary"].split(",")
        }
    if encodings == ["gzip"]:
        raw = gzip.decompress(raw)
        assert raw[:2] != b"\x1f\x8b"
    if encodings != ["br"]:
        assert raw.decode().strip()
