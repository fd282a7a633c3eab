"""What callers of the API send, and how it is shown in its description."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

MAX_TOP_K = 50
COMMENT_CHARACTERS = 2_000


def _check_unicode(text: str) -> str:
    """JSON can spell half a surrogate pair, which no other part can work with."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise PydanticCustomError("string_unicode", "half a surrogate pair") from error
    return text


Text = Annotated[str, AfterValidator(_check_unicode)]
Language = Literal["auto", "ru", "en"]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class TurnBody(_Body):
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: Text


class AskBody(_Body):
    """A question; of a long history the last `max_history_turns` count."""

    question: Text
    history: list[TurnBody] = []
    language: Language = "auto"
    top_k: Annotated[
        int | None,
        Field(ge=1, le=MAX_TOP_K, description="At most so many sources and related passages"),
    ] = None
    answerer: Text | None = None
    carry: Annotated[
        bool,
        Field(
            description="Whether a follow-up takes what it leaves out from the history, and a"
            " text in other letters is read as it was meant; false: it is asked as it is written,"
            " by itself. The answer's `understood` says how it was taken"
        ),
    ] = True


class FeedbackBody(_Body):
    """What an asker thought of an answer; a rating of null takes back what was said before."""

    answer: Annotated[Text, Field(description="The answer's id: the `id` of its event")]
    rating: Literal["up", "down"] | None
    comment: Annotated[Text, Field(max_length=COMMENT_CHARACTERS)] = ""


class SuggestionsReply(BaseModel):
    """Questions that the documents answer; not `ready` while they are still being made."""

    questions: list[str]
    ready: bool


class DocumentReply(BaseModel):
    """What may be known of a document."""

    id: str
    title: str
    language: str
    source: str | None
    url: str | None
    date: str | None
    translation_of: str | None
    characters: int


class DocumentsReply(BaseModel):
    """A page of the documents of the index: `page` of `pages`, of a list `total` long."""

    documents: list[DocumentReply]
    page: int
    pages: int
    total: int


class TextReply(DocumentReply):
    """A document with its text, or with the part of it that begins at `offset`."""

    text: str
    offset: int


class StatusReply(BaseModel):
    """A single word."""

    status: str


QUESTIONS: dict[str, Any] = {
    "russian": {
        "summary": "По-русски",
        "value": {"question": "Сколько китайских туристов побывало в Казахстане?"},
    },
    "english": {
        "summary": "In English",
        "value": {"question": "How many tourists came from China?", "language": "en"},
    },
    "follow-up": {
        "summary": "Уточняющий вопрос",
        "value": {
            "question": "А годом раньше?",
            "history": [
                {"role": "user", "content": "Сколько туристов приехало в 2024 году?"},
                {"role": "assistant", "content": "655 тысяч."},
            ],
        },
    },
}
