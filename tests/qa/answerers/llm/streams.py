"""Streams as models write them, read, and what comes out written as one text.

` | ` stands for a space between two sentences, `¶` for a newline, `¶¶` for a blank line, `‖` for
nothing; citations in ‹› behind their sentence.
"""

from collections.abc import Iterable

from qa.answerers.llm.markers import Marked, MarkerReader

ENDS = {" ": " | ", "\n": " ¶ ", "\n\n": " ¶¶ ", "": " ‖ "}


def read(pieces: Iterable[str], known: Iterable[int] = (1, 2, 3)) -> list[str | Marked]:
    reader = MarkerReader(frozenset(known))
    return [part for piece in pieces for part in reader.feed(piece)] + reader.close()


def as_one_text(parts: Iterable[str | Marked]) -> str:
    sentences = [part for part in parts if isinstance(part, Marked)]
    written = ""
    for sentence in sentences:
        numbers = ",".join(map(str, sentence.citations))
        written += sentence.text + (f" ‹{numbers}›" if numbers else "") + ENDS[sentence.end]
    return written.removesuffix(" ‖ ")
