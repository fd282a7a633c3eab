"""What of the encodings of a response a caller takes."""

import re

_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")


def takes_gzip(accept_encoding: str) -> bool:
    """Whether an Accept-Encoding header allows for gzip."""
    return bool(_GZIP.search(accept_encoding))
