"""PDFium, which reads and renders, one thread at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from index.errors import LoadError

# PDFium isn't made for threads.
LOCK = RLock()
# Programs put a few bytes before the header (ISO 32000 lets readers look this far).
_HEADER_WITHIN = 1_024
_PASSWORD_ERRORS = (4, 5)


@contextmanager
def opened(data: bytes, path: Path) -> Iterator[Any]:
    """Open a file while no other thread uses PDFium; raises LoadError where it can't be read."""
    import pypdfium2

    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise LoadError("document_damaged", path=path, reason="it doesn't begin as a PDF does")
    if _breaks_off(data):
        raise LoadError("document_damaged", path=path, reason="its end is missing")
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            code = getattr(error, "err_code", None)
            if code in _PASSWORD_ERRORS or "assword" in str(error):
                raise LoadError("document_encrypted", path=path) from error
            raise LoadError("document_damaged", path=path, reason=_short(error)) from error
        try:
            if not len(document):
                raise LoadError("document_damaged", path=path, reason="it has no pages")
            yield document
        finally:
            document.close()


@contextmanager
def paused() -> Iterator[None]:
    """Let other threads use PDFium for a while, within `opened`."""
    LOCK.release()
    try:
        yield
    finally:
        LOCK.acquire()


@contextmanager
def page_of(document: Any, number: int, path: Path) -> Iterator[Any]:
    """Load a page, counted from 1, and close it."""
    import pypdfium2

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        reason = f"page {number} can't be loaded"
        raise LoadError("document_damaged", path=path, reason=reason) from error
    try:
        yield page
    finally:
        page.close()


def _breaks_off(data: bytes) -> bool:
    """Whether a file lacks its end, or objects follow the last end there is."""
    end = max(data.rfind(b"%%EOF"), data.rfind(b"startxref"))
    return end < 0 or b" obj" in data[end:]


def _short(error: Exception) -> str:
    return str(error).strip().rstrip(".").lower()[:120]
