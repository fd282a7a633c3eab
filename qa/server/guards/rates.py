"""How often questions may be asked: by address, by conversation, by token."""

import ipaddress
import math
import threading
import time
from dataclasses import dataclass

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from qa.server.wire.problems import ProblemError
from qa.settings import Settings

# Whoever has one IPv6 address has a network of them.
_IPV6_NETWORK = 64


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name of a token, or an address with the conversation it is about."""

    address: str
    session: str | None = None
    token: str | None = None


class Rates:
    """Counts questions and raises ProblemError (429) where one is too many."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._address = _parsed(settings.rate_per_address)
        self._session = _parsed(settings.rate_per_session)
        self._token = _parsed(settings.rate_per_token)
        self._lock = threading.Lock()

    def count(self, caller: Caller) -> None:
        """Count a question; one that is refused doesn't count."""
        counters = self._counters(caller)
        with self._lock:
            refusing = [c for c in counters if not self._limiter.test(*c)]
            if refusing:
                raise ProblemError(
                    429, "too_many", "slow_down", retry_after=max(map(self._seconds, refusing))
                )
            for counter in counters:
                self._limiter.hit(*counter)

    def _counters(self, caller: Caller) -> list[tuple[RateLimitItem, str, str]]:
        if caller.token is not None:
            return [(item, "token", caller.token) for item in self._token]
        counters = [(item, "address", _network(caller.address)) for item in self._address]
        if caller.session:
            counters += [(item, "session", caller.session) for item in self._session]
        return counters

    def _seconds(self, counter: tuple[RateLimitItem, str, str]) -> int:
        reset = self._limiter.get_window_stats(*counter).reset_time
        return max(1, math.ceil(reset - time.time()))


def _parsed(rates: str) -> list[RateLimitItem]:
    return list(parse_many(rates)) if rates else []


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
