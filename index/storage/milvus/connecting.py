"""Connections to Milvus, and what goes wrong with them in words a user can act on."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit, urlunsplit

import grpc
from pymilvus import MilvusClient
from pymilvus.exceptions import MilvusException
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_fixed

from index.errors import EngineError, SeedQAError, StorageError

_logger = logging.getLogger("seedqa.milvus")
Answer = TypeVar("Answer")
# It would write the whole of a traceback for every attempt; what matters is raised.
logging.getLogger("pymilvus").setLevel(logging.CRITICAL)

# So long nobody tries again to reach what couldn't be reached.
_REST_S = 5.0
_LOADING_S = 60.0
_UNREACHABLE = 2
_RELEASED = 101
_NO_COLLECTION, _NOT_THERE = 100, ("not found", "not exist")
_REFUSALS = (1400, 1401, 800)
_REFUSING = ("auth", "permission", "privilege", "database not found", "api key")
_FULL = ("quota", "no space left", "disk")


@dataclass(frozen=True, slots=True)
class MilvusSettings:
    """How Milvus is reached, and what the names of the corpus's collections begin with.

    `url` is `http(s)://HOST:PORT[/DATABASE]`, `token` a key or `NAME:PASSWORD`, `certificates` the
    file of whoever signed the server's certificate where the system doesn't know them. What takes
    longer than `timeout_s` is given up. A publication is seen after `fresh_s` at the latest.
    """

    url: str
    token: str | None = None
    name: str = "seedqa"
    certificates: str | None = None
    timeout_s: float = 3.0
    fresh_s: float = 0.5

    @property
    def where(self) -> str:
        """The place as errors call it, without who reads it and with which password."""
        parts = urlsplit(self.url)
        host = parts.netloc.rpartition("@")[2]
        return f"{parts.scheme or 'milvus'}://{host}{parts.path}#{self.name}"


class Connection:
    """One client for all threads, made when it is first needed."""

    def __init__(self, settings: MilvusSettings) -> None:
        self.settings = settings
        self._lock = threading.Lock()
        self._client: MilvusClient | None = None
        self._rests_until = 0.0
        self._away = False

    @contextmanager
    def client(self) -> Iterator[MilvusClient]:
        """Lend the client, and raise what goes wrong with it: EngineError, StorageError."""
        if time.monotonic() < self._rests_until:
            raise self._unreachable("no answer")
        try:
            yield self._connected()
        except (MilvusException, grpc.RpcError) as error:
            told = self._told(error)
            if told.code in ("engine_unreachable", "engine_slow"):
                self._rests_until = time.monotonic() + _REST_S
            raise told from error
        self._away = False

    def do_without(self, error: EngineError) -> None:
        """Say in the log that this machine helps itself, once until it is reached again."""
        if not self._away:
            _logger.warning("%s Until then what is on this machine answers.", error)
        self._away = True

    def loaded(self, name: str, ask: Callable[[MilvusClient], Answer]) -> Answer:
        """What a collection says, which is loaded first where it has been released."""
        with self.client() as client:
            try:
                return ask(client)
            except MilvusException as error:
                if error.code != _RELEASED:
                    raise
                client.load_collection(name, timeout=max(_LOADING_S, self.settings.timeout_s))
                return ask(client)

    def reach(self) -> None:
        """Try to reach it, whenever that was last tried, and again for a while."""
        for attempt in Retrying(
            retry=retry_if_exception(_is_unreachable),
            stop=stop_after_delay(self.settings.timeout_s),
            wait=wait_fixed(0.1),
            reraise=True,
        ):
            with attempt:
                self._rests_until = 0.0
                with self.client() as client:
                    client.list_collections(timeout=self.settings.timeout_s)

    def _connected(self) -> MilvusClient:
        with self._lock:
            if self._client is None:
                settings = self.settings
                parts = urlsplit(settings.url)
                if not _is_address(parts):
                    raise self._unreachable("http://HOST:PORT")
                more = {"server_pem_path": settings.certificates} if settings.certificates else {}
                try:
                    self._client = MilvusClient(
                        urlunsplit((parts.scheme, parts.netloc, "", "", "")),
                        db_name=parts.path.strip("/"),
                        token=settings.token or "",
                        timeout=settings.timeout_s,
                        **more,
                    )
                except OSError as error:  # the certificates
                    raise self._unreachable(str(error)) from error
            return self._client

    def _unreachable(self, reason: str) -> EngineError:
        return EngineError(
            "engine_unreachable",
            where=self.settings.where,
            reason=reason,
            setting="SEEDQA_MILVUS",
        )

    def _told(self, error: MilvusException | grpc.RpcError) -> SeedQAError:
        where, (code, reason) = self.settings.where, _reason(error)
        words = reason.lower()
        if code is grpc.StatusCode.DEADLINE_EXCEEDED or "deadline" in words:
            return EngineError(
                "engine_slow",
                where=where,
                seconds=f"{self.settings.timeout_s:g}",
                setting="SEEDQA_MILVUS_TIMEOUT_S",
            )
        refused = code in _REFUSALS or any(word in words for word in _REFUSING)
        if refused or code is grpc.StatusCode.PERMISSION_DENIED:
            return EngineError(
                "engine_refused",
                where=where,
                reason=reason,
                setting="SEEDQA_MILVUS",
                secret="SEEDQA_MILVUS_TOKEN",
            )
        if code in (_UNREACHABLE, grpc.StatusCode.UNAVAILABLE) or "unavailable" in words:
            return self._unreachable(reason)
        if any(word in words for word in _FULL):
            return StorageError("storage_unwritable", path=where, reason=reason)
        return EngineError("engine_failed", where=where, reason=reason)


def _is_address(parts: SplitResult) -> bool:
    try:
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0


def is_without_collection(error: MilvusException) -> bool:
    """Whether what was asked isn't there."""
    return error.code == _NO_COLLECTION or any(words in str(error) for words in _NOT_THERE)


def _is_unreachable(error: BaseException) -> bool:
    return isinstance(error, EngineError) and error.code == "engine_unreachable"


def _reason(error: BaseException) -> tuple[object, str]:
    """The code and the first line of what the server or the library says."""
    if isinstance(error, MilvusException):
        if error.code == _UNREACHABLE and isinstance(error.__cause__, grpc.Call):
            return _reason(error.__cause__)  # what isn't reached may well have answered
        code, text = error.code, str(error.message or error)
    else:
        call = error if isinstance(error, grpc.Call) else None
        code, text = (call.code(), str(call.details())) if call else (None, str(error))
    first = (text.strip().splitlines() or [type(error).__name__])[0]
    # Of all that was tried the last thing that went wrong.
    before, _, last = first.partition("last error: ")
    return code, (last.rpartition(": ")[2] or before)[:200]
