"""A run as one HTML file: figures, plots and every case, in both languages, from no other host.

It imports `evals.compare`, `evals.files` and `evals.types` of the evaluation.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from evals.compare import Comparison
from evals.files import write_whole
from evals.report_page.cases import describe_cases
from evals.report_page.suites import view_overview, view_suite
from evals.report_page.words import KEYS, count, say
from evals.types import Run
from qa.types import Language
from qa.wording.messages import LANGUAGES, catalogue

# The page's script needs no metric's words: they come with the metrics of each suite.
_METRIC_WORDS = ("metric_", "why_")
# Within a script element only these end it or open a comment.
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def render(
    runs: Sequence[Run], comparisons: Sequence[Comparison] = (), language: Language = "en"
) -> str:
    """Give the page of `runs`; a comparison stands beside the run of its suite."""
    suites = [
        view_suite(run, [change for change in comparisons if change.suite == run.suite])
        for run in runs
    ]
    template = _environment().get_template("page.html.jinja")
    cases = sum(len(run.results) for run in runs)
    return template.render(
        suites=suites,
        overview=view_overview(runs),
        lead=say("lead", cases=count(cases), suites=count(len(runs))),
        say=say,
        language=language,
        languages=LANGUAGES,
        css=Markup(_asset("page.css")),
        scripts=[Markup(_asset(name)) for name in ("page.js", "cases.js")],
        words=_json({code: _script_words(code) for code in LANGUAGES}),
        data=_json([describe_cases(run, comparisons) for run in runs]),
    )


def write_html(
    runs: Sequence[Run],
    comparisons: Sequence[Comparison],
    path: Path,
    language: Language = "en",
) -> None:
    """Write the page, whole or not at all; raises StorageError."""
    write_whole(path, render(runs, comparisons, language))


def _script_words(language: Language) -> dict[str, str]:
    """The report's strings with their values not yet filled in."""
    words = catalogue(language)
    return {key: words[f"report.{key}"] for key in KEYS if not key.startswith(_METRIC_WORDS)}


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _asset(name: str) -> str:
    return (resources.files(__name__) / name).read_text(encoding="utf-8")


def _json(value: Any) -> Markup:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(_UNSAFE))


__all__ = ["render", "write_html"]
