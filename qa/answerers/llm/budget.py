"""What may be spent on a language model: calls and tokens, in all and by one bearer token."""

import threading

from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from qa.access import parse_rates
from qa.settings import Settings
from qa.types import Usage

# The settings of what is counted: in all, and by one token.
_CALLS = ("llm_calls", "llm_calls_per_token")
_TOKENS = ("llm_tokens", "llm_tokens_per_token")


class Budget:
    """Counts what was spent; a call that has begun may go over by what it takes."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._limits = {name: parse_rates(getattr(settings, name)) for name in (*_CALLS, *_TOKENS)}
        self._lock = threading.Lock()

    def allows(self, caller: str | None) -> bool:
        """Whether one more call may be made; it is counted when it has ended."""
        with self._lock:
            return all(
                self._limiter.test(item, *key)
                for names in (_CALLS, _TOKENS)
                for item, key in self._counted(names, caller)
            )

    def spend(self, caller: str | None, usage: Usage) -> None:
        """Count what an answer has taken."""
        tokens = usage.prompt_tokens + usage.completion_tokens + usage.untold_tokens
        with self._lock:
            for names, amount in ((_CALLS, usage.calls), (_TOKENS, tokens)):
                for item, key in self._counted(names, caller):
                    if amount:
                        self._limiter.hit(item, *key, cost=amount)

    def _counted(
        self, names: tuple[str, str], caller: str | None
    ) -> list[tuple[RateLimitItem, tuple[str, str]]]:
        whose = [(names[0], "all")] + ([(names[1], caller)] if caller else [])
        return [(item, (name, who)) for name, who in whose for item in self._limits[name]]
