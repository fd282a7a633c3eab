"""What clients made for OpenAI send, and what they are answered with."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from qa.server.routes.bodies import Text
from qa.server.routes.description import EVENT
from qa.server.wire.problems import ProblemError
from qa.types import Turn

MODEL = "seedqa"
# Far more than a client sends; a history of ours is cut at `max_history_turns` anyway.
_MOST_MESSAGES = 500
_MOST_PARTS = 100
_NAME_CHARACTERS = 200


class _Body(BaseModel):
    """Ordinary clients send temperature, tools and much else, which has no bearing here."""

    model_config = ConfigDict(extra="ignore")


class PartBody(_Body):
    """One part of a message; the documents answer to text alone."""

    type: Annotated[Text, Field(max_length=_NAME_CHARACTERS)]
    text: Text | None = None


def _as_parts(content: Any) -> Any:
    """A text is one part, and null is none."""
    if content is None:
        return []
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


Parts = Annotated[
    list[PartBody],
    Field(max_length=_MOST_PARTS),
    BeforeValidator(_as_parts, json_schema_input_type=str | list[PartBody] | None),
]


class MessageBody(_Body):
    """One message; what a system, a developer or a tool says is no question and is passed over."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: Parts = []

    def text(self) -> str:
        """The message's text; raises ProblemError (422) where it has parts of another kind."""
        for part in self.content:
            if part.type != "text":
                raise ProblemError(422, "unsupported_part", "bad_request", kind=part.type)
        return "\n".join(part.text for part in self.content if part.text)


class StreamOptionsBody(_Body):
    """What comes with a stream."""

    include_usage: bool | None = None


class ChatBody(_Body):
    """A conversation, of which the last message of the user is the question."""

    model: Annotated[Text, Field(max_length=_NAME_CHARACTERS, description=f"`{MODEL}`")]
    messages: Annotated[list[MessageBody], Field(max_length=_MOST_MESSAGES)]
    stream: bool | None = None
    stream_options: StreamOptionsBody | None = None
    n: Annotated[int | None, Field(description="1: there is one answer")] = None

    def question(self) -> tuple[str, tuple[Turn, ...]]:
        """The question and the turns before it; raises ProblemError (422)."""
        asked = [at for at, message in enumerate(self.messages) if message.role == "user"]
        if not asked:
            raise ProblemError(422, "no_user_message", "bad_request")
        last = asked[-1]
        turns = [
            Turn(message.role, message.text())
            for message in self.messages[:last]
            if message.role in ("user", "assistant")
        ]
        return self.messages[last].text(), tuple(turn for turn in turns if turn.content)


class ModelReply(BaseModel):
    """The one model there is."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = MODEL


class ModelsReply(BaseModel):
    """The models there are."""

    object: Literal["list"] = "list"
    data: list[ModelReply] = [ModelReply()]


def _chat(*messages: tuple[str, str], **options: Any) -> dict[str, Any]:
    told = [{"role": role, "content": content} for role, content in messages]
    return {"model": MODEL, "messages": told, **options}


CHATS: dict[str, Any] = {
    "russian": {
        "summary": "По-русски",
        "value": _chat(("user", "Сколько китайских туристов побывало в Казахстане?")),
    },
    "english": {
        "summary": "In English, as a stream",
        "value": _chat(("user", "How many tourists came from China?"), stream=True),
    },
    "follow-up": {
        "summary": "Уточняющий вопрос",
        "value": _chat(
            ("user", "Сколько туристов приехало в 2024 году?"),
            ("assistant", "655 тысяч. [1]"),
            ("user", "А годом раньше?"),
        ),
    },
}

_ANNOTATION = {
    "type": "url_citation",
    "url_citation": {
        "url": "https://example.org/article#:~:text=655%20тысяч",
        "title": "Туризм",
        "start_index": 28,
        "end_index": 31,
    },
}
_COMPLETION = {
    "id": "chatcmpl-4f1d0c8e2b7a45d3",
    "object": "chat.completion",
    "created": 1_767_225_600,
    "model": MODEL,
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "message": {
                "role": "assistant",
                "content": "Приехало 655 тысяч человек. [1]",
                "annotations": [_ANNOTATION],
                "seedqa": {
                    "answered": True,
                    "certainty": "sure",
                    "citations": [{"number": 1, "quote": "…"}],
                },
            },
        }
    ],
    "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
}
_STREAM = (
    'data: {"object": "chat.completion.chunk", "choices": [{"delta": {"content": "…"}}]}\n\n'
    "data: [DONE]\n\n"
)
COMPLETION: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; with `stream`, in chunks that end with `[DONE]`",
        "content": {
            "application/json": {"schema": {"type": "object"}, "example": _COMPLETION},
            "text/event-stream": {"schema": EVENT, "example": _STREAM},
        },
    }
}
