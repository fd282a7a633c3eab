"""Results of cases, runs of them and changes, as a report shows them."""

from typing import Any

from evals.compare import MetricChange
from evals.types import Case, Context, Estimate, Gold, Result, Run, Summary
from qa.types import Answer, Citation, Sentence, Turn, Verdict

EVIL = "</script><script>alert('x')</script><img src=x onerror=alert(1)>\"'&<!--"
QUOTE = "76% — иностранные граждане"


def citation(number: int = 1, quote: str = QUOTE, title: str = "Хоргос") -> Citation:
    verdict = Verdict("partial", "number")
    return Citation(
        number, "doc.md", title, "ru", "2025-10-26", "Kazinform", None, 60, 86, quote, None, verdict
    )


def right(name: str = "a", question: str = "Какова доля?", **changes: Any) -> Result:
    """An answerable case, answered rightly."""
    values: dict[str, Any] = {
        "answers": (("76", "76%"), ("иностранцы",)),
        "evidence": (Gold("doc.md", QUOTE, others=(Gold("other.md", "76 процентов"),)),),
        "tags": ("number",),
        **changes,
    }
    answer = Answer(
        question, "ru", True, "76%", (Sentence("Из них 76%.", (1,)),), (citation(),), (), 0.912, "x"
    )
    context = Context(1, "doc.md", "Хоргос", "обрывок слова до ", QUOTE, " и после")
    case = Case(name, question, "ru", answerable=True, **values)
    metrics = {"answer_match": 1.0, "refused": None, "mrr": 0.5}
    return Result(case, question, answer, "ru→ru", "ru", metrics, (), (context,))


def refused(name: str = "b", **changes: Any) -> Result:
    """An unanswerable case, refused or not as `wrong` says."""
    case = Case(name, "Who?", "en", (), (), False, (Turn("user", "Before?"),), ("unanswerable",))
    wrong = changes.get("wrong", ())
    answer = Answer(
        "Who?", "en", bool(wrong), None, (Sentence("No answer."),), (), (citation(),), 0.04, "x"
    )
    metrics = {"answer_match": None, "refused": 0.0 if wrong else 1.0, "mrr": None}
    context = Context(1, "doc.md", "Хоргос", "", QUOTE, ".")
    return Result(case, "Before? Who?", answer, "en→–", "–", metrics, wrong, (context,))


def run(*results: Result, suite: str = "seeds", **changes: Any) -> Run:
    results = results or (right(), refused())
    some = {
        "answer_match": Estimate(0.9375, 0.8, 1.0, 1_234),
        "refused": Estimate(None, None, None, 0),
        "aurc": Estimate(0.25, None, None, 2),
        "house_metric": Estimate(0.5, 0.4, 0.6, 2),
    }
    values: dict[str, Any] = {
        "summaries": (
            Summary("all", "all", len(results), some),
            Summary("direction", "ru→ru", 1, some),
            Summary("direction", "en→–", 1, {"refused": Estimate(1.0, 1.0, 1.0, 1)}),
            Summary("question_language", "ru", 1, some),
            Summary("tag", "number", 1, some),
        ),
        "risk_coverage": ((0.5, 0.0), (1.0, 0.1)),
        "timings_ms": {"search": {"p50": 12.34, "p95": 456.7}, "odd_stage": {"p50": 1.0}},
        "provenance": {"corpus": "0123456789abcdef", "commit": "c0ffee", "read_k": "10"},
        **changes,
    }
    return Run(suite, results, **values)


def change(name: str = "answer_match", difference: float = -0.1, **other: Any) -> MetricChange:
    values = {"p_value": 0.0004, "n": 67, "test": "mcnemar", "significant": True, **other}
    return MetricChange(name, 0.9, 0.9 + difference, difference, **values)
