"""What was typed with the other keyboard layout on: the letters that stand on the same keys."""

import re
from collections.abc import Iterator

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
_TO_CYRILLIC = str.maketrans(_LATIN + "&/?^$@#", _CYRILLIC + '?.,:;"№')
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
# Signs that are letters of the Russian layout, or else what they are.
_EDGES = re.compile(r"([\"'(]*)(.*?)([\"'),.;:]*)")
_END = re.compile(r"[?!]*$")


def on_russian_keys(typed: str, *, last: bool = False) -> Iterator[str]:
    """Give what a word without spaces may be on Russian keys, the usual reading first.

    A question mark at the end of the text is meant as one, whatever stands on its key.
    """
    end = _END.search(typed) if last else None
    word, sign = (typed[: end.start()], end[0]) if end else (typed, "")
    yield word.translate(_TO_CYRILLIC) + sign
    edges = _EDGES.fullmatch(word)
    if edges and (edges[1] or edges[3]):
        yield edges[1] + edges[2].translate(_TO_CYRILLIC) + edges[3] + sign


def on_english_keys(text: str) -> str:
    """Give what a text is on English keys; the question mark stands on the key of the comma."""
    return re.sub(r",$", "?", text).translate(_TO_LATIN)
