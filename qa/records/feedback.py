"""Feedback as a table of gold questions, which a person completes and `seedqa eval` reads."""

import csv
import datetime
import io
from collections.abc import Sequence

from qa.records.cells import defuse
from qa.records.store import Feedback
from qa.types import Answer

COLUMNS = ("id", "question", "answer", "document", "quote", "language", "tags", "comment")
# Stands where only a person can tell the answer; no answer of ours will match it.
UNKNOWN = "?"


def to_table(feedback: Sequence[Feedback]) -> str:
    """Write feedback as CSV, one case a row, no cell of which is a formula.

    An answer found good is gold, a refusal found good has no answer; where an answer was found bad
    the visitor's comment stands in its place.
    """
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, item in enumerate(feedback, start=1):
        day = datetime.datetime.fromtimestamp(item.given_at, datetime.UTC).strftime("%Y%m%d")
        writer.writerow(map(defuse, [f"feedback-{day}-{number}", *_cells(item)]))
    return file.getvalue()


def _cells(item: Feedback) -> list[str]:
    answer = item.answer
    good = item.rating == "up"
    document, quote = _evidence(answer) if good else ("", "")
    expected = item.comment.strip() or UNKNOWN
    if good:
        expected = (answer.short or quote) if answer.answered else ""
    # An answer cell holds alternatives in lines and bars, which a text of ours mustn't make.
    gold = " ".join(expected.replace("|", " ").split())
    tags = f"feedback,{item.rating}"
    return [answer.question, gold, document, quote, answer.language, tags, item.comment]


def _evidence(answer: Answer) -> tuple[str, str]:
    if not answer.citations:
        return "", ""
    return answer.citations[0].document_id, answer.citations[0].quote
