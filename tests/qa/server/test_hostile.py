"""Hostile requests are answered with a problem that says what is wrong, and nothing is lost."""

import http.client
import json
import logging
import socket
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest

from qa.pipeline import Pipeline
from qa.settings import Settings
from tests.qa.server.hostile.case import Case
from tests.qa.server.hostile.cases import cases
from tests.qa.server.malformed import RAW
from tests.serving import serving

CASES = cases()
LEAKS = ("Traceback", 'File "', "site-packages", "sqlite3.", "root:x:", __file__[:6])
PROBLEM_KEYS = {"type", "title", "status", "detail", "code"}


@pytest.fixture(scope="module")
def port(seeds_settings: Settings, seeds_pipeline: Pipeline) -> Iterator[int]:
    """A server with every guard but the count of questions; it must be unharmed at the end."""
    values = {"rate_per_address": "", "rate_per_session": "", "read_timeout_s": 1.0}
    settings = seeds_settings.model_copy(update=values)
    with serving(settings, seeds_pipeline, page=False) as address:
        at = urlsplit(address).port or 0
        before = document_ids(at)
        yield at
        assert document_ids(at) == before


def document_ids(port: int) -> list[str]:
    _, _, body = send(port, Case("", "GET", "/api/documents", 200, None))
    return [document["id"] for document in json.loads(body)["documents"]]


def send(port: int, case: Case) -> tuple[int, dict[str, str], bytes]:
    """Send a request as it stands, which most clients would tidy up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        path = quote(case.path, safe="%/?=&:;,.$@!*'()~-_+[]{}<>|\\`^\"#")
        connection.putrequest(case.method, path, skip_host="host" in case.headers)
        for name, value in case.headers.items():
            connection.putheader(name, value.encode("latin-1"))
        if case.body is not None:
            connection.putheader("content-length", str(len(case.body)))
        connection.endheaders(case.body)
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return response.status, headers, response.read()
    finally:
        connection.close()


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 300
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_request(port: int, case: Case, caplog: pytest.LogCaptureFixture) -> None:
    if "DOCUMENT" in case.path:
        name = document_ids(port)[0]
        case = Case(case.name, case.method, case.path.replace("DOCUMENT", name), case.status,
                    case.code)  # fmt: skip
    with caplog.at_level(logging.ERROR):
        status, headers, body = send(port, case)
    assert not caplog.records
    assert status in ({case.status} if case.status else {400, 422}), body
    if case.code is None:
        return
    text = body.decode()
    assert not any(leak in text for leak in LEAKS)
    assert not {"set-cookie", "x-evil"} & headers.keys()
    assert "default-src 'self'" in headers["content-security-policy"]
    if case.method == "HEAD":
        return
    assert headers["content-type"] == "application/problem+json"
    problem = json.loads(text)
    assert problem.keys() == PROBLEM_KEYS
    assert problem["status"] == status
    if case.code:
        assert problem["code"] == case.code


@pytest.mark.parametrize("name", RAW)
def test_what_is_no_http(port: int, name: str) -> None:
    sent, statuses = RAW[name]
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
            if b"\r\n\r\n" in answer and answer.endswith((b"}", b"received.")):
                break
    assert (answer.split(b" ")[1].decode() if answer else "closed") in statuses, answer
    assert b"Traceback" not in answer


def test_slow_senders_are_let_go_while_others_are_answered(port: int) -> None:
    beginnings = (
        b"",
        b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\n",
        b"POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: 100\r\n\r\n{",
    )
    connections = [socket.create_connection(("127.0.0.1", port), 10) for _ in range(60)]
    try:
        for number, connection in enumerate(connections):
            connection.sendall(beginnings[number % 3])
        status, _, _ = send(port, Case("", "GET", "/healthz", 200, None))
        assert status == 200
        ends = [connection.recv(1_000) for connection in connections]
    finally:
        for connection in connections:
            connection.close()
    assert ends[0::3] == ends[1::3] == [b""] * 20
    assert all(end.startswith(b"HTTP/1.1 408 ") for end in ends[2::3])
