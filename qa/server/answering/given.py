"""The answers given of late, so that feedback can name one."""

import secrets
import threading
from collections import OrderedDict

from qa.types import Answer

_MOST = 2_000


class GivenAnswers:
    """Remembers the last answers by an id that nobody guesses; a restart forgets them."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, answer: Answer) -> str:
        """Remember an answer and give its id."""
        name = secrets.token_hex(16)
        with self._lock:
            self._answers[name] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return name

    def get(self, name: str) -> Answer | None:
        """The answer of an id, None where it is unknown or too old."""
        with self._lock:
            return self._answers.get(name)
