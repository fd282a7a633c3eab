"""Time of a warm answer with the trained reader and without it, question by question in turn.

    python benchmarks/answer_time.py evals/suites/seeds.jsonl [--index .seedqa] [--json times.json]

Both readers answer every question in the same run, so that a busy machine slows both alike.
"""

import argparse
import json
import statistics
from pathlib import Path

from evals.datasets import load_suite
from qa.factory import build_embedder, build_pipeline
from qa.settings import load_settings

READERS = ("none", "trained")


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--every", type=int, default=3, help="take every so manieth question")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    settings = load_settings(index=arguments.index)
    embedder = build_embedder(settings)
    pipelines = {}
    for reader in READERS:
        pipelines[reader] = build_pipeline(settings.model_copy(update={"reader": reader}), embedder)
        pipelines[reader].load()
    questions = [case.question for case in load_suite(arguments.suite).cases[:: arguments.every]]
    times: dict[str, list[float]] = {reader: [] for reader in READERS}
    for pipeline in pipelines.values():  # the first questions warm caches up
        for question in questions[:5]:
            pipeline.ask(question)
    for question in questions:
        for reader, pipeline in pipelines.items():
            spent = pipeline.ask(question).timings_ms
            times[reader].append(sum(spent.values()))
    figures: dict[str, object] = {"questions": len(questions)}
    print(f"{'reader':10}{'p50 ms':>10}{'p95 ms':>10}{'mean ms':>10}")
    for reader, spent in times.items():
        row = (percentile(spent, 0.5), percentile(spent, 0.95), statistics.mean(spent))
        print(f"{reader:10}" + "".join(f"{value:>10.1f}" for value in row))
        figures[reader] = dict(zip(("p50", "p95", "mean"), row, strict=True))
    costs = [after - before for before, after in zip(*times.values(), strict=True)]
    figures["cost"] = {"p50": percentile(costs, 0.5), "p95": percentile(costs, 0.95)}
    ratio = statistics.mean(times["trained"]) / statistics.mean(times["none"])
    figures["ratio"] = ratio
    print(f"the reader costs {percentile(costs, 0.5):.0f} ms (p95 {percentile(costs, 0.95):.0f});")
    print(f"an answer takes {ratio:.1f} times as long")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
