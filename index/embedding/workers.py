"""Threads that compute side by side, each without helpers.

Threads that share one computation wait for each other at every operation, which on a busy machine
took ten times as long.
"""

import os
from concurrent.futures import ThreadPoolExecutor

_MOST = 8


def workers(name: str) -> ThreadPoolExecutor:
    """A pool of one thread a core, eight at most."""
    return ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST), name, initializer=_compute_alone)


def _compute_alone() -> None:
    """Let this thread compute without helpers; what other threads do stays as it is."""
    import torch
    from threadpoolctl import threadpool_limits

    torch.get_num_threads()  # sets this thread up, which would undo the limit later
    threadpool_limits(1, user_api="openmp")
