"""Dates of documents as their readers write them; what isn't a date stays as it is."""

import datetime

from babel.dates import format_date

from qa.types import Language
from qa.wording.messages import message


def date_in_words(date: str | None, language: Language) -> str | None:
    """Write an ISO date in words: «26 октября 2025 г.»."""
    try:
        day = datetime.date.fromisoformat(date or "")
    except ValueError:
        return date
    return format_date(day, "long", locale=language)


def as_of(date: str | None, language: Language) -> str | None:
    """Say of when a document is: «по состоянию на 26 октября 2025 г.»."""
    words = date_in_words(date, language)
    return words and message("answer.as_of", language, date=words)
