"""How long one file may be read and how much memory that may take."""

import time

# A reader that can stop in the middle does so after this, with what it has.
SECONDS = 300
# None may take longer: the longest step between two looks at the clock is a page of a scan.
MOST_SECONDS = 420
MOST_BYTES = 4_000_000_000

_ends: float | None = None


def start() -> None:
    """Begin to count for one file."""
    global _ends
    _ends = time.monotonic() + SECONDS


def is_over() -> bool:
    """Whether the time of a file is over; never where nobody counts."""
    return _ends is not None and time.monotonic() > _ends
