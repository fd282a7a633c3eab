"""Which document translates which: links that run in a ring lead to no original."""

from collections.abc import Mapping


def rings(links: Mapping[str, str | None]) -> list[list[str]]:
    """Find the documents that name each other, ring by ring, the ids of each in order.

    `links` goes from a document's id to that of its original.
    """
    found: list[list[str]] = []
    settled: set[str] = set()
    for start in sorted(links):
        # A dict keeps the order of the trail and finds a step of it at once.
        trail: dict[str, int] = {}
        name: str | None = start
        while name is not None and name in links and name not in settled and name not in trail:
            trail[name] = len(trail)
            name = links[name]
        if name is not None and name in trail:
            found.append(sorted(list(trail)[trail[name] :]))
        settled.update(trail)
    return found
