"""Question and passage as what the reading network takes: token windows with exact offsets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.text.words import TOKEN, is_stopword
from index.types import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Tokens of a window, question and title included; the network's positions end at 512.
MAX_TOKENS = 384
MAX_QUESTION_TOKENS = 64
MAX_TITLE_TOKENS = 32
# Tokens of a long passage that two neighbouring windows share.
OVERLAP = 96

_QUERY = "query: "
_CLS, _SEP, _PAD = "<s>", "</s>", "<pad>"


@dataclass(frozen=True, slots=True)
class Window:
    """One input of the network.

    `ids` are its tokens; from `first` on, token `first + i` stands for the characters `spans[i]`
    of the passage. `sentences` are token ranges [start, end), each with the number of the sentence
    of the passage that it is a part of; `words` are the question's that bear meaning.
    """

    ids: tuple[int, ...]
    first: int
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int, int], ...]
    words: tuple[tuple[int, int], ...]


class Encoder:
    """Turns texts into windows with the tokenizer of the embedding model."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer
        self._cls, self._sep, self.pad = (_id(tokenizer, token) for token in (_CLS, _SEP, _PAD))

    def encode(
        self, question: str, title: str, passage: str, sentences: Sequence[Span]
    ) -> list[Window]:
        """Cut a passage into windows of at most MAX_TOKENS; a passage without tokens has none."""
        asked, words = self._question(question)
        named = self._ids(f"passage: {title}".rstrip())[:MAX_TITLE_TOKENS]
        before = [self._cls, *asked, self._sep, self._sep, *named]
        encoded = self._tokenizer.encode(passage, add_special_tokens=False)
        room = MAX_TOKENS - len(before) - 1
        windows = []
        for start in _starts(len(encoded.ids), room):
            end = min(start + room, len(encoded.ids))
            spans = tuple(encoded.offsets[start:end])
            windows.append(
                Window(
                    ids=(*before, *encoded.ids[start:end], self._sep),
                    first=len(before),
                    spans=spans,
                    sentences=tuple(_token_ranges(spans, sentences, len(before))),
                    words=words,
                )
            )
        return windows

    def telling(self, question: str) -> list[Span]:
        """The words of a question that a window's `words` stand for, in order."""
        return [word for word, _ in self._telling(f"{_QUERY}{question}")]

    def _question(self, question: str) -> tuple[list[int], tuple[tuple[int, int], ...]]:
        """The tokens of a question, and where in a window its words that bear meaning are."""
        text = f"{_QUERY}{question}"
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        ids: list[int] = encoded.ids[:MAX_QUESTION_TOKENS]
        return ids, tuple(tokens for _, tokens in self._telling(text))

    def _telling(self, text: str) -> list[tuple[Span, tuple[int, int]]]:
        """The words that bear meaning, each with its tokens in a window."""
        found = [match for match in TOKEN.finditer(text) if match.start() >= len(_QUERY)]
        telling = [match for match in found if not is_stopword(match.group())] or found
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        # The window's first token stands before the question's.
        ranges = _token_ranges(
            encoded.offsets[:MAX_QUESTION_TOKENS], [Span(*match.span()) for match in telling], 1
        )
        words = [Span(*(at - len(_QUERY) for at in match.span())) for match in telling]
        return [(words[number], (start, end)) for start, end, number in ranges]

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids


def _id(tokenizer: "Tokenizer", token: str) -> int:
    found: int | None = tokenizer.token_to_id(token)
    if found is None:
        raise ValueError(f"the tokenizer has no {token}")
    return found


def _starts(length: int, room: int) -> list[int]:
    """Where windows of `room` tokens begin, so that they cover `length` tokens and overlap."""
    if length <= room:
        return [0] if length else []
    return [*range(0, length - room, room - OVERLAP), length - room]


def _token_ranges(
    spans: Sequence[tuple[int, int]], sentences: Sequence[Span], first: int
) -> list[tuple[int, int, int]]:
    ranges = []
    for number, sentence in enumerate(sentences):
        inside = [
            position
            for position, (start, end) in enumerate(spans)
            if start < sentence.end and end > sentence.start
        ]
        if inside:
            ranges.append((first + inside[0], first + inside[-1] + 1, number))
    return ranges
