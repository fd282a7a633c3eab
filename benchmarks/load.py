"""Many visitors with the widget at once: how long answers take, what fails, and memory.

    pip install 'seedqa[load]'
    python benchmarks/load.py evals/suites/seeds.jsonl [--users 50] [--minutes 5] [--json load.json]

A server of its own process on a free port, users by locust in this one. Two rounds: visitors who
read an answer before they ask on, then as many who hardly wait, at a server with few places,
where the surplus is to get 503 with `Retry-After` while everyone else is answered. In seconds.
"""

import argparse
import contextlib
import itertools
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gevent
import numpy as np
import psutil
from locust import HttpUser, between, constant, events, task
from locust.env import Environment
from running import serving

from evals.datasets import load_suite

SITE = "https://site.example"
OPEN = {
    "SEEDQA_ALLOWED_ORIGINS": SITE,
    # All come from one address here.
    "SEEDQA_RATE_PER_ADDRESS": "",
    "SEEDQA_RATE_PER_SESSION": "",
}
SPAWNED_PER_SECOND = 5
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Asked:
    """A question as its visitor met it; times from asking, None where that never came."""

    status: int
    first: float | None
    complete: float | None
    retry_after: str | None
    error: str | None


class Visitor(HttpUser):
    """Opens a site with the widget, and asks one question after another."""

    abstract = True
    questions: Iterator[tuple[str, str]]
    asked: list[Asked]

    def on_start(self) -> None:
        self.client.headers["Origin"] = SITE
        self.client.get("widget.js")

    @task
    def ask(self) -> None:
        question, language = next(self.questions)
        self.asked.append(self._ask({"question": question, "language": language}))

    def _ask(self, body: dict[str, str]) -> Asked:
        began, name, first = time.perf_counter(), None, None
        try:
            reply = self.client.post("api/ask/stream", json=body, stream=True, timeout=90)
            with contextlib.closing(reply):
                retry_after = reply.headers.get("Retry-After")
                if reply.status_code != 200:
                    return Asked(reply.status_code, None, None, retry_after, reply.text[:200])
                for line in reply.iter_lines():
                    name = line[6:].strip() if line.startswith(b"event:") else name
                    if first is None and name == b"token":
                        first = time.perf_counter() - began
                    if name in (b"answer", b"error") and line.startswith(b"data:"):
                        took = time.perf_counter() - began
                        error = line.decode()[:200] if name == b"error" else None
                        return Asked(200, first, None if error else took, None, error)
            return Asked(200, first, None, None, "the stream ended early")
        except Exception as error:
            return Asked(0, first, None, None, repr(error)[:200])


def settle(url: str) -> None:
    """Wait until the suggested questions are made, as that takes the processor's time."""
    for _ in range(600):
        with urllib.request.urlopen(f"{url}api/suggestions?language=ru") as reply:
            if json.load(reply)["ready"]:
                return
        time.sleep(0.2)


def crowd(
    url: str, questions: list[tuple[str, str]], users: int, seconds: float, patient: bool
) -> list[Asked]:
    """Let that many ask for that long; those who are patient read each answer for a while."""
    asked: list[Asked] = []
    turns = itertools.cycle(questions)
    kind: Any = type(
        "Widget",
        (Visitor,),
        {
            "host": url,
            "questions": turns,
            "asked": asked,
            "wait_time": between(10, 30) if patient else constant(0.5),
        },
    )
    environment = Environment(user_classes=[kind], events=events)
    runner = environment.create_local_runner()
    runner.start(users, spawn_rate=SPAWNED_PER_SECOND)
    gevent.spawn_later(seconds, runner.quit)
    runner.greenlet.join()
    return asked


class Memory(threading.Thread):
    """Looks at the server's memory every second."""

    def __init__(self, process: psutil.Process) -> None:
        super().__init__(daemon=True)
        self._process, self._ended = process, threading.Event()
        self.seen: list[float] = []
        self.look()

    def look(self) -> float:
        self.seen.append(self._process.memory_info().rss / MEGABYTE)
        return self.seen[-1]

    def run(self) -> None:
        while not self._ended.wait(1):
            self.look()

    def end(self) -> dict[str, float]:
        self._ended.set()
        self.join()
        minute = min(60, len(self.seen))
        return {
            "start": round(self.seen[0]),
            "after a minute": round(self.seen[minute - 1]),
            "most": round(max(self.seen)),
            "end": round(self.look()),
        }


def summary(asked: list[Asked], seconds: float) -> dict[str, Any]:
    complete = [one.complete for one in asked if one.complete is not None]
    first = [one.first for one in asked if one.first is not None]
    refused = [one for one in asked if one.status == 503]
    other = [one for one in asked if one.complete is None and one.status != 503]
    return {
        "asked": len(asked),
        "answered": len(complete),
        "answered per second": round(len(complete) / seconds, 2),
        "first words, median and p95": _quantiles(first),
        "complete answer, median and p95": _quantiles(complete),
        "503": len(refused),
        "503 without Retry-After": sum(not one.retry_after for one in refused),
        "other failures": len(other),
        "what failed": Counter(f"{one.status} {one.error}" for one in other).most_common(5),
    }


def _quantiles(times: list[float]) -> list[float]:
    return [round(float(np.quantile(times, share)), 2) for share in (0.5, 0.95)] if times else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--json", type=Path)
    wanted = parser.parse_args()
    questions = [(case.question, case.language or "ru") for case in load_suite(wanted.suite).cases]
    random.Random(0).shuffle(questions)
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        build = [
            sys.executable,
            "-m",
            "qa.commands.cli",
            "index",
            str(wanted.seeds),
            "--index",
            str(index),
        ]
        subprocess.run(build, check=True)
        rounds: list[tuple[str, float, bool, dict[str, str]]] = [
            ("reading between questions", wanted.minutes * 60, True, {}),
            (
                "over the cap",
                min(60, wanted.minutes * 60),
                False,
                {"SEEDQA_ANSWERS_AT_ONCE": "2", "SEEDQA_ANSWERS_WAITING": "6"},
            ),
        ]
        for name, seconds, patient, settings in rounds:
            with serving(index, **OPEN, **settings) as (url, pid):
                settle(url)
                memory = Memory(psutil.Process(pid))
                memory.start()
                asked = crowd(url, questions, wanted.users, seconds, patient)
                figures[name] = {**summary(asked, seconds), "MB": memory.end()}
            print(name, json.dumps(figures[name], ensure_ascii=False, indent=2), flush=True)
    if wanted.json:
        wanted.json.write_text(json.dumps(figures, ensure_ascii=False, indent=2), "utf-8")


if __name__ == "__main__":
    main()
