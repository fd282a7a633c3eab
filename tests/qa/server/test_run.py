import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

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


@pytest.mark.server
@pytest.mark.slow
def test_the_server_says_where_it_answers_and_ends_in_order(seeds_index: Path) -> None:
    code = (
        "from qa.server.run import serve; from qa.settings import load_settings; "
        "serve(load_settings())"
    )
    environment = {
        **os.environ,
        "SEEDQA_INDEX": str(seeds_index),
        "SEEDQA_PORT": "0",
        "SEEDQA_LANGUAGE": "en",
        "PYTHONUNBUFFERED": "1",
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
        address = sentence.split()[3]
        assert sentence == f"SeedQA answers on {address} (stop with Ctrl-C)\n"
        for path in ("/", "/healthz", "/readyz"):
            with urllib.request.urlopen(address + path, timeout=10) as response:
                assert response.status == 200
        # A page that is open holds a connection like this one.
        open_page = urllib.request.urlopen(f"{address}/gradio_api/heartbeat/test", timeout=10)
        server.send_signal(signal.SIGINT)
        rest, complaints = server.communicate(timeout=15)
        open_page.close()
    finally:
        server.kill()
    assert server.returncode == 0
    assert rest == ""
    assert complaints == ""
