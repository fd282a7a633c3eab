"""Addresses that open a publisher's page at the words quoted from it."""

import re
from urllib.parse import quote, urlsplit

from qa.types import Citation

# Words at each end of a quote that a browser looks for; of a longer quote the middle is left out.
_ENDS = 5
_WORD = re.compile(r"\S+")
# Text fragments (wicg.github.io/scroll-to-text-fragment) part with these, so they are spelt.
_SPELT = {"-": "%2D"}


def web_address(url: str | None) -> str | None:
    """The address itself where it is one of the web, else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def link_to_quote(citation: Citation) -> str | None:
    """The page of a citation's document, opened at its words; None where it has no page.

    Of a translation it is the original's page and the original's words.
    """
    source = citation.original or citation
    url = web_address(source.url)
    if url is None:
        return None
    words = _WORD.findall(source.quote)
    ends = [words] if len(words) <= 2 * _ENDS else [words[:_ENDS], words[-_ENDS:]]
    text = ",".join(_spell(" ".join(end)) for end in ends)
    return f"{url.partition('#')[0]}#:~:text={text}"


def _spell(text: str) -> str:
    spelt = quote(text, safe="")
    for sign, code in _SPELT.items():
        spelt = spelt.replace(sign, code)
    return spelt
