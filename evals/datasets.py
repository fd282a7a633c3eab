"""Suites from files: one JSON object a line."""

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.types import Case, Gold
from index.errors import SuiteError
from qa.types import Language, Role, Turn

_Text = Annotated[str, Field(min_length=1)]


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
    answers: list[list[_Text]] = []
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


def load_suite(path: Path) -> list[Case]:
    """Read a suite; raises SuiteError with the line and the reason where it is broken."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.object[: error.start].count(b"\n") + 1
        raise SuiteError("suite_line", path=path, line=place, reason="not UTF-8") from error
    except OSError as error:
        raise SuiteError("suite_missing", path=path) from error
    cases: dict[str, Case] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        case = _read_line(path, number, line)
        if case.id in cases:
            raise SuiteError("suite_line", path=path, line=number, reason=f"id {case.id} is taken")
        cases[case.id] = case
    if not cases:
        raise SuiteError("suite_empty", path=path)
    return list(cases.values())


def _read_line(path: Path, number: int, line: str) -> Case:
    try:
        values: Any = json.loads(line)
        parsed = _CaseLine.model_validate(values)
    except json.JSONDecodeError as error:
        raise SuiteError("suite_line", path=path, line=number, reason=error.msg) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        reason = f"{place}: {first['msg']}" if place else first["msg"]
        raise SuiteError("suite_line", path=path, line=number, reason=reason) from error
    return Case(
        id=parsed.id,
        question=parsed.question,
        language=parsed.language,
        answers=tuple(tuple(group) for group in parsed.answers),
        evidence=tuple(Gold(gold.document, gold.quote) for gold in parsed.evidence),
        answerable=parsed.answerable,
        history=tuple(Turn(turn.role, turn.content) for turn in parsed.history),
        tags=tuple(parsed.tags),
    )
