"""The widget's one script: its pieces, words and style put together and made small."""

import json
import re
from functools import cache
from importlib import resources
from string import ascii_lowercase

import rcssmin

from qa.messages import catalogue
from qa.server.minify import minify
from qa.types import Language

PIECES = (
    "options", "elements", "service", "conversation", "answer", "turn", "source", "theme",
    "panel", "opening", "start",
)  # fmt: skip
# A key of the catalogue in a script; each becomes the number of its string.
_KEY = re.compile(r'"((?:answer|page|widget)\.[a-z_]+)"')
_PROPERTY = re.compile(r"--[a-z-]+")
# Classes in a script, as "name.class" of an element that is made, or as a selector.
_CLASSES = re.compile(r'"[a-z >]*(?:\.[a-z]+)+\.?"')
_CLASS = re.compile(r"(?<=\.)[a-z]+\b")
# Parts the strings of a language, and stands in none of them.
_BETWEEN = "*"
# In UTF-8 a Cyrillic letter takes two bytes and a Latin one takes one: the letters from А to я
# travel as the signs from @, and the script moves them back. It saves 160 bytes of 8 KB.
_CYRILLIC, _LATIN, _LETTERS = 0x410, 0x40, 64
_AS_LATIN = {_CYRILLIC + place: _LATIN + place for place in range(_LETTERS)}


@cache
def widget_script() -> str:
    """The whole script; loading it a second time changes nothing."""
    source = "\n".join(widget_asset(f"{piece}.js") for piece in PIECES)
    keys = list(dict.fromkeys(_KEY.findall(source)))
    body = _KEY.sub(lambda match: str(keys.index(match[1])), source)
    style, body = _with_short_classes(rcssmin.cssmin(widget_asset("widget.css")), body)
    russian = _words(keys, "ru")
    if russian != russian.translate(dict.fromkeys(_AS_LATIN.values())):
        raise ValueError("a Russian string of the widget holds Latin letters")
    return minify(
        _with_short_properties(
            "(()=>{if(window.SeedQA?.element.isConnected)return;"
            f"const english={_literal(_words(keys, 'en'))}.split({_literal(_BETWEEN)});"
            f"const russian={_literal(russian.translate(_AS_LATIN))}.replace(/[@-\\x7f]/g,"
            f"letter=>String.fromCharCode(letter.charCodeAt()+{_CYRILLIC - _LATIN}))"
            f".split({_literal(_BETWEEN)});"
            f"const css={_literal(style)};{body}\n}})();"
        )
    )


@cache
def widget_asset(name: str) -> str:
    """A file of the widget's."""
    return (resources.files("qa.server") / "assets" / "widget" / name).read_text(encoding="utf-8")


def _words(keys: list[str], language: Language) -> str:
    return _BETWEEN.join(catalogue(language)[key] for key in keys)


def _with_short_classes(style: str, script: str) -> tuple[str, str]:
    """Give classes one letter each: nobody outside sees them."""
    names = dict.fromkeys(_CLASS.findall(" ".join(_CLASSES.findall(script))))
    short = dict(zip(names, ascii_lowercase, strict=False))

    def shorten(text: str) -> str:
        return _CLASS.sub(lambda match: short.get(match[0], match[0]), text)

    return shorten(style), _CLASSES.sub(lambda match: shorten(match[0]), script)


def _with_short_properties(source: str) -> str:
    """Give the properties of the style, which its shadow hides from others, one letter each."""
    names = list(dict.fromkeys(_PROPERTY.findall(source)))
    return _PROPERTY.sub(lambda match: f"--{ascii_lowercase[names.index(match[0])]}", source)


def _literal(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
