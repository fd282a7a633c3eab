"""What a question takes for granted and a sentence contradicts: the year, the country, the kind.

A passage about 2024 doesn't answer a question about 2019, nor a number "who", however alike
question and passage are.
"""

import re

from index.text.dates import dates_in
from index.text.remembering import DOCUMENT_CHARACTERS, remember_of_documents
from index.types import Document, Hit
from qa.reader.countries import countries_in
from qa.reader.expectation import expected, unmet
from qa.reader.sight import seen
from qa.types import Evidence

# A year, but no decade: "1970s", «1970-е».
_YEAR = re.compile(r"(?<![\d.,])(?:1\d|20)\d\d(?![\d%]|s\b|[.,]\d|-[ех])")
_DAY = r"(?:\d{1,2}(?:\.\d{1,2}\.|\s+[^\W\d]+\s+)|[^\W\d]+\s+\d{1,2},\s+)?"
_DATE = rf"{_DAY}(?:1\d|20)\d\d(?:\s*г(?:ода|\.)?)?"
# Laws, orders and standards are named by their dates, which say nothing of when things happen:
# «закон от 29.07.2017», «приказ № 5 от 3 мая 2012 г.», «ГОСТ Р 52289-2019», "the Act of 1998".
_REFERENCE = re.compile(
    rf"\b(?:закон|кодекс|приказ|указ|постановлени|распоряжени|act|law|decree|regulation|directive)"
    rf"\w*(?:\s+(?!от\b|of\b|dated\b)[\w«»№/-]+){{0,5}}?\s+(?:от|of|dated)\s+{_DATE}"
    rf"|(?:№|\bN)\s*[\w/-]+\s+(?:от|of|dated)\s+{_DATE}"
    rf"|\b(?:от|dated)\s+{_DATE},?\s*(?:№|N\s)"
    rf"|\b(?:ГОСТ|СП|СНиП|СанПиН|ISO|IEC|EN|IEEE)\b(?:[\s/](?:Р|ISO|IEC|МЭК|ИСО|EN))*\s*"
    rf"[\d.-]*\d[-:](?:19|20)\d\d\b",
    re.I,
)

FEATURES = ("other_year", "other_country", "other_kind")


def premises(question: str, evidence: Evidence) -> tuple[float, ...]:
    """Give the FEATURES of a sentence, each in [0, 1], 0 where it contradicts nothing."""
    text = evidence.hit.document.text[evidence.start : evidence.end]
    return (
        float(other_year(question, evidence.hit)),
        other_country(question, text, evidence.hit),
        float(unmet(expected(question), text)),
    )


def other_year(question: str, hit: Hit) -> bool:
    """Tell whether a question asks about a year that isn't the passage's.

    Where a passage names no year, any year of its document or its date will do; the year of a law
    that it refers to is none of its own.
    """
    asked = years_in(question)
    if not asked:
        return False
    document = hit.document
    passage = seen(hit)
    named = years_in(_REFERENCE.sub(" ", passage))
    if asked <= years_in(passage):
        return False
    if not named:
        named = _years_of(document) | years_in(document.date or "")
    return not asked <= named


def other_country(question: str, sentence: str, hit: Hit) -> float:
    """How far around a sentence other countries are named than a question's.

    A third each for the sentence sharing none, and for its passage and document lacking one.
    """
    asked = countries_in(question)
    if not asked:
        return 0.0
    passage = countries_in(seen(hit))
    document = _countries_of(hit.document)
    said = countries_in(sentence)
    others = (
        bool(said) and not asked & said,
        bool(passage) and not asked <= passage,
        bool(document) and not asked <= document,
    )
    return sum(others) / len(others)


def years_in(text: str) -> frozenset[str]:
    """The years that stand in a text in digits, those of dates among them."""
    days = (day for date in dates_in(text) for day in date.readings if day.year)
    return frozenset(_YEAR.findall(text)) | {str(day.year) for day in days}


@remember_of_documents(DOCUMENT_CHARACTERS)
def _years_of(document: Document) -> frozenset[str]:
    return years_in(document.text)


@remember_of_documents(DOCUMENT_CHARACTERS)
def _countries_of(document: Document) -> frozenset[str]:
    return countries_in(f"{document.title}\n{document.text}")
