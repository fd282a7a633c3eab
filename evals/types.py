"""Frozen values of an evaluation."""

from dataclasses import dataclass, field

from index.types import Document
from qa.types import Answer, Language, Turn


@dataclass(frozen=True, slots=True)
class Gold:
    """The words of a document that answer a case, word for word.

    `start` is where they stand, in characters; None: at their first occurrence. `others` are
    places that would do as well.
    """

    document: str
    quote: str
    start: int | None = None
    others: tuple["Gold", ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what a right answer must hold.

    `answers` are groups of alternatives: one of every group is needed. `evidence` are the places
    that answer; `relevant` grades passages by document id where a data set judges those instead.
    An unanswerable case has none of them: the right answer is a refusal. `passage` is the document
    that the question was asked about, where a data set says so. `standalone` is how a person would
    understand a question after its history.
    """

    id: str
    question: str
    language: Language
    answers: tuple[tuple[str, ...], ...]
    evidence: tuple[Gold, ...]
    answerable: bool
    history: tuple[Turn, ...] = ()
    tags: tuple[str, ...] = ()
    relevant: tuple[tuple[str, int], ...] = ()
    passage: str | None = None
    standalone: str | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases to run; `documents` are the corpus they bring along, None: that of the index.

    `empty` are the ids of documents that were left out of it, since they hold no words.
    """

    name: str
    cases: tuple[Case, ...]
    documents: tuple[Document, ...] | None = None
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Cited words with those around them, for a reader to judge."""

    number: int
    document_id: str
    title: str
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case.

    `standalone` is the question as it was understood, what it leaned on before included. A metric
    that doesn't apply to the case is None. `wrong` names why it counts as wrong
    (`no_match`, `false_refusal`, `false_answer`, `wrong_language`, `not_covered`), `contexts` shows
    what was cited.
    """

    case: Case
    standalone: str
    answer: Answer
    direction: str
    passage_language: str
    metrics: dict[str, float | None]
    wrong: tuple[str, ...] = ()
    contexts: tuple[Context, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over the `n` cases that a metric applies to, with its 95 % bootstrap interval."""

    mean: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Every metric over one cut of the cases.

    `kind` is `all`, `direction`, `question_language`, `passage_language` or `tag`.
    """

    kind: str
    cut: str
    cases: int
    metrics: dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class Run:
    """A suite run whole.

    `risk_coverage` are points (coverage, risk) from the most confident answer on; `timings_ms`
    gives {"p50": …, "p95": …} for each stage.
    """

    suite: str
    results: tuple[Result, ...]
    summaries: tuple[Summary, ...]
    risk_coverage: tuple[tuple[float, float], ...] = ()
    timings_ms: dict[str, dict[str, float]] = field(default_factory=dict)
    provenance: dict[str, str] = field(default_factory=dict)
