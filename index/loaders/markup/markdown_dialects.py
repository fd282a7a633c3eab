"""What dialects of Markdown write beside the words, made plain: marks, icons, keys, tabs, links.

Those of Python-Markdown and its Material theme, Kramdown, PHP Markdown Extra and Obsidian.
"""

import re

_TAB = re.compile(r"^([ \t]*)===[+!]?[ \t]+(\"[^\"\n]+\")[ \t]*$", re.M)
_ABBREVIATION = re.compile(r"^ {0,3}\*\[([^\]\n]+)\]:[ \t]*(\S[^\n]*)$\n?", re.M)
_MARKED = re.compile(r"(?<![=\w])==(?=[^\s=])([^\n]*?[^\s=])==(?![=\w])")
_ICON = re.compile(r"(?<![\w:]):[a-z][a-z0-9_]*(?:[-/+][a-z0-9_]+)*:(?![\w:`])")
_KEYS = re.compile(r"(?<![\w+])\+\+([a-z][\w-]*(?:\+[\w-]+)*)\+\+(?![\w+])")
_ATTRIBUTE = r"(?:[.#][\w:-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+))"
# Behind a link, an image or emphasis; elsewhere braces are words.
_ATTRIBUTES = re.compile(
    rf"(\]\([^()\n]*\)|[\]*_])\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}"
)
_EMBEDDED = re.compile(r"!\[\[[^\[\]\n]+\]\]")
_WIKI_LINK = re.compile(
    r"(?<![\[\w])\[\[(?!toc\]\])(?:[^\[\]|\n]+\\?\|)?([^\[\]|\n]+)\]\](?!\])", re.I
)


def without_marks(text: str) -> str:
    """Write what these dialects add as plain Markdown; `text` holds no code."""
    text = _TAB.sub(r"\1!!! tab \2", text)
    text = _ABBREVIATION.sub(r"\n\1: \2\n\n", text)
    text = _MARKED.sub(r"\1", text)
    text = _ICON.sub("", text)
    text = _KEYS.sub(lambda keys: "+".join(map(str.capitalize, keys[1].split("+"))), text)
    text = _ATTRIBUTES.sub(r"\1", text)
    return _WIKI_LINK.sub(lambda link: link[1].lstrip("#"), _EMBEDDED.sub("", text))
