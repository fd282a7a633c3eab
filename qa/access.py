"""Who may ask: origins, hosts, proxies, rates and bearer tokens, as settings write them."""

import hashlib
import hmac
import ipaddress
import re
import secrets
from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

from limits import RateLimitItem, parse_many
from pydantic import BaseModel, ConfigDict, Field

Scope = Literal["ask", "admin", "metrics"]

# What a machine calls itself.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:.]+\]")
_TOKEN_BYTES = 32


class Token(BaseModel):
    """A bearer token as the server knows it: by its SHA-256.

    The secret has 256 bits of its own, so that neither salt nor a slow hash would add anything.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=64)
    scopes: tuple[Scope, ...] = Field(min_length=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")

    @classmethod
    def of(cls, name: str, scopes: Sequence[Scope], secret: str) -> "Token":
        """The token with this secret."""
        return cls(name=name, scopes=tuple(scopes), sha256=_digest(secret))


def new_secret() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def find_token(tokens: Sequence[Token], secret: str) -> Token | None:
    """The token with this secret; every one is compared, in constant time."""
    digest = _digest(secret)
    found = None
    for token in tokens:
        if hmac.compare_digest(token.sha256, digest):
            found = token
    return found


def normal_origin(origin: str) -> str | None:
    """An origin without its default port, in lower case; None for what is none, "null" included."""
    try:
        parts = urlsplit(origin)
        port = parts.port
        host = _ascii(parts.netloc.rpartition(":")[0] if port is not None else parts.netloc)
    except ValueError:
        return None
    rest = (parts.path, parts.query, parts.fragment)
    if parts.scheme not in _DEFAULT_PORTS or any(rest) or not _HOST.fullmatch(host):
        return None
    shown = "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{shown}"


def check_origin(value: str) -> str:
    """Read one allowed origin; raises ValueError for a pattern, a path or anything else."""
    origin = normal_origin(value.rstrip("/"))
    if origin is None:
        raise ValueError(f"“{value}” is no origin such as https://example.org")
    return origin


def check_host(value: str) -> str:
    """Read one host name; raises ValueError."""
    host = _ascii(value)
    if not _HOST.fullmatch(host):
        raise ValueError(f"“{value}” is no host name such as example.org")
    return host


def check_network(value: str) -> str:
    """Read one address or network of a proxy; raises ValueError."""
    try:
        ipaddress.ip_network(value)
    except ValueError as error:
        raise ValueError(f"“{value}” is no address or network such as 10.0.0.0/8") from error
    return value


def parse_rates(rates: str) -> list[RateLimitItem]:
    """Rates such as `60/minute;2000/day`, which `check_rates` has passed; none of an empty text."""
    return list(parse_many(rates)) if rates else []


def check_rates(value: str) -> str:
    """Read rates such as `60/minute;2000/day`; raises ValueError."""
    if value.strip():
        try:
            parse_many(value)
        except ValueError as error:
            raise ValueError(f"“{value}” are no rates such as 60/minute;2000/day") from error
    return value.strip()


def split_list(value: Any) -> Any:
    """Part a text at commas and spaces; whatever else stays as it is."""
    return (
        [part for part in re.split(r"[\s,]+", value) if part] if isinstance(value, str) else value
    )


def _ascii(host: str) -> str:
    """A host as browsers write it: «сайт.рф» as xn--80aswg.xn--p1ai; raises ValueError."""
    return host.lower() if host.isascii() else host.encode("idna").decode()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
