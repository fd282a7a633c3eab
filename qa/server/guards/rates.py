"""How often one may ask, rate and search: by address, by conversation, by token."""

import ipaddress
import math
import threading
import time
from dataclasses import dataclass
from typing import Literal

from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from qa.access import parse_rates
from qa.server.wire.problems import ProblemError
from qa.settings import Settings

Action = Literal["question", "feedback", "search"]

_SETTINGS = (
    "rate_per_address", "rate_per_session", "rate_per_token", "rate_feedback", "rate_search",
)  # fmt: skip
# The code of the problem where there is too much of it.
_CODES: dict[Action, str] = {
    "question": "too_many",
    "feedback": "too_much_feedback",
    "search": "too_many_searches",
}
# Whoever has one IPv6 address has a network of them.
_IPV6_NETWORK = 64


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name of a token, or an address with the conversation it is about.

    `is_owner` tells that it is this machine, which nobody else reaches.
    """

    address: str
    session: str | None = None
    token: str | None = None
    is_owner: bool = False

    @property
    def visitor(self) -> str:
        """Whose turn it is when they are answered: a token's, a conversation's, an address's."""
        if self.token:
            return f"token {self.token}"
        return f"session {self.session}" if self.session else f"address {_network(self.address)}"


class Rates:
    """Counts what callers do and raises ProblemError (429) where one thing is too many."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._limits = {name: parse_rates(getattr(settings, name)) for name in _SETTINGS}
        # Where nobody else reaches it, the owner is stopped by no rate that wasn't set.
        self._set = settings.model_fields_set
        self._lock = threading.Lock()

    def count(self, caller: Caller, action: Action = "question") -> None:
        """Count what a caller does; what is refused doesn't count."""
        counters = self._counters(caller, action)
        with self._lock:
            refusing = [c for c in counters if not self._limiter.test(*c)]
            if refusing:
                seconds = max(map(self._seconds, refusing))
                raise ProblemError(429, _CODES[action], "slow_down", retry_after=seconds)
            for counter in counters:
                self._limiter.hit(*counter)

    def _counters(self, caller: Caller, action: Action) -> list[tuple[RateLimitItem, str, str]]:
        who = ("token", caller.token) if caller.token else ("address", _network(caller.address))
        if action != "question":
            counted = [(f"rate_{action}", f"{action} {who[0]}", who[1])]
        elif caller.token:
            counted = [("rate_per_token", *who)]
        else:
            counted = [("rate_per_address", *who)]
            if caller.session:
                counted.append(("rate_per_session", "session", caller.session))
        return [
            (item, kind, name)
            for setting, kind, name in counted
            if setting in self._set or not caller.is_owner
            for item in self._limits[setting]
        ]

    def _seconds(self, counter: tuple[RateLimitItem, str, str]) -> int:
        reset = self._limiter.get_window_stats(*counter).reset_time
        return max(1, math.ceil(reset - time.time()))


def _network(address: str) -> str:
    """The address as it is counted."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False))
    return address
