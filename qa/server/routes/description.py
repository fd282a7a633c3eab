"""The description of the API (OpenAPI): what it answers where something is wrong, and in events."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, Field

from qa.server.wire.problems import MEDIA_TYPE

_REFERENCE = {"$ref": "#/components/schemas/Problem"}
_DESCRIPTIONS = {
    400: "The body isn't JSON",
    401: "A bearer token is missing or wrong",
    403: "Not allowed: another site, or a token without the scope",
    404: "Not there",
    409: "Not possible here",
    413: "Too large",
    422: "Not as described here, or a question that can't be asked",
    429: "Too many questions; Retry-After tells when to ask again",
    503: "Not ready, busy or ending; Retry-After tells when to ask again",
}
_EXAMPLE = (
    'event: sources\ndata: {"sources": [{"number": 1, "title": "…", "quote": "…"}]}\n\n'
    'event: token\ndata: {"text": "В 2024 году "}\n\n'
    'event: answer\ndata: {"answered": true, "certainty": "sure",'
    ' "sentences": [{"text": "…", "citations": [1]}]}\n'
    "id: 4f1d0c8e2b7a45d39c6e8f0a1b2c3d4e\n\n"
)
EVENT = {
    "type": "object",
    "description": "One event; its data is JSON",
    "properties": {name: {"type": "string"} for name in ("event", "data", "id")},
    "required": ["data"],
}
STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events: `sources`, `token`…, `answer` with its id, `following`; or `error`",
        "content": {"text/event-stream": {"schema": EVENT, "example": _EXAMPLE}},
    }
}


class ProblemDocument(BaseModel):
    """What went wrong (RFC 9457), worded in the caller's language."""

    type: str = Field(examples=["urn:seedqa:problem:question_empty"])
    title: str = Field(examples=["Вопрос нельзя задать"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["Вопрос пуст. Напишите, что хотите узнать."])
    code: str = Field(description="Doesn't change with the wording", examples=["question_empty"])


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers with these statuses, as a route declares them."""
    return {
        status: {
            "description": _DESCRIPTIONS[status],
            "content": {MEDIA_TYPE: {"schema": _REFERENCE}},
        }
        for status in statuses
    }


def describe(app: FastAPI) -> None:
    """Complete the description that FastAPI makes of the routes."""
    plain = app.openapi

    def complete() -> dict[str, Any]:
        description = plain()
        schemas = description.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = ProblemDocument.model_json_schema()
        return description

    app.openapi = complete  # type: ignore[method-assign]
