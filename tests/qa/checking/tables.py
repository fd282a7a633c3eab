"""Tables of cases: what is said | what it cites | the words at fault, or a dash."""

from collections.abc import Iterable

from qa.checking.rules import findings


def rows(table: str) -> list[str]:
    """The lines of a table that hold a case."""
    return [line.strip() for line in table.splitlines() if line.strip()]


def faults(line: str, kinds: Iterable[str]) -> tuple[list[str], list[str]]:
    """The words that are found at fault by checks of these kinds, and those that should be."""
    said, cited, wanted = (cell.strip() for cell in line.split(" | "))
    found = [
        said[finding.span.start : finding.span.end]
        for finding in findings(said, [cited])
        if finding.kind in set(kinds)
    ]
    return found, [] if wanted == "-" else wanted.split("; ")
