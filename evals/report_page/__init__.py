"""A run as one HTML file: figures, plots and every case, once a language, from no other host.

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
from evals.report_page.cases import describe_cases, describe_metrics
from evals.report_page.suites import view_overview, view_suite
from evals.report_page.words import KEYS, Words
from evals.types import Run
from qa.types import Language
from qa.wording.messages import LANGUAGES, catalogue

# What each language calls itself.
_LANGUAGES = {"ru": "Русский", "en": "English"}
# The page's script needs the words of those metrics alone that the cases have.
_METRIC_WORDS = ("metric_", "why_")
# Within a script element only these end it or open a comment.
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def render(
    runs: Sequence[Run], comparisons: Sequence[Comparison] = (), language: Language = "en"
) -> str:
    """Give the page of `runs`, shown in `language` at first.

    A comparison stands beside the run of its suite.
    """
    pages = {code: Words(code) for code in LANGUAGES}
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            language=language,
            title=pages[language].say("title"),
            bodies={code: _body(runs, comparisons, words) for code, words in pages.items()},
            css=Markup(_asset("page.css")),
            scripts=[Markup(_asset(name)) for name in ("page.js", "cases.js")],
            words=_json({code: _script_words(runs, words) for code, words in pages.items()}),
            data=_json([describe_cases(run, comparisons) for run in runs]),
        )
    )


def write_html(
    runs: Sequence[Run],
    comparisons: Sequence[Comparison],
    path: Path,
    language: Language = "en",
) -> None:
    """Write the page, whole or not at all; raises StorageError."""
    write_whole(path, render(runs, comparisons, language))


def _body(runs: Sequence[Run], comparisons: Sequence[Comparison], words: Words) -> Markup:
    """What is seen of the page, in one language; the script adds the cases."""
    cases = sum(len(run.results) for run in runs)
    return Markup(
        _environment()
        .get_template("body.html.jinja")
        .render(
            suites=[
                view_suite(run, [c for c in comparisons if c.suite == run.suite], words)
                for run in runs
            ],
            overview=view_overview(runs, words),
            lead=words.say("lead", cases=words.count(cases), suites=words.count(len(runs))),
            say=words.say,
            language=words.language,
            languages=_LANGUAGES,
        )
    )


def _script_words(runs: Sequence[Run], words: Words) -> dict[str, Any]:
    """The report's strings with their values not yet filled in, and those of the metrics."""
    strings = catalogue(words.language)
    return {
        "strings": {
            key: strings[f"report.{key}"] for key in KEYS if not key.startswith(_METRIC_WORDS)
        },
        "metrics": describe_metrics(runs, words),
    }


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
