"""This version against another checkout of SeedQA: warm answers, many clients, a cold start.

    python benchmarks/versions.py OTHER_CHECKOUT evals/suites/seeds.jsonl [--json versions.json]

Both index `seeds/` of their own and serve it. One client asks both in turn, question by question,
over `POST /api/ask`; then eight ask one server, and eight the other, by turns; then `seedqa ask`
runs from nothing, in turn. No question is asked of a server twice.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from running import serving

from evals.datasets import load_suite

CLIENTS, STARTS = 8, 5
OPEN = {"SEEDQA_RATE_PER_ADDRESS": "", "SEEDQA_ANSWERS_WAITING": "100"}
HERE = Path(__file__).resolve().parents[1]


def run(checkout: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a command of a checkout."""
    return subprocess.Popen(
        [sys.executable, "-m", "qa.commands.cli", *arguments],
        cwd=checkout,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def ask(url: str, question: str) -> dict[str, Any]:
    body = json.dumps({"question": question}).encode()
    headers = {"Content-Type": "application/json"}
    with urllib.request.urlopen(
        urllib.request.Request(f"{url}api/ask", body, headers), timeout=120
    ) as response:
        found: dict[str, Any] = json.load(response)
        return found


def one_by_one(urls: Sequence[str], questions: Sequence[str]) -> dict[str, Any]:
    """Median times of warm answers, and how many answers say the same."""
    times: list[list[float]] = [[], []]
    same = 0
    for question in questions:
        said = []
        for url, spent in zip(urls, times, strict=True):
            started = time.perf_counter()
            answer = ask(url, question)
            spent.append(time.perf_counter() - started)
            said.append([answer["certainty"], [c["quote"] for c in answer["citations"]]])
        same += said[0] == said[1]
    ours, other = (1_000 * statistics.median(spent) for spent in times)
    return {
        "ours_ms": ours, "other_ms": other, "ratio": ours / other,
        "same": same, "questions": len(questions),
    }  # fmt: skip


def many(urls: Sequence[str], questions: Sequence[str]) -> dict[str, float]:
    """Answers a second that eight clients get."""
    rates: list[list[float]] = [[], []]
    with ThreadPoolExecutor(CLIENTS) as pool:
        for part in (questions[::2], questions[1::2]):
            for url, rate in zip(urls, rates, strict=True):
                started = time.perf_counter()
                list(pool.map(lambda question, url=url: ask(url, question), part))
                rate.append(len(part) / (time.perf_counter() - started))
    ours, other = (statistics.mean(rate) for rate in rates)
    return {"ours": ours, "other": other, "ratio": ours / other}


def cold(checkouts: Sequence[Path], indexes: Sequence[Path], question: str) -> dict[str, float]:
    """Seconds of `seedqa ask` from nothing."""
    times: list[list[float]] = [[], []]
    for _ in range(STARTS):
        for checkout, index, spent in zip(checkouts, indexes, times, strict=True):
            started = time.perf_counter()
            run(checkout, "ask", question, "--index", str(index)).wait()
            spent.append(time.perf_counter() - started)
    ours, other = map(statistics.median, times)
    return {"ours_s": ours, "other_s": other, "ratio": ours / other}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    checkouts = [HERE, arguments.other.resolve()]
    questions = list(dict.fromkeys(c.question for c in load_suite(arguments.suite).cases))
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        indexes = [home / "ours", home / "other"]
        urls = []
        for checkout, index in zip(checkouts, indexes, strict=True):
            if run(checkout, "index", str(HERE / "seeds"), "--index", str(index)).wait():
                raise SystemExit(f"no index: {checkout}")
            url, _ = stack.enter_context(serving(index, checkout, **OPEN))
            urls.append(url)
        for url in urls:
            for question in questions[:6]:
                ask(url, question)
        figures: dict[str, Any] = {"warm": one_by_one(urls, questions[6::3])}
        rest = [question for at, question in enumerate(questions[6:]) if at % 3]
        figures["eight clients, answers/s"] = many(urls, rest)
        figures["cold"] = cold(checkouts, indexes, questions[0])
    for name, found in figures.items():
        print(name, json.dumps(found))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
