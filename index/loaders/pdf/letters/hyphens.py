"""Words of lines into a text, words that were parted at a line's end made whole."""

from collections.abc import Sequence

from index.loaders.parsed import Mark, Place
from index.loaders.pdf.letters.vocabulary import Vocabulary, bare, is_hard, is_soft, parted
from index.loaders.pdf.shapes import Word

# After these dashes and strokes a line may end without a space: "units—/ten", "and/or".
_GLUING = "—–/"
_DASH = "—"
# "high- and low-pressure", «двух- и трёхкомнатные»: the hyphen stands for the rest of a word.
_SUSPENDING = frozenset(("and", "or", "to", "nor", "but", "und", "и", "или", "либо", "до", "да"))


def joined(
    lines: Sequence[Sequence[Word]], vocabulary: Vocabulary, places: dict[int, Place]
) -> tuple[str, list[Mark]]:
    """One text of lines, with a mark for each word and each part of a parted word."""
    pieces: list[str] = []
    marks: list[Mark] = []
    length = 0
    glued = False
    for number, line in enumerate(lines):
        following = bare(lines[number + 1][0].text) if number + 1 < len(lines) else ""
        for at, word in enumerate(line):
            text, stays = word.text, False
            if at == len(line) - 1 and following:
                text, stays = _at_line_end(text, following, vocabulary)
            text = bare(text)
            if not text:
                continue
            if pieces and not glued:
                pieces.append(" ")
                length += 1
            pieces.append(text)
            marks.append(Mark(length, length + len(text), places[word.page], word.box))
            length += len(text)
            glued = stays
    return "".join(pieces), marks


def _at_line_end(text: str, following: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """A line's last word as it is written within lines, and whether the next follows at once."""
    if parted(text):
        if is_soft(text):
            return text[:-1], True
        if following.lower() in _SUSPENDING:
            return text, False
        if is_hard(text) and not vocabulary.keeps(text, following):
            return text[:-1], True
        return text, True
    if text[-1] in _GLUING and text[-2:-1].isalnum():
        return text, True
    return text, text[-1].isalnum() and following[:1] == _DASH and following[1:2].isalnum()
