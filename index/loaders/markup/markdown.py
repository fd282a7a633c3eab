"""Markdown into blocks: rendered as its dialects do, then read as the page it makes.

Beside CommonMark: tables, struck text, footnotes, definition lists, task lists, containers
(`:::tip`), admonitions (`!!! note`), alerts (`> [!NOTE]`), attributes (`{#id}`), and what MDX adds:
components, comments in braces, imports and exports.
"""

import html
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from index.loaders.front_matter import FrontMatter
from index.loaders.markup.html import lay_html
from index.loaders.markup.markdown_source import prepare
from index.loaders.parsed import Builder

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_HEADING_MARKS = re.compile(r"\s*(?:\{[#.:][^{}\n]*\}|\{/\*.*?\*/\})\s*$")
_BRACED = re.compile(r"\{/\*.*?\*/\}|\[\[toc\]\]|\[TOC\]", re.S)
_BLANK = re.compile(r"\{([\"'])\s*\1\}")
_ALERT = re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO)\][+-]?[ \t]*", re.I)
_TAG = re.compile(r"<(/?)([A-Za-z][\w.:-]*)")
_ELEMENTS_LISTED = """
a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button
canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt
em embed fieldset figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head header hgroup hr
html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter
nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt ruby s
samp script search section select slot small source span strike strong style sub summary sup svg
table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr path g
circle rect
"""

# A list in a list takes two.
_DEEPEST = 120


def lay_markdown(builder: Builder, source: str) -> FrontMatter:
    """Lay the blocks of a text in Markdown, without its front matter."""
    return lay_html(builder, render_html(source))


def render_html(source: str) -> str:
    """Render Markdown as the page that its reader sees."""
    parser = _parser()
    env: dict[str, Any] = {}
    tokens = parser.parse(prepare(source), env)
    closed = _closed(tokens)
    for token in tokens:
        _tidy(token, closed)
    rendered: str = parser.renderer.render(_with_notes(tokens), parser.options, env)
    return rendered


def _tidy(token: "Token", closed: frozenset[str]) -> None:
    """Take out what only programs read; a tag that is none is words."""
    if token.type == "html_block":
        token.content = _unbraced(token.content)
    if token.type != "inline":
        return
    children = token.children or []
    for child in children:
        if child.type == "text":
            child.content = _ALERT.sub("", _unbraced(child.content))
        elif child.type == "html_inline" and not _is_tag(child.content, closed):
            child.type = "text"
    if children and children[-1].type == "text":
        children[-1].content = _HEADING_MARKS.sub("", children[-1].content)


def _unbraced(text: str) -> str:
    """A text without what stands in braces for programs; of a blank in them the blank."""
    return _BRACED.sub("", _BLANK.sub(" ", text))


def _is_tag(source: str, closed: frozenset[str]) -> bool:
    """Whether what looks like a tag is one: `<String>` without its end is a word."""
    tag = _TAG.match(source)
    if tag is None:
        return True
    name = tag[2].lower()
    return name in _ELEMENTS or name in closed or source.rstrip().endswith("/>")


def _closed(tokens: "list[Token]") -> frozenset[str]:
    """The names of elements that are ended anywhere."""
    sources = [
        child.content
        for token in tokens
        for child in [token, *(token.children or [])]
        if child.type in ("html_inline", "html_block")
    ]
    return frozenset(
        tag[2].lower() for source in sources for tag in _TAG.finditer(source) if tag[1]
    )


def _with_notes(tokens: "list[Token]") -> "list[Token]":
    """Put each footnote behind the block that refers to it first, rather than at the end."""
    notes, body = _take_notes(tokens)
    ordered: list[Token] = []
    waiting: list[str] = []
    for token in body:
        ordered.append(token)
        for child in token.children or []:
            if child.type == "footnote_ref":
                waiting.append(str(child.meta["id"]))
        if token.nesting <= 0 and token.level == 0:
            for name in waiting:
                ordered.extend(notes.pop(name, []))
            waiting = []
    for left in notes.values():
        ordered.extend(left)
    return ordered


def _take_notes(tokens: "list[Token]") -> "tuple[dict[str, list[Token]], list[Token]]":
    notes: dict[str, list[Token]] = {}
    body: list[Token] = []
    open_note: list[Token] | None = None
    for token in tokens:
        if token.type == "footnote_open":
            open_note = notes.setdefault(str(token.meta["id"]), [])
        elif token.type == "footnote_close":
            open_note = None
        elif token.type not in ("footnote_block_open", "footnote_block_close", "footnote_anchor"):
            (body if open_note is None else open_note).append(token)
    for name, inner in notes.items():
        _number(inner, int(name) + 1)
        inner.insert(0, _html('<aside role="doc-footnote">'))
        inner.append(_html("</aside>"))
    return notes, body


def _html(source: str) -> "Token":
    from markdown_it.token import Token

    return Token("html_block", "", 0, content=source, block=True)


def _number(tokens: "list[Token]", number: int) -> None:
    """Begin a note with its number, as the words that refer to it end with it."""
    for token in tokens:
        if token.type == "inline" and token.children:
            first = token.children[0].copy(type="text", content=f"[{number}] ", children=None)
            token.children = [first, *token.children]
            return


def _render_reference(
    self: object, tokens: "list[Token]", at: int, options: object, env: object
) -> str:
    return f"[{tokens[at].meta['id'] + 1}]"


def _render_code(self: object, tokens: "list[Token]", at: int, options: object, env: object) -> str:
    return f"<pre><code>{html.escape(tokens[at].content, quote=False)}</code></pre>\n"


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST}).enable(
        ["table", "strikethrough"]
    )
    parser.use(attrs_plugin).use(attrs_block_plugin).use(deflist_plugin).use(footnote_plugin)
    parser.use(tasklists_plugin).use(admon_plugin)
    parser.use(container_plugin, "any", validate=lambda *_: True, render=_render_container)
    parser.add_render_rule("footnote_ref", _render_reference)
    parser.add_render_rule("fence", _render_code)
    parser.add_render_rule("code_block", _render_code)
    return parser


def _render_container(
    self: object, tokens: "list[Token]", at: int, options: object, env: object
) -> str:
    """A container's title is a line of its own; its kind alone is for programs."""
    token = tokens[at]
    if token.nesting < 0:
        return "</div>\n"
    title = _container_title(token.info.strip())
    return f"<div><p>{html.escape(title)}</p>\n" if title else "<div>\n"


def _container_title(info: str) -> str:
    bracketed = re.match(r"[\w-]*\[(.*)\]", info)
    if bracketed:
        return bracketed[1]
    words = re.sub(r"\{[^}]*\}", "", info).split(None, 1)
    return words[1] if len(words) > 1 else ""


_ELEMENTS = frozenset(_ELEMENTS_LISTED.split())
