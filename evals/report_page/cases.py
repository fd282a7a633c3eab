"""Every case as plain values for the page's script, which shows it when it is opened."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from evals.compare import Comparison
from evals.report_page.words import Words, is_number
from evals.types import Context, Gold, Result, Run
from qa.types import Citation

_DIGITS = 4
_ENDS = (".", "!", "?", "…", ":", "»", "”", '"')


def describe_cases(run: Run, comparisons: Sequence[Comparison] = ()) -> dict[str, Any]:
    """Give a run's cases, the names of their metrics, and which of them changed."""
    names = metric_names(run)
    own = [comparison for comparison in comparisons if comparison.suite == run.suite]
    changed = {id: "mended" for comparison in own for id in comparison.mended}
    changed |= {id: "broken" for comparison in own for id in comparison.broken}
    return {
        "suite": run.suite,
        "metrics": names,
        "cases": [_case(result, names, changed) for result in run.results],
    }


def describe_metrics(runs: Sequence[Run], words: Words) -> dict[str, tuple[str, str | None]]:
    """Give what the metrics of the cases are called and what each says, by name."""
    names = dict.fromkeys(name for run in runs for name in metric_names(run))
    return {name: (words.metric_label(name), words.metric_explanation(name)) for name in names}


def metric_names(run: Run) -> tuple[str, ...]:
    """The metrics of a run's cases, in the order in which they first come."""
    return tuple(dict.fromkeys(name for result in run.results for name in result.metrics))


def verdict(result: Result) -> str:
    """`right`, `wrong`, or `unjudged` where the suite says nothing that could be missed."""
    if result.wrong:
        return "wrong"
    case = result.case
    return "unjudged" if case.answerable and not (case.answers or case.evidence) else "right"


def _case(result: Result, names: Iterable[str], changed: dict[str, str]) -> dict[str, Any]:
    case, answer = result.case, result.answer
    values = {
        "id": case.id,
        "question": case.question,
        "understood": result.standalone if result.standalone != case.question else None,
        "language": case.language,
        "direction": result.direction,
        "tags": case.tags,
        "verdict": verdict(result),
        "wrong": result.wrong,
        "change": changed.get(case.id),
        "answerable": case.answerable,
        "expected": case.answers,
        "evidence": [_evidence(gold) for gold in case.evidence],
        "relevant": case.relevant,
        "history": [(turn.role, turn.content) for turn in case.history],
        "answered": answer.answered,
        "spoken": answer.language,
        "short": answer.short,
        "sentences": [(sentence.text, sentence.citations) for sentence in answer.sentences],
        "confidence": _number(answer.confidence),
        "cited": list(_in_context(answer.citations, result.contexts)),
        "related": list(_in_context(answer.related, result.contexts)),
        "metrics": [_number(result.metrics.get(name)) for name in names],
    }
    return {name: value for name, value in values.items() if value not in (None, (), [])}


def _in_context(
    citations: Sequence[Citation], contexts: Sequence[Context]
) -> Iterator[dict[str, Any]]:
    """The citations, each with the words around it where the run has kept them."""
    around = {(context.number, context.document_id): context for context in contexts}
    for citation in citations:
        source = _source(citation) | {"number": citation.number, "quote": citation.quote}
        context = around.get((citation.number, citation.document_id))
        if context:
            # What was cut off shows that it was; the cut may have gone through a word.
            is_cut = citation.start > len(context.before)
            before = "…" + context.before.partition(" ")[2] if is_cut else context.before
            after = context.after.rstrip()
            source["before"] = before
            source["after"] = after if not after or after.endswith(_ENDS) else f"{after}…"
        yield source


def _source(citation: Citation) -> dict[str, Any]:
    values = {
        "document": citation.document_id,
        "title": citation.title,
        "language": citation.language,
        "source": citation.source,
        "date": citation.date,
        "status": citation.verdict.status if citation.verdict else None,
        "reason": citation.verdict.reason if citation.verdict else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _evidence(gold: Gold) -> list[tuple[str, str]]:
    """The places that would do, any one of them."""
    return [(place.document, place.quote) for place in (gold, *gold.others)]


def _number(value: float | None) -> float | None:
    return round(value, _DIGITS) if is_number(value) else None
