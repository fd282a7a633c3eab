"""How models write citation markers: which texts are one, and which may become one."""

from dataclasses import dataclass
from typing import Literal

import regex

# No marker is longer, in characters: what is held back ends here.
_LONGEST = 200

Kind = Literal["marker", "bare", "raised", "empty"]


@dataclass(frozen=True, slots=True)
class Notation:
    """A marker as it was written, with the first and last number of each range it names.

    `bare` is a number in round brackets, `raised` a superscript: each a citation in some places
    only. `empty` names no number: a placeholder, or a token of the model's own.
    """

    text: str
    kind: Kind
    ranges: tuple[tuple[int, int], ...] = ()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words with which numbers are cited; the second kind only in square brackets.
_CITING = _words(
    "source sources passage passages document documents doc docs citation citations cite cit ref"
    " refs reference references excerpt excerpts snippet snippets"
    " источник источники источника источнике источников документ документы документа документе"
    " документов док ист фрагмент фрагменты фрагмента фрагменте фрагментов отрывок отрывки отрывка"
    " отрывке отрывков пассаж пассажи пассажа пассаже цитата цитаты ссылка ссылки"
)
_NAMING = _CITING | _words(
    "context chunk chunks fragment fragments footnote note quote webpage result results oaicite id"
    " сноска сноски контекст"
)
# In small letters: «И» begins a sentence.
_JOINING = frozenset(("and", "и"))
_LEADING = frozenset(("see", "cf", "см", "ср"))
_SQUARE_WORDS = _NAMING | _JOINING
_ROUND_WORDS = _CITING | _JOINING | _LEADING
_THINGS = ("source", "sources", "passage", "document", "doc", "citation", "cite", "ref")
_PLACEHOLDERS = frozenset(
    (
        *_THINGS,
        *(f"{thing} {what}" for thing in _THINGS for what in ("id", "ids", "number", "no", "n")),
        *("references", "reference", "citations", "citation needed", "citation required"),
        *("source needed", "cite start", "cite end", "n", "#", "№", "номер", "номер источника"),
        *("номер фрагмента", "номер отрывка", "номер документа", "источник", "источники", "ссылка"),
        *("цитата", "источник не указан", "нет источника", "нужна цитата", "нужна ссылка"),
        *("нужен источник", "требуется источник", "требуется ссылка", "требуется цитата"),
    )
)

# Patterns without look-around: a beginning is found by partial matching of the same patterns.
# Words are any letters there, and looked up afterwards.
_GAP = r"[ \t\xa0\u202f]*"
_WORD = r"[^\W\d_]{1,12}"
_NUMBER = r"\d{1,3}"
_LABEL = rf"{_WORD}{_GAP}[:.#№_-]?{_GAP}[#№]?{_GAP}"
_ITEM = rf"(?:{_LABEL}|[#№]{_GAP})?\^?{_NUMBER}(?:{_GAP}[-‐‑–—−]{_GAP}(?:{_LABEL})?{_NUMBER})?\^?"
_AND = r"(?:(?:and|и)[ \t\xa0\u202f]+)"
_JOIN = rf"(?:{_GAP}[,;&/+]{_GAP}{_AND}?|[ \t\xa0\u202f]+{_AND}?)"
_ITEMS = rf"{_ITEM}(?:{_JOIN}{_ITEM})*"
_TAIL = r"(?:†[^\]】］\n]{0,80})?"
_SQUARE = rf"\\?[\[【［]{_GAP}{_ITEMS}{_TAIL}{_GAP}\\?[\]】］]"
_BOX = rf"(?:{_SQUARE}|\[{_GAP}{_SQUARE}(?:{_JOIN}?{_SQUARE})*{_GAP}\])"
_LIST = rf"{_BOX}(?:{_JOIN}?{_BOX})*"
_ROUND = (
    rf"\({_GAP}(?:(?:{_WORD}[ .:]{_GAP}:?{_GAP})?(?:{_LABEL})?{_LIST}"
    rf"|(?:{_WORD}[ .:]{_GAP})?{_LABEL}{_NUMBER}(?:{_JOIN}{_ITEM})*){_GAP}\)"
)
_MARKERS = regex.compile(
    rf"(?P<marker>{_BOX}|\^{_SQUARE}\^?|(?P<emphasis>\*\*?|__?){_LIST}(?P=emphasis))"
    rf"|(?P<round>{_ROUND})"
    rf"|(?P<raised>(?i:<(?P<tag>sup|cite|ref)>){_GAP}\[?{_ITEMS}\]?{_GAP}(?i:</(?P=tag)>)"
    rf"|\^{_ITEMS}\^|[⁰¹²³⁴-⁹]{{1,3}})"
    rf"|(?P<bare>(?:\({_GAP}{_NUMBER}(?:{_GAP}[,;‐‑–—−-]{_GAP}{_NUMBER})*{_GAP}\))+)"
    rf"|(?P<empty>【{_NUMBER}:{_NUMBER}{_TAIL}】|\{{\{{{_GAP}{_ITEMS}{_GAP}\}}\}}"
    rf"|:contentReference\[oaicite:{_NUMBER}\]\{{index={_NUMBER}\}}"
    # OpenAI's own, between characters of the private use area.
    "|\ue200[a-z_]{1,20}\ue202[^\ue200\ue201\n]{0,120}\ue201)"
    rf"|(?P<blank>(?:\\?[\[【［]|\{{\{{){_GAP}[^\W\d]{{0,12}}[#№]?(?:[ _-][^\W\d]{{1,12}}){{0,2}}"
    rf"{_GAP}(?:\\?[\]】］]|\}}\}}))"
)
_JOINED = regex.compile(_JOIN)
_WORDS = regex.compile(r"[^\W\d_]+")
_TAILED = regex.compile("†[^\\]】］]*")
_RANGE = regex.compile(r"(\d{1,3})(?:[ \t\xa0\u202f]*[-‐‑–—−][^\d,;\[\]]{0,20}(\d{1,3}))?")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNFINISHED = regex.compile(r"[\[【［\ue200]|\{\{|[(^]\D*\d|\(\s*\w+|<(?:sup|cite|ref)>", regex.I)
# What a marker can begin with, and what can stand between it and the one before.
OPENERS = frozenset("[【［(<^*_{:\\\ue200⁰¹²³⁴⁵⁶⁷⁸⁹")
SEPARATORS = frozenset(",;&/+ \t\xa0\u202f")


def read_marker(text: str, follows: bool = False) -> Notation | None:
    """The marker that a text begins with; after another one (`follows`) also with «, » or «и»."""
    if follows and text[:1] in SEPARATORS:
        join = _JOINED.match(text)
        found = read_marker(text[join.end() :]) if join else None
        if not join or not found or found.kind in ("bare", "empty"):
            return None
        return Notation(join.group() + found.text, found.kind, found.ranges)
    match = _MARKERS.match(text)
    if not match or not _means_marker(match.group(), str(match.lastgroup), whole=True):
        return None
    return _notation(match.group(), str(match.lastgroup))


def may_become_marker(text: str, follows: bool = False) -> bool:
    """Tell whether a text could be the beginning of a marker, with more behind it."""
    if len(text) > _LONGEST:
        return False
    if follows and text[:1] in SEPARATORS:
        if _JOINED.fullmatch(text, partial=True):
            return True
        join = _JOINED.match(text)
        return join is not None and may_become_marker(text[join.end() :])
    if not _MARKERS.fullmatch(text, partial=True):
        return False
    return _means_marker(text, "round" if text[0] == "(" else "", whole=False)


def was_marker(text: str) -> bool:
    """Tell whether what was held back to the end of a stream shows that it was to be a marker."""
    return _UNFINISHED.search(text) is not None


def _notation(written: str, group: str) -> Notation:
    if group in ("empty", "blank"):
        return Notation(written, "empty")
    kinds: dict[str, Kind] = {"raised": "raised", "bare": "bare"}
    numbers = _TAILED.sub("", written.translate(_SUPERSCRIPTS))
    pairs = ((int(first), int(last or first)) for first, last in _RANGE.findall(numbers))
    ranges = tuple((min(pair), max(pair)) for pair in pairs)
    return Notation(written, kinds.get(group, "marker"), ranges)


def _means_marker(text: str, group: str, whole: bool) -> bool:
    """Whether the words of what looks like a marker are those of one, the last perhaps begun."""
    if group == "empty" or text[0] in "<:\ue200":
        return True
    text = _TAILED.sub("", text)
    if group == "blank" or (not whole and text[0] in "[【［\\{"):
        inside = (
            text.strip("[]【】［］{}\\ \t\xa0\u202f").lower().replace("_", " ").replace("-", " ")
        )
        if whole:
            return inside in _PLACEHOLDERS
        if any(known.startswith(inside) for known in _PLACEHOLDERS):
            return True
    known_words = _ROUND_WORDS if group == "round" else _SQUARE_WORDS
    words = _WORDS.findall(text.lower())
    if not whole and words and text[-1].isalpha():
        begun = words.pop()
        if not any(known.startswith(begun) for known in known_words):
            return False
    return all(word in known_words for word in words)
