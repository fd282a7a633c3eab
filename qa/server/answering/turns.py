"""Who is next: visitors by turns, what each has asked in its order."""

import threading
from collections import OrderedDict, deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Turns(Generic[T]):
    """What waits, by whose it is; whoever was let through last comes last."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, visitor: str, what: T) -> None:
        """Let something wait behind whatever else the visitor has."""
        with self._lock:
            self._waiting.setdefault(visitor, deque()).append(what)

    def next(self) -> T:
        """Take what is next; raises LookupError where nothing waits."""
        with self._lock:
            visitor, own = next(iter(self._waiting.items()), ("", deque[T]()))
            found = own.popleft()
            if own:
                self._waiting.move_to_end(visitor)
            else:
                del self._waiting[visitor]
            return found
