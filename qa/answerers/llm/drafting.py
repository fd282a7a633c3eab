"""What a model writes, as it comes: text to pass on at once, and whole sentences."""

from collections.abc import Iterator

from index.text.language import detect
from qa.answerers.llm.calling import GivenUp
from qa.answerers.llm.markers import Marked, MarkerReader
from qa.answerers.llm.prompt import SENTINEL
from qa.answerers.llm.refusing import is_refusal, may_be_refusal
from qa.types import Language

# A text of fewer letters may be all names; its language isn't judged.
_TELLING_LETTERS = 40
# The word for a refusal with all that models put around it.
_DRESSED_CHARACTERS = 24


class Refused(Exception):
    """The model says that the passages don't tell."""


def draft(written: Iterator[str], sources: int, language: Language) -> Iterator[str | Marked]:
    """Read a model's text; raises Refused, and GivenUp where it is empty or another language.

    What may yet turn out to be the word for a refusal is held back; a refusal in other words is
    known by its first sentence.
    """
    reader = MarkerReader(range(1, sources + 1))
    held, passed, begun, whole = "", False, False, ""
    for piece in written:
        whole += piece
        if not passed:
            held += piece
            if len(held) <= _DRESSED_CHARACTERS and may_be_refusal(held, SENTINEL):
                continue
            passed, piece = True, held
        for read in reader.feed(piece):
            if isinstance(read, Marked) and not begun and is_refusal(whole, SENTINEL):
                raise Refused
            begun = begun or isinstance(read, Marked)
            yield _checked(read, language)
    if is_refusal(whole, SENTINEL):
        raise Refused
    if not whole.strip():
        raise GivenUp("empty")
    rest = [] if passed else reader.feed(held)
    for read in (*rest, *reader.close()):
        yield _checked(read, language)


def _checked(piece: str | Marked, language: Language) -> str | Marked:
    if isinstance(piece, Marked) and is_foreign(piece.text, language):
        raise GivenUp("language")
    return piece


def is_foreign(text: str, language: Language) -> bool:
    """Whether a sentence is in another language than it should be."""
    letters = sum(character.isalpha() for character in text)
    return letters >= _TELLING_LETTERS and detect(text) != language
