"""A hostile request, and what it is answered with: status and code of the problem."""

from dataclasses import dataclass, field

ASK = "/api/ask"
STREAM = "/api/ask/stream"
FEEDBACK = "/api/feedback"
OPENAI = "/v1/chat/completions"
JSON = {"content-type": "application/json"}
HELLO = b'{"question": "\xd0\xa1\xd0\xbf\xd0\xb0\xd1\x81\xd0\xb8\xd0\xb1\xd0\xbe"}'


@dataclass(frozen=True, slots=True)
class Case:
    """A request with the problem it ends in; a code of None stands for an ordinary answer."""

    name: str
    method: str
    path: str
    status: int
    code: str | None
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
