"""Scripts made small: comments and white space by rjsmin, then names and signs nobody needs.

It knows the scripts of this package and no others: every statement in them ends with a semicolon
or a brace, and what is declared is never assigned to where it says `const`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import rjsmin

from qa.server.shorten import CLOSING, OPENING, Token, shortened

_TOKEN = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<number>\d[\w.]*)
    |(?P<space>\s+)
    |(?P<sign>\?\.(?!\d)|\.\.\.|=>|[&|?+]{2}|--|.)""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[\n])+/[a-z]*")
_TEMPLATE_TEXT = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*", re.DOTALL)
# After one of these a slash divides; after anything else it begins a regular expression.
_VALUE_END = re.compile(r"[\w$]+|[)\]}]|.*[\"'`]", re.DOTALL)
_SHORT_WORDS = {"const": "let", "true": "!0", "false": "!1"}
_NOTHING: Token = ("", "")


def minify(source: str) -> str:
    """Make a script small without changing what it does."""
    tokens = [token for token in _tokens(rjsmin.jsmin(source)) if token[0] != "space"]
    for step in (
        _with_short_words,
        _without_idle_signs,
        _with_bare_parameters,
        _with_joined_lets,
        shortened,
    ):
        tokens = list(step(tokens))
    return _joined(tokens)


def _tokens(source: str) -> Iterator[Token]:
    """Read a script as (kind, text); the code inside a template is read like any other."""
    position, last = 0, ""
    braces: list[str] = []
    while position < len(source):
        sign = source[position]
        if sign == "`" or (sign == "}" and braces[-1] == "`"):
            match = _TEMPLATE_TEXT.match(source, position + 1)
            assert match
            kind, end = "template", match.end() + 1
            if sign == "}":
                braces.pop()
            if source.startswith("${", match.end()):
                braces.append("`")
                end += 1
        else:
            is_regex = sign == "/" and not _VALUE_END.fullmatch(last)
            match = (_REGEX if is_regex else _TOKEN).match(source, position)
            assert match
            kind, end = match.lastgroup or "regex", match.end()
            if sign == "{":
                braces.append(sign)
            elif sign == "}":
                braces.pop()
        yield kind, source[position:end]
        last = source[position:end] if kind != "space" else last
        position = end


def _with_short_words(tokens: Sequence[Token]) -> Iterator[Token]:
    for kind, text in tokens:
        yield kind, _SHORT_WORDS.get(text, text) if kind == "name" else text


def _without_idle_signs(tokens: Sequence[Token]) -> Iterator[Token]:
    """Leave out the comma after the last item and the semicolon after the last statement."""
    for token, after in pairwise([*tokens, _NOTHING]):
        ends_nothing = after[1] in CLOSING and after[0] == "sign"
        if not (ends_nothing and token == ("sign", ",")) and not (
            after == ("sign", "}") and token == ("sign", ";")
        ):
            yield token


def _with_bare_parameters(tokens: Sequence[Token]) -> Iterator[Token]:
    """Write `a=>` for `(a)=>`."""
    index = 0
    while index < len(tokens):
        if [text for _, text in tokens[index : index + 4 : 2]] == ["(", ")"] and (
            tokens[index + 1][0] == "name" and tokens[index + 3 : index + 4] == [("sign", "=>")]
        ):
            yield tokens[index + 1]
            index += 3
        else:
            yield tokens[index]
            index += 1


def _with_joined_lets(tokens: Sequence[Token]) -> Iterator[Token]:
    """Make one declaration of several that follow each other."""
    declares = [False]
    joined = False
    for (kind, text), after in pairwise([*tokens, _NOTHING]):
        if joined:
            joined = False
            continue
        if (kind, text) == ("name", "let"):
            declares[-1] = True
        elif kind == "template":
            declares = declares[:-1] if text.startswith("}") else declares
            declares += [False] if text.endswith("${") else []
        elif kind == "sign" and text in OPENING:
            declares.append(False)
        elif kind == "sign" and text in CLOSING:
            declares.pop()
        elif text == ";":
            if declares[-1] and after == ("name", "let"):
                joined, text = True, ","
            else:
                declares[-1] = False
        yield kind, text


def _joined(tokens: Sequence[Token]) -> str:
    """Write the tokens with a space only where two would become one."""
    parts: list[str] = []
    for (kind, text), after in pairwise([*tokens, _NOTHING]):
        parts.append(text)
        word = kind in ("name", "number") or kind == "regex"
        if (word and after[0] in ("name", "number")) or (text in "+-" and after[1] == text):
            parts.append(" ")
    return "".join(parts)
