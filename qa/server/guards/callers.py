"""Who is at the other end: address, conversation and bearer token of a request."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import Scope

from qa.access import LOOPBACK, Token, find_token
from qa.access import Scope as TokenScope
from qa.server.guards.rates import Caller
from qa.server.wire.problems import ProblemError

SESSION_HEADER = "X-SeedQA-Session"
_SESSION = re.compile(rb"[0-9a-f]{32}")
_FORWARDED = (b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via")
_MAPPED = "::ffff:"
_BEARER = re.compile(rb"bearer ([!-~]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Callers:
    """Tells callers by their bearer tokens; `required`: nobody else is let in.

    `is_private`: only this machine reaches the server.
    """

    tokens: tuple[Token, ...]
    required: bool
    is_private: bool

    def who(self, scope: Scope) -> Caller:
        """Who asks; raises ProblemError (401, 403) for a token that is wrong or isn't for asking.

        Where no token is set, whatever stands in the header is of no account: many clients can't
        leave it out. Where one is required, `Gate` has seen to it.
        """
        headers = dict(scope["headers"])
        token = self._token(headers)
        if token is not None and "ask" not in token.scopes:
            raise ProblemError(403, "token_scope", "forbidden", scope="ask")
        session = headers.get(SESSION_HEADER.lower().encode(), b"")
        return Caller(
            address=(scope.get("client") or ("unknown", 0))[0],
            session=session.decode() if _SESSION.fullmatch(session) else None,
            token=token.name if token else None,
            is_owner=self._is_owner(scope),
        )

    def visitor(self, scope: Scope) -> Caller:
        """Who is at the page; what stands in the header may be for a proxy."""
        address = (scope.get("client") or ("unknown", 0))[0]
        return Caller(address, is_owner=self._is_owner(scope))

    def bears(self, scope: Scope, wanted: TokenScope) -> bool:
        """Whether a request bears a token for this."""
        secret = _secret(dict(scope["headers"]))
        token = find_token(self.tokens, secret) if secret else None
        return token is not None and wanted in token.scopes

    def require(self, scope: Scope, wanted: TokenScope) -> None:
        """Raise ProblemError (401, 403) where a request bears no token for this."""
        token = self._token(dict(scope["headers"]))
        if token is None:
            raise ProblemError(401, "token_missing", "unauthorized")
        if wanted not in token.scopes:
            raise ProblemError(403, "token_scope", "forbidden", scope=wanted)

    def _is_owner(self, scope: Scope) -> bool:
        return self.is_private and from_here(scope)

    def _token(self, headers: Mapping[bytes, bytes]) -> Token | None:
        """The token of a request, None without one; raises ProblemError (401) for a wrong one."""
        if b"authorization" not in headers or not self.tokens:
            return None
        secret = _secret(headers)
        token = find_token(self.tokens, secret) if secret else None
        if token is None:
            raise ProblemError(401, "token_wrong", "unauthorized")
        return token


def from_here(scope: Scope) -> bool:
    """Whether this machine itself asks, and no proxy for somebody else."""
    names = {name for name, _ in scope["headers"]}
    address = (scope.get("client") or ("unknown", 0))[0]
    return names.isdisjoint(_FORWARDED) and address.removeprefix(_MAPPED) in LOOPBACK


def _secret(headers: Mapping[bytes, bytes]) -> str | None:
    found = _BEARER.fullmatch(headers.get(b"authorization", b""))
    return found[1].decode() if found else None
