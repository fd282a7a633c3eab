"""Frozen values of an evaluation."""

from dataclasses import dataclass, field

from index.types import Hit
from qa.types import Answer, Language, Turn


@dataclass(frozen=True, slots=True)
class Gold:
    """The words of a document that answer a case, word for word."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what a right answer must hold.

    `answers` are groups of alternatives: one of every group is needed. An unanswerable case has
    neither answers nor evidence: the right answer is a refusal.
    """

    id: str
    question: str
    language: Language
    answers: tuple[tuple[str, ...], ...]
    evidence: tuple[Gold, ...]
    answerable: bool
    history: tuple[Turn, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case; a metric that doesn't apply to it is None."""

    case: Case
    answer: Answer
    hits: tuple[Hit, ...]
    direction: str
    metrics: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Summary:
    """Averages over the cases that a metric applies to, with their number, by cut."""

    cut: str
    cases: int
    means: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Run:
    """A suite run whole: every result, and the averages overall and by direction."""

    suite: str
    results: tuple[Result, ...]
    summaries: tuple[Summary, ...]
    provenance: dict[str, str] = field(default_factory=dict)
