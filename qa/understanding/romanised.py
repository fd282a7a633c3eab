"""Russian words in Latin letters: "poezd", "sem'ya", "kotoryye", "4ashka", "ŝuka".

Whoever writes so keeps to no scheme, or to one of many: a word is read in every way that common
ones allow, and the dictionary tells which.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from index.text.remembering import remember_of_words
from index.text.vocabulary import is_russian

# Letters of Latin script that a scheme has, and the signs that stand for ь and ъ.
LETTERS = "a-zčšžŝèéëûâ"
SIGNS = "'’`ʹʺ′″"
_VOWELS = "aeiouy"
# What a piece of a word may stand for, the usual first; a piece that comes first is looked for
# first. After a consonant ь is often left out.
_SOFTENED = [
    (f"{latin}(?![{_VOWELS}j{SIGNS}])", f"{cyrillic}|{cyrillic}ь")
    for latin, cyrillic in zip("bvdzlmnprstf", "бвдзлмнпрстф", strict=True)
]
_PIECES = [
    (re.compile(piece), readings.split("|"))
    for piece, readings in [
        ("shch|shh|ŝ", "щ"),
        ("sch", "щ|сч"),
        ("sh$", "ш|шь"),
        ("sh", "ш|сх"),
        ("ch$", "ч|чь"),
        ("zh$", "ж|жь"),
        ("ch|č|4", "ч"),
        ("zh|ž", "ж"),
        ("š|6", "ш"),
        ("kh", "х|кх"),
        ("ts", "ц|тс|тьс"),
        ("tz|cz(?=[eiyj])", "ц"),
        ("y['’`]", "ы"),
        ("e['’`]|[èé]", "э"),
        ("''|``|[ʺ″]", "ъ"),
        ("i[yj](?![aeou])", "ий"),
        ("y[yj](?![aeou])", "ый"),
        ("(?<=[^aeiouyj])yi", "ый|ыи"),
        ("ya", "я|ья"),
        ("ja", "я|ья|жа"),
        ("ia", "я|иа|ия"),
        ("â", "я"),
        ("yu", "ю|ью"),
        ("ju", "ю|ью|жу"),
        ("iu", "ю|иу|ию"),
        ("û", "ю"),
        ("yo", "ё|йо|ьё|ъё"),
        ("jo", "ё|йо|ьё|ъё|жо"),
        ("io", "ио|йо|ё"),
        ("ë", "ё"),
        ("ye", "е|ье|ъе|ые"),
        ("je", "е|ье|ъе|ые|же"),
        ("ie", "ие|ье"),
        (f"(?<=[{_VOWELS}])y", "й"),
        (f"(?<=[{_VOWELS}])j", "й|ж"),
        (f"(?<=[{_VOWELS}])i", "и|й"),
        ("y$", "ы|ый|ий"),
        ("y", "ы|й"),
        ("^j", "й|ж"),
        ("j", "ж|ь|й"),
        ("i$", "и|ий|ы"),
        ("i", "и|ы"),
        ("['’`]", "ь|ъ|"),
        ("[ʹ′]", "ь"),
        *_SOFTENED,
        *zip("abvgdzklmnoprstfh", "абвгдзклмнопрстфх", strict=True),
        ("e", "е|э"),
        ("u", "у|ю"),
        ("c", "ц|к"),
        ("x", "х|кс"),
        ("w$", "ш|шь|в"),
        ("w", "ш|в|щ"),
        ("q", "я|к"),
    ]
]
# A word in the letters of a scheme; figures stand for letters only beside them.
_ROMANISED = re.compile(rf"(?=.*[{LETTERS}])[{LETTERS}{SIGNS}46]+")
# No scheme has these: a word with them that isn't in the dictionary is none of Russian.
_FOREIGN = re.compile("[46]|ck|ee|gh|oo|ph|qu|th|wh")
# So many pieces of a word may be read in other than their usual ways, and so many words are tried.
_UNUSUAL = 3
_TRIED = 300


def is_romanised(word: str) -> bool:
    """Tell whether a word in small letters has those of a scheme alone."""
    return _ROMANISED.fullmatch(word) is not None


@remember_of_words
def in_cyrillic(word: str) -> tuple[str, bool]:
    """Read a word in small letters as a Russian one; also tells whether it is in the dictionary.

    One that isn't is read in the usual way, or stays as it is where no scheme writes so.
    """
    pieces = _pieces(word)
    found = next((spelt for spelt in _spellings(pieces) if is_russian(spelt)), None)
    if found is not None:
        return found, True
    foreign = _FOREIGN.search(word)
    return word if foreign else "".join(readings[0] for readings in pieces), False


def _pieces(word: str) -> list[list[str]]:
    """What each piece of a word may stand for; what can't be read stands for itself."""
    pieces, position = [], 0
    while position < len(word):
        for pattern, readings in _PIECES:
            if found := pattern.match(word, position):
                pieces.append(readings)
                position = found.end()
                break
        else:
            pieces.append([word[position]])
            position += 1
    return pieces


def _spellings(pieces: list[list[str]]) -> Iterator[str]:
    """Give the words that pieces may make, those with the fewest unusual readings first."""
    unusual = [(at, reading) for at, piece in enumerate(pieces) for reading in piece[1:]]
    tried = 0
    for count in range(_UNUSUAL + 1):
        for chosen in combinations(unusual, count):
            instead = dict(chosen)
            if len(instead) < count:  # two readings of one piece
                continue
            yield "".join(instead.get(at, piece[0]) for at, piece in enumerate(pieces))
            tried += 1
            if tried == _TRIED:
                return
