"""Our own suites: one JSON object a line."""

import json
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.datasets.broken import at_line, describe, read_text
from evals.metrics.visible import visible
from evals.types import Case, Gold, Suite
from qa.types import Language, Role, Turn


def _check_seen(text: str) -> str:
    if not visible(text).strip():
        raise ValueError("it is empty")
    return text


_Text = Annotated[str, AfterValidator(_check_seen)]


class _GoldLine(BaseModel):
    model_config = ConfigDict(extra="forbid")
    document: _Text
    quote: _Text


class _TurnLine(BaseModel):
    model_config = ConfigDict(extra="forbid")
    role: Role
    content: str


class _CaseLine(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: _Text
    question: str
    language: Language
    history: list[_TurnLine] = []
    standalone: _Text | None = None
    answers: list[Annotated[list[_Text], Field(min_length=1)]] = []
    evidence: list[_GoldLine] = []
    answerable: bool = True
    tags: list[str] = []

    @model_validator(mode="after")
    def _consistent(self) -> "_CaseLine":
        if self.answerable and not self.answers:
            raise ValueError("an answerable case needs answers")
        if not self.answerable and (self.answers or self.evidence):
            raise ValueError("an unanswerable case has neither answers nor evidence")
        return self


def read(path: Path) -> Suite:
    """Read a suite; raises SuiteError with the line and the reason where it is broken."""
    cases: dict[str, Case] = {}
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        case = _read_line(path, number, line)
        if case.id in cases:
            raise at_line(path, number, f"id {case.id} is taken")
        cases[case.id] = case
    return Suite(path.stem, tuple(cases.values()))


def _read_line(path: Path, number: int, line: str) -> Case:
    try:
        parsed = _CaseLine.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise at_line(path, number, error.msg) from error
    except RecursionError as error:
        raise at_line(path, number, "nested too deeply") from error
    except ValidationError as error:
        raise at_line(path, number, describe(error)) from error
    return Case(
        id=parsed.id,
        question=parsed.question,
        language=parsed.language,
        answers=tuple(tuple(group) for group in parsed.answers),
        evidence=tuple(Gold(gold.document, gold.quote) for gold in parsed.evidence),
        answerable=parsed.answerable,
        history=tuple(Turn(turn.role, turn.content) for turn in parsed.history),
        standalone=parsed.standalone,
        tags=tuple(parsed.tags),
    )
