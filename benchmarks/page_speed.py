"""How soon the chat page can be used, how soon an answer stands on it, and twenty chats at once.

    python benchmarks/page_speed.py evals/suites/seeds.jsonl [--index .seedqa] [--json page.json]

A server of its own on a free port, and a real Chromium on the same machine; times in seconds. A
visit is a browser context with an empty cache.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from running import serving

from evals.datasets import load_suite

REPLY = ".sq-answer:not(.sq-partial), .sq-refusal, .sq-reply, .sq-notice"


def visit(browser: Browser, url: str) -> tuple[Page, float]:
    """Open the page anew, and the seconds until its box and its documents can be seen."""
    page = browser.new_context(locale="ru-RU").new_page()
    page.set_default_timeout(120_000)
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator("#sq-question textarea").wait_for()
    visible = time.perf_counter() - began
    page.locator(".sq-welcome").wait_for()
    return page, visible


def begin(page: Page, question: str) -> None:
    page.locator("#sq-question textarea").fill(question)
    page.locator("#sq-question textarea").press("Enter")


def answered(page: Page, count: int) -> None:
    page.locator(REPLY).nth(count - 1).wait_for()


def summary(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "p50": round(statistics.median(ordered), 3),
        "p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 3),
        "n": len(ordered),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--index", type=Path, default=Path(".seedqa"))
    parser.add_argument("--chats", type=int, default=20)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    questions = [case.question for case in load_suite(arguments.suite).cases]
    with serving(arguments.index) as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page, _ = visit(browser, url)
        # The questions that the page suggests are made in the background.
        page.locator(".sq-suggest").first.wait_for()
        visible = [visit(browser, url)[1] for _ in range(8)]
        times = []
        for count, question in enumerate(questions[:: len(questions) // 20], start=1):
            began = time.perf_counter()
            begin(page, question)
            answered(page, count)
            times.append(time.perf_counter() - began)
        pages = [visit(browser, url)[0] for _ in range(arguments.chats)]
        began = time.perf_counter()
        rounds = 3
        for turn in range(rounds):
            for number, chat in enumerate(pages):
                begin(chat, questions[(turn * len(pages) + number) % len(questions)])
            for chat in pages:
                answered(chat, turn + 1)
        seconds = time.perf_counter() - began
        failed = sum(chat.locator(".sq-notice, #sq-lost").count() for chat in pages)
        browser.close()
    result = {
        "visible": summary(visible),
        "answer": summary(times),
        "chats": {
            "count": len(pages),
            "answers": rounds * len(pages),
            "seconds": round(seconds, 1),
            "errors": failed,
        },
    }
    for name, values in result.items():
        print(f"{name:8}", "  ".join(f"{key} {value}" for key, value in values.items()))
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
