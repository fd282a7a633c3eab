"""Shorter names for the variables of a script, given as its tokens.

All variables of one name are taken for one and stay one; two share a name only where no stretch of
the script sees both. Names of properties stay: others may read them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count, product
from string import ascii_letters

Token = tuple[str, str]
Extent = tuple[int, int]

OPENING, CLOSING = ("(", "[", "{"), (")", "]", "}")
# A brace after one of these begins an object; after others, a block.
_BEFORE_OBJECT = (
    "(", "[", ",", "=", ":", "?", "&&", "||", "??", "...", "let", "return", "throw", "yield",
)  # fmt: skip


def shortened(tokens: Sequence[Token]) -> Iterator[Token]:
    """Rename what the script declares."""
    script = _Script(tokens)
    uses = Counter(text for (_, text), role in zip(tokens, script.roles, strict=True) if role)
    short = _coloured(script.extents(), uses)
    for (kind, text), role in zip(tokens, script.roles, strict=True):
        if role == "shorthand" and text in short:
            yield from [(kind, text), ("sign", ":")]
        yield kind, short.get(text, text) if role else text


def _coloured(extents: dict[str, list[Extent]], uses: Counter[str]) -> dict[str, str]:
    """Give each name the shortest that nothing it meets has, the frequent ones first."""
    short: dict[str, str] = {}
    foreign = uses.keys() - extents.keys()
    for name in sorted(extents, key=lambda name: (-uses[name], name)):
        taken = {short[other] for other in short if _meet(extents[name], extents[other])}
        short[name] = next(new for new in _short_names() if new not in taken | foreign)
    return short


def _meet(some: Sequence[Extent], others: Sequence[Extent]) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)


def _short_names() -> Iterator[str]:
    for length in count(1):
        for letters in product(ascii_letters, repeat=length):
            yield "".join(letters)


class _Script:
    """Tokens with the bracket that each stands in, and what each name is."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        # For each token the index of the bracket around it; for each bracket that of its partner.
        self._around: list[int] = []
        self._partner: dict[int, int] = {-1: len(tokens)}
        opened = [-1]
        for index, (kind, text) in enumerate(tokens):
            is_template, is_sign = kind == "template", kind == "sign"
            if (is_sign and text in CLOSING) or (is_template and text.startswith("}")):
                start = opened.pop()
                self._partner |= {start: index, index: start}
            self._around.append(opened[-1])
            if (is_sign and text in OPENING) or (is_template and text.endswith("${")):
                opened.append(index)
        self.roles = [self._role(index) for index in range(len(tokens))]

    def extents(self) -> dict[str, list[Extent]]:
        """Where each name that is declared can be seen."""
        found: dict[str, list[Extent]] = {}
        for index, token in enumerate(self._tokens):
            if token == ("name", "let"):
                declared, extent = self._variables(index), self._block(index)
            elif token == ("sign", "=>") or (self._text(index - 1), token[1]) == ("function", "*"):
                declared, extent = self._parameters(index)
            else:
                continue
            for name in declared:
                found.setdefault(name, []).append(extent)
        return found

    def _text(self, index: int) -> str:
        return self._tokens[index][1] if 0 <= index < len(self._tokens) else ""

    def _role(self, index: int) -> str:
        """Tell a variable, and one that is a property too (`{a}`), from what is neither."""
        before, after, around = self._text(index - 1), self._text(index + 1), self._around[index]
        if self._tokens[index][0] != "name" or before in (".", "?."):
            return ""
        is_object = self._text(around) == "{" and self._text(around - 1) in _BEFORE_OBJECT
        if not is_object or before not in ("{", ","):
            return "variable"
        return "" if after in (":", "(") else "shorthand"

    def _names(self, start: int, end: int) -> list[str]:
        return [self._text(index) for index in range(start, end) if self.roles[index]]

    def _after(self, index: int) -> int:
        """Where goes on what begins here, behind its bracket; a template may open several."""
        while (end := self._partner.get(index, index)) > index:
            index = end
        return index + 1

    def _end(self, index: int, *signs: str) -> int:
        """Where one of these signs, or the bracket around, ends what begins here."""
        while index < len(self._tokens):
            if self._text(index) in signs or self._partner.get(index, index) < index:
                return index
            index = self._after(index)
        return index

    def _variables(self, let: int) -> list[str]:
        """What a declaration declares; each of its parts is a name or a pattern."""
        names: list[str] = []
        index = let
        while self._text(index) in ("let", ","):
            pattern = index + 1
            names += self._names(pattern, self._partner.get(pattern, pattern) + 1)
            index = self._end(pattern, ",", ";")
        return names

    def _block(self, index: int) -> Extent:
        around = self._around[index]
        while around != -1 and self._text(around) != "{":
            around = self._around[around]
        return around, self._partner[around]

    def _parameters(self, index: int) -> tuple[list[str], Extent]:
        """The parameters of a function, seen from there to the end of its body."""
        if self._text(index) == "*":
            start, last = index + 1, self._partner[index + 1]
            return self._names(start, last), (start, self._partner[last + 1])
        start, body = self._partner.get(index - 1, index - 1), index + 1
        end = self._partner[body] if self._text(body) == "{" else self._end(body, ",", ";")
        return self._names(start, index), (start, end)
