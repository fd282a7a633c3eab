"""The widget's one script: its pieces, words and style put together and made small.

`python -m qa.server.widget.script` writes it where the server takes it from, after a change to any
of them; what makes it small (tdewolff-minify) is needed for that alone.
"""

import json
import re
from importlib import resources
from pathlib import Path

from qa.server.widget.files import BUILT, widget_asset
from qa.types import Language
from qa.wording.messages import catalogue

PIECES = (
    "options", "elements", "service", "conversation", "answer", "turn", "source", "theme",
    "panel", "opening", "start",
)  # fmt: skip
# A key of the catalogue in a script; each becomes the number of its string.
_KEY = re.compile(r'"((?:answer|page|widget)\.[a-z_]+)"')
# Parts the strings of a language, and stands in none of them.
_BETWEEN = "*"
# In UTF-8 a Cyrillic letter takes two bytes and a Latin one takes one: the letters from А to я
# travel as the signs from @, and the script moves them back. It saves 160 bytes of 8 KB.
_CYRILLIC, _LATIN, _LETTERS = 0x410, 0x40, 64
_AS_LATIN = {_CYRILLIC + offset: _LATIN + offset for offset in range(_LETTERS)}


def widget_script() -> str:
    """Make the whole script; loading it a second time changes nothing."""
    from minify import string as minify

    source = "\n".join(widget_asset(f"{piece}.js") for piece in PIECES)
    keys = list(dict.fromkeys(_KEY.findall(source)))
    body = _KEY.sub(lambda match: str(keys.index(match[1])), source)
    style = minify("text/css", widget_asset("widget.css"))
    russian = _words(keys, "ru")
    if russian != russian.translate(dict.fromkeys(_AS_LATIN.values())):
        raise ValueError("a Russian string of the widget holds Latin letters")
    made: str = minify(
        "application/javascript",
        "(()=>{if(window.SeedQA?.element.isConnected)return;"
        f"const english={_literal(_words(keys, 'en'))}.split({_literal(_BETWEEN)});"
        f"const russian={_literal(russian.translate(_AS_LATIN))}.replace(/[@-\\x7f]/g,"
        f"letter=>String.fromCharCode(letter.charCodeAt()+{_CYRILLIC - _LATIN}))"
        f".split({_literal(_BETWEEN)});"
        f"const css={_literal(style)};{body}\n}})();",
    )
    return made


def _words(keys: list[str], language: Language) -> str:
    return _BETWEEN.join(catalogue(language)[key] for key in keys)


def _literal(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    Path(str(resources.files("qa.server.widget") / "assets" / BUILT)).write_text(
        widget_script(), encoding="utf-8"
    )
