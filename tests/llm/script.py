"""What a doubled server is told to do with the requests that come."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.llm.given import Passage, numbered, passages_in


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing for so many seconds; the server looks whether its client is still there."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Until:
    """Nothing until a test says so."""

    event: threading.Event


@dataclass(frozen=True, slots=True)
class Raw:
    """A line of the stream as it stands, such as a chunk that isn't JSON."""

    line: str


class Close:
    """The connection breaks."""


Step = str | Pause | Until | Raw | Close
FOREVER = Pause(3_600)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server does with a request.

    A status other than 200 comes as an error of OpenAI's with `code`; else the steps are streamed,
    with `usage` (tokens in, tokens out) at the end where it is asked for. `silent`: not even the
    headers come.
    """

    steps: Iterable[Step] = ()
    status: int = 200
    code: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    usage: tuple[int, int] | None = (120, 30)
    silent: bool = False


def says(text: str, between: float = 0.0) -> Reply:
    """A text word by word, with so many seconds between them."""
    return Reply(tuple(_words(text, between)))


def tells(text: str, between: float = 0.0) -> "Script":
    """The same, where «@{words}» is the number of the passage that has these words or title."""
    return lambda asked: says(numbered(text, asked.passages), between)


def fits(most: int, then: "Script") -> "Script":
    """A context that holds so many passages and no more."""

    def reply(asked: Asked) -> Reply:
        if len(asked.passages) > most:
            return refuses(400, "context_length_exceeded")
        return then if isinstance(then, Reply) else then(asked)

    return reply


def refuses(status: int, code: str = "", **headers: str) -> Reply:
    """An error; `Retry_After` is a header's name."""
    return Reply(
        status=status,
        code=code,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


@dataclass(slots=True)
class Asked:
    """A request as it came in; `left` is set once its client has gone before the end."""

    headers: dict[str, str]
    body: dict[str, Any]
    at: float = field(default_factory=time.monotonic)
    left: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def system(self) -> str:
        """The instructions."""
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        """The passages and the question."""
        return str(self.body["messages"][-1]["content"])

    @property
    def passages(self) -> list[Passage]:
        """The passages that the model was given."""
        return passages_in(self.user)


Script = Reply | Callable[[Asked], Reply]


def _words(text: str, between: float) -> Iterator[Step]:
    words = text.split(" ")
    for word in words[:-1]:
        yield f"{word} "
        if between:
            yield Pause(between)
    yield words[-1]
