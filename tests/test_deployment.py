"""The whole way through nginx, with a prefix, by the file that is shipped."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from qa.pipeline import Pipeline
from qa.settings import Settings
from tests.conftest import ROOT
from tests.serving import serving

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
SITE = "https://site.example"

pytestmark = pytest.mark.skipif(not Path(NGINX).exists(), reason="needs nginx")


@pytest.fixture(scope="module")
def proxy(
    seeds_settings: Settings, seeds_pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """The port of nginx in front of a server."""
    values = {
        "root_path": "/help",
        "trusted_proxies": ("127.0.0.1",),
        "allowed_origins": (SITE,),
        "rate_per_address": "6/minute",
    }
    folder = tmp_path_factory.mktemp("nginx")
    with serving(seeds_settings.model_copy(update=values), seeds_pipeline, page=False) as address:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        snippet = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        assert "http://127.0.0.1:7860/" in snippet
        snippet = snippet.replace("http://127.0.0.1:7860/", address)
        paths = " ".join(
            f"{kind}_temp_path {folder}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        file = folder / "nginx.conf"
        file.write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
            f"events {{}}\nhttp {{ access_log off; {paths}\n"
            f"server {{ listen 127.0.0.1:{port}; {snippet} }} }}\n",
            encoding="utf-8",
        )
        nginx = subprocess.Popen([NGINX, "-c", str(file), "-p", str(folder)])
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield port
        finally:
            nginx.terminate()
            nginx.wait(10)


def ask(port: int, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
    """Ask as a visitor, who isn't on the proxy's own address."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    with httpx.Client(transport=httpx.HTTPTransport(local_address="127.0.0.2")) as client:
        address = f"http://127.0.0.1:{port}{path}"
        return client.request(method, address, json=body, headers=told, timeout=60)


def test_routes_are_below_the_prefix(proxy: int) -> None:
    assert ask(proxy, "GET", "/help/healthz").status_code == 200
    assert ask(proxy, "GET", "/healthz").status_code in (403, 404)
    assert ask(proxy, "GET", "/help/metrics").status_code == 404
    assert ask(proxy, "GET", "/help/nothing").status_code == 404
    script = ask(proxy, "GET", "/help/widget.js")
    assert script.status_code == 200
    assert script.headers["content-type"].startswith("text/javascript")


def test_events_are_not_held_back(proxy: int) -> None:
    question = {"question": "Сколько магазинов на китайской стороне?"}
    response = ask(proxy, "POST", "/help/api/ask/stream", question, origin=SITE)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == SITE
    assert response.text.startswith("event: sources\n")
    assert "event: answer" in response.text
    assert (
        ask(proxy, "POST", "/help/api/ask", question, origin="https://evil.io").status_code == 403
    )


def test_pages_of_our_own_and_the_openai_route(proxy: int) -> None:
    own = f"http://127.0.0.1:{proxy}"
    question = {"question": "Спасибо"}
    assert ask(proxy, "POST", "/help/api/ask", question, origin=own).status_code == 200
    body = {"model": "seedqa", "messages": [{"role": "user", "content": "Спасибо"}]}
    assert ask(proxy, "POST", "/help/v1/chat/completions", body).status_code == 200


def test_a_forged_address_does_not_help(proxy: int) -> None:
    thanks = {"question": "Спасибо"}
    statuses = [
        ask(proxy, "POST", "/help/api/ask", thanks, x_forwarded_for=f"203.0.113.{n}").status_code
        for n in range(8)
    ]
    assert statuses[-1] == 429
