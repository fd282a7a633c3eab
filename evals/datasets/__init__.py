"""Suites from files; a new kind of data set is one reader in the table below.

It imports `evals.metrics.visible` and `evals.types` of the evaluation.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from evals.datasets import beir, jsonl, squad, table
from evals.datasets.pairing import pair
from evals.types import Suite
from index.errors import SuiteError

READERS: dict[str, Callable[[Path], Suite]] = {
    ".jsonl": jsonl.read,
    ".json": squad.read,
    ".csv": table.read,
    ".tsv": table.read,
}


def load_suite(path: Path) -> Suite:
    """Read one suite; raises SuiteError with the place and the reason where it is broken."""
    reader = beir.read if path.is_dir() else READERS.get(path.suffix.lower())
    if not path.exists() or reader is None:
        raise SuiteError("suite_missing", path=path)
    suite = reader(path)
    if not suite.cases:
        raise SuiteError("suite_empty", path=path)
    return suite


def load_suites(paths: Sequence[Path], query_language: str = "same") -> list[Suite]:
    """Read suites; files that are parallel by case id are paired across languages as asked.

    Raises SuiteError where two have one name: their figures couldn't be told apart.
    """
    suites: dict[str, Suite] = {}
    for path in paths:
        suite = load_suite(path)
        if suite.name in suites:
            raise SuiteError("suite_twice", path=path, name=suite.name)
        suites[suite.name] = suite
    return pair(list(suites.values()), query_language)


__all__ = ["READERS", "load_suite", "load_suites"]
