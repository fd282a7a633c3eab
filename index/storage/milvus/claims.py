"""Who writes, in an engine without locks: whoever claims it and sees nobody else's claim.

Two that claim at once may both step back, but never do both go on: whichever looks last sees the
other. A claim that isn't renewed runs out, so that the clocks of machines must agree to well within
`LASTS_S`.
"""

import hashlib
import json
import platform
import random
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import IndexLockedError, SeedQAError
from index.storage.milvus.remote import Remote

LASTS_S = 60.0
_ATTEMPTS = 3
_PREFIX = "claim:"


class Claim:
    """The right to write, renewed until it is given up."""

    def __init__(self, remote: Remote, folder: Path) -> None:
        self._remote = remote
        self._key = f"{_PREFIX}{uuid.uuid4().hex}"
        # Only who holds the folder's lock claims for it: an older claim of it is of nobody.
        place = f"{platform.node()}\n{folder.absolute()}"
        self._place = hashlib.sha256(place.encode()).hexdigest()[:16]
        self._ended = threading.Event()

    def check(self) -> None:
        """Raise IndexLockedError where it ran out and another may have claimed."""
        if not self._remote.texts(self._key) or self._others():
            raise IndexLockedError("index_locked", path=self._remote.settings.where)

    def take(self) -> None:
        """Claim; raises IndexLockedError where another has."""
        for attempt in range(_ATTEMPTS):
            self._renew()
            if not self._others():
                threading.Thread(target=self._go_on, name="claim", daemon=True).start()
                return
            self._remote.drop_text(self._key)
            if attempt < _ATTEMPTS - 1:
                time.sleep(random.uniform(0.05, 0.3))
        raise IndexLockedError("index_locked", path=self._remote.settings.where)

    def give_up(self) -> None:
        """Let others write."""
        self._ended.set()
        with suppress(SeedQAError):
            self._remote.drop_text(self._key)

    def _others(self) -> bool:
        """Whether another's claim holds; those that hold no longer are dropped."""
        held = False
        for key, text in self._remote.texts(_PREFIX).items():
            if key == self._key:
                continue
            claim = json.loads(text)
            if claim["until"] < time.time() or claim["place"] == self._place:
                self._remote.drop_text(key)
            else:
                held = True
        return held

    def _renew(self) -> None:
        value = {"until": time.time() + LASTS_S, "place": self._place}
        self._remote.put_text(self._key, json.dumps(value))

    def _go_on(self) -> None:
        while not self._ended.wait(LASTS_S / 4):
            with suppress(SeedQAError):
                self._renew()
        # One that was being renewed as it was given up.
        with suppress(SeedQAError):
            self._remote.drop_text(self._key)


@contextmanager
def claimed(remote: Remote, folder: Path) -> Iterator[Claim]:
    """Be the one that writes, holding the lock of a folder; raises IndexLockedError."""
    claim = Claim(remote, folder)
    claim.take()
    try:
        yield claim
    finally:
        claim.give_up()
