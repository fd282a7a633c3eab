import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from index.errors import SettingsError
from qa.server.run import serve
from qa.settings import load_settings
from tests.conftest import ROOT


def test_a_port_in_use_is_said_before_anything_is_loaded(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        started = time.perf_counter()
        with pytest.raises(SettingsError) as caught:
            serve(load_settings(index=tmp_path, port=port))
        assert time.perf_counter() - started < 0.5
    assert caught.value.code == "port_in_use"
    assert caught.value.values["port"] == str(port)
    assert caught.value.values["other"] == str(port + 1)


def test_a_host_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        serve(load_settings(index=tmp_path, host="no such host", port=0))


@contextmanager
def running(index: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A server of its own process: that, what it says when it is there, and its address."""
    code = (
        "from qa.server.run import serve; from qa.settings import load_settings; "
        "serve(load_settings())"
    )
    environment = {
        **os.environ,
        "SEEDQA_INDEX": str(index),
        "SEEDQA_PORT": "0",
        "SEEDQA_LANGUAGE": "en",
        "SEEDQA_SUGGESTIONS": "false",
        "PYTHONUNBUFFERED": "1",
        **settings,
    }
    server = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        sentence = server.stdout.readline()
        yield server, sentence, sentence.split()[3]
    finally:
        server.kill()
        server.communicate()


def under_way(address: str) -> int:
    """Questions that a server answers at the moment, or will."""
    figures = httpx.get(f"{address}/metrics", timeout=60).text
    found = re.search(r"^seedqa_answers_under_way (\d+)", figures, re.MULTILINE)
    assert found
    return int(found[1])


# Each process takes ten seconds to load the page.
@pytest.mark.server
@pytest.mark.slow
@pytest.mark.parametrize(
    "sent", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.exhaustive)]
)
def test_the_server_says_where_it_answers_and_answers_what_was_asked_before_its_end(
    seeds_index: Path, sent: signal.Signals
) -> None:
    asked = 4
    settings = {
        "SEEDQA_ANSWERS_AT_ONCE": "1",
        "SEEDQA_LOG_LEVEL": "error",
        # On a busy machine the last of them waits long.
        "SEEDQA_MAX_WAIT_S": "120",
        "SEEDQA_SHUTDOWN_GRACE_S": "120",
    }
    with running(seeds_index, **settings) as (server, sentence, address):
        assert sentence == f"SeedQA answers on {address} (stop with Ctrl-C)\n"
        for path in ("/", "/healthz", "/readyz"):
            with urllib.request.urlopen(address + path, timeout=10) as response:
                assert response.status == 200
        # A page that is open holds a connection like this one.
        open_page = urllib.request.urlopen(f"{address}/gradio_api/heartbeat/test", timeout=10)

        def ask() -> httpx.Response:
            question = "Сколько туристов в день посещают Хоргос?"
            return httpx.post(f"{address}/api/ask", json={"question": question}, timeout=60)

        with ThreadPoolExecutor(asked) as visitors:
            coming = [visitors.submit(ask) for _ in range(asked)]
            # All have come in, and are answered or wait, when the end begins.
            while sum(one.done() for one in coming) + under_way(address) < asked:
                time.sleep(0.01)
            server.send_signal(sent)
            time.sleep(0.2)
            late = ask()
            early = [one.result() for one in coming]
        rest, complaints = server.communicate(timeout=60)
        open_page.close()
    assert [reply.status_code for reply in early] == [200] * asked
    assert all(reply.json()["answered"] for reply in early)
    assert late.status_code == 503
    assert late.json()["code"] == "stopping"
    assert int(late.headers["Retry-After"]) > 0
    assert (rest, complaints) == ("", "")
    assert server.returncode == (0 if sent == signal.SIGINT else -sent)
