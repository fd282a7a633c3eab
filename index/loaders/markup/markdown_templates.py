"""What site generators read in Markdown before its readers do: template tags, snippets, includes.

Those of Jinja and Liquid (MkDocs, Hexo, Jekyll), GitBook, YFM and PyMdown Extensions.
"""

import re

_TAG = re.compile(r"\{%-?\s*(/?[\w-]+)((?:\"[^\"\n]*\"|'[^'\n]*'|[^\"'%{]|%(?!\})|\{(?!%))*?)-?%\}")
_COMMENT = re.compile(r"\{#(?![\w:.-]+\})(?:(?!\{#).)*?#\}", re.S)
_SHORTCODE = re.compile(r"\{\{[<%](?:(?!\{\{[<%]).)*?[%>]\}\}", re.S)
# A file's name or mark in the line, or a block of names between two lines of its own.
_SNIPPETS = re.compile(
    r"^[ \t]*-+8<-+[ \t]*\n(?:[^\n]*\n)*?[ \t]*-+8<-+[ \t]*$\n?"
    r"|^[ \t]*;?-+8<-+[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|\[(?:start|end)[^\]\n]*\])[ \t]*$\n?",
    re.M,
)
# What these tags show of what they say.
_TITLED = frozenset({"cut", "note", "tab", "hint", "details", "expandable", "spoiler", "accordion"})
_TITLE = re.compile(r"\btitle=(?:\"([^\"\n]+)\"|'([^'\n]+)')")
_QUOTED = re.compile(r"(?<!=)(?:\"([^\"\n]+)\"|'([^'\n]+)')")
# An element whose inside is Markdown too, though nothing parts it from the tag.
_OPENED = re.compile(r"^([ \t]*<\w+\b[^<>\n]*\smarkdown(?:=[^\s<>]+)?[^<>\n]*>)[ \t]*$\n?", re.M)
_ENDED = re.compile(
    r"^[ \t]*</(?:div|section|details|aside|figure|article)>[ \t]*$|</summary>[ \t]*$", re.M
)

# [text][page], which the generator resolves and this text alone doesn't.
_REFERENCE = re.compile(
    r"(!?)(?<![\]\\]|[^\W_])\[((?=[^\[\]]*[^\W\d_]|\ue000)[^\[\]]*)\]\[([a-z][\w.:/#-]*|)\](?![(\[])",
    re.I,
)


def label_of(text: str) -> str:
    """A link's label as it is compared: case and blanks don't count."""
    return " ".join(text.split()).lower()


def without_references(text: str, known: frozenset[str]) -> str:
    """Make words of links that refer to a page by a label which the text doesn't define."""

    def plain(link: re.Match[str]) -> str:
        if label_of(link[3] or link[2]) in known or "\n\n" in link[2]:
            return link[0]
        return "" if link[1] else link[2]

    return _REFERENCE.sub(plain, text)


def without_templates(text: str) -> str:
    """Take out what stands for programs and keep the titles it shows; `text` holds no code."""
    text = _SHORTCODE.sub("", _COMMENT.sub("", _SNIPPETS.sub("", text)))
    text = _TAG.sub(_shown, text)
    if _OPENED.search(text):
        text = _ENDED.sub(r"\n\g<0>\n", _OPENED.sub(r"\1\n\n", text))
    return text


def _shown(tag: re.Match[str]) -> str:
    """The title that a tag shows, a paragraph of its own."""
    if tag[1] not in _TITLED:
        return ""
    found = _TITLE.search(tag[2]) or _QUOTED.search(tag[2])
    return f"\n{found[1] or found[2]}\n\n" if found else ""
