"""What changes on the page after an event, and the words for what went wrong in it."""

import logging
from typing import NamedTuple

from index.errors import SeedQAError
from qa.server.wire.problems import ProblemError, to_problem
from qa.types import Language
from qa.wording.messages import message

_logger = logging.getLogger(__name__)


class Update(NamedTuple):
    """What changes on the page; None leaves a part as it is.

    `commenting` tells whether a comment can be written, `file` is what is to be downloaded, `told`
    is said to the visitor once and then goes.
    """

    messages: list[dict[str, str]] | None = None
    question: str | None = None
    panel: str | None = None
    commenting: bool | None = None
    file: str | None = None
    told: str | None = None


def excuse(error: Exception, interface: Language) -> str:
    """Say why something could not be done."""
    if isinstance(error, SeedQAError | ProblemError):
        return to_problem(error, interface).detail
    _logger.error("An event of the page failed", exc_info=error)
    return message("page.failed", interface)


def valid(text: str) -> str:
    """Half a surrogate pair, which JSON can spell, becomes the mark of what isn't text."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
