"""What a question takes for granted and a passage contradicts: another year, another country.

A passage about 2024 doesn't answer a question about 2019, however alike the two are.
"""

import re
from functools import lru_cache

from index.countries import countries_in
from index.types import Document, Hit

# A year, but no decade: "1970s", «1970-е».
_YEAR = re.compile(r"(?<![\d.,])(?:1\d|20)\d\d(?![\d%]|s\b|[.,]\d|-[ех])")


def other_year(question: str, hit: Hit) -> bool:
    """Tell whether a question asks about a year that isn't the passage's.

    Where a passage names no year, any year of its document or its date will do.
    """
    asked = years_in(question)
    if not asked:
        return False
    document = hit.document
    named = years_in(f"{document.title}\n{hit.chunk.text}")
    if not named:
        named = _years_of(document) | years_in(document.date or "")
    return not asked <= named


def other_country(question: str, hit: Hit) -> bool:
    """Tell whether a question names a country that its document doesn't, while naming others."""
    asked = countries_in(question)
    if not asked:
        return False
    named = _countries_of(hit.document)
    return bool(named) and not asked <= named


def years_in(text: str) -> frozenset[str]:
    """The years that stand in a text in digits."""
    return frozenset(_YEAR.findall(text))


@lru_cache(maxsize=512)
def _years_of(document: Document) -> frozenset[str]:
    return years_in(document.text)


@lru_cache(maxsize=512)
def _countries_of(document: Document) -> frozenset[str]:
    return countries_in(f"{document.title}\n{document.text}")
