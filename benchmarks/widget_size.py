"""Measure the widget of a server that runs: bytes, requests, and how soon its button is there.

python benchmarks/widget_size.py http://127.0.0.1:7860/ [--json FILE]
"""

import argparse
import functools
import gzip
import http.server
import json
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from minify import string as minify
from playwright.sync_api import Browser, sync_playwright

from qa.server.widget.files import widget_asset
from qa.server.widget.script import PIECES

LOADS = 15


def zipped(text: str) -> int:
    return len(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def sizes(url: str) -> dict[str, int]:
    request = Request(f"{url}widget.js", headers={"Accept-Encoding": "gzip"})
    with urlopen(request) as response:
        served = response.read()
    source = "\n".join(widget_asset(f"{piece}.js") for piece in PIECES)
    style = minify("text/css", widget_asset("widget.css"))
    script = gzip.decompress(served).decode()
    behaviour = minify("application/javascript", source)
    return {
        "served, gzipped": len(served),
        "served, plain": len(script.encode()),
        "behaviour alone, gzipped": zipped(behaviour),
        "style alone, gzipped": zipped(style),
        "source as written, gzipped": zipped(source + widget_asset("widget.css")),
    }


@contextmanager
def site(url: str) -> Iterator[str]:
    """Another origin, whose one page loads the widget."""
    with tempfile.TemporaryDirectory() as folder:
        script = f'<script src="{url}widget.js" async></script>'
        page = f'<!doctype html><html lang="en"><title>x</title>{script}'
        Path(folder, "index.html").write_text(page, encoding="utf-8")
        handler = functools.partial(_Quiet, directory=folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def load(browser: Browser, url: str, address: str) -> tuple[float, int]:
    """Milliseconds until the button is seen, nothing being cached, and requests of the widget."""
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.get_by_role("button", name="Ask a question").wait_for()
    took = 1_000 * (time.perf_counter() - started)
    page.wait_for_timeout(300)
    context.close()
    return took, sum(request.startswith(url) for request in requests)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    measured: dict[str, float] = dict(sizes(arguments.url))
    with sync_playwright() as playwright, site(arguments.url) as address:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        loads = [load(browser, arguments.url, address) for _ in range(LOADS)]
        browser.close()
    times = sorted(took for took, _ in loads)
    measured |= {
        "requests until it is opened": max(count for _, count in loads),
        "visible after, ms, median": round(statistics.median(times)),
        "visible after, ms, slowest": round(times[-1]),
    }
    for name, value in measured.items():
        print(f"{name:32}{value:>8,}")
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
