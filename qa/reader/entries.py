"""The entries of a day, in a journal that has others: rows and lines that begin with a date."""

import re
from collections.abc import Sequence

from index.text.dates import Written, dates_in
from index.text.units import blocks_of, paragraph_at
from index.text.views import heading_path
from qa.reader.expectation import expected
from qa.types import Evidence

# What may stand before an entry's date: a mark, «С», "On".
_BEFORE_DATE = re.compile(r"\W*(?:[^\W\d_]{1,3}\W+)?")


def of_the_day(question: str, evidence: Sequence[Evidence]) -> list[int]:
    """Which evidence stays where a question names a day, by its place.

    Where the best document has entries of that day, its entries of other days don't answer. They
    may, where a date is what is asked for.
    """
    everything = list(range(len(evidence)))
    asked = dates_in(question)
    if not asked or not evidence or "date" in expected(question):
        return everything
    best = evidence[0].hit.document.id
    days = {at: _days(evidence[at]) for at in everything if evidence[at].hit.document.id == best}
    agreeing = {
        at for at, dates in days.items() if any(a.agrees(date) for a in asked for date in dates)
    }
    if not agreeing:
        return everything
    return [at for at in everything if at in agreeing or not days.get(at)]


def _days(evidence: Evidence) -> list[Written]:
    """The dates of the entry that a sentence is, or else of the last heading above that has one."""
    document = evidence.hit.document
    text = document.text[evidence.start : evidence.end]
    paragraph = paragraph_at(document, evidence.start)
    dates = dates_in(text)
    if paragraph and blocks_of(document)[paragraph.block].kind == "row":
        return dates
    before = _BEFORE_DATE.match(text)
    if dates and before and dates[0].start <= before.end():
        return dates
    for span in reversed(heading_path(document, paragraph) if paragraph else []):
        if dated := dates_in(document.text[span.start : span.end]):
            return dated
    return []
