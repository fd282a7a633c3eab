"""What is done to the lines of a Markdown text before it is parsed; code is left as it is."""

import re
from collections.abc import Callable

from index.loaders.markup.markdown_dialects import without_marks
from index.loaders.markup.markdown_templates import (
    label_of,
    without_references,
    without_templates,
)

_FENCE = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]*)?(`{3,}|~{3,})")
_IMPORT = re.compile(
    r"(?:import\s+(?:[\w*{][^\n;]*\s+from\s+)?[\"'][^\"'\n]+[\"'];?"
    r"|export\s+(?:default\s+|const\s+|let\s+|var\s+|function\s+|class\s+|\{|\*)[^\n]*)[ \t]*"
)
_MULTILINE_IMPORT = re.compile(
    r"import\s+(?:type\s+)?[\w\s,*]*\{[^}]*\}\s+from\s+[\"'][^\"'\n]+[\"'];?"
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|\{/\*.*?\*/\}", re.S)
_LONG_COMMENT = re.compile(r" {0,3}(?:<!--(?!.*-->)|\{/\*(?!.*\*/\}))")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:.(?!\n[ \t]*\n))*?.?(?<!`)\1(?!`)", re.S)
_COMPONENT = re.compile(r"</?[A-Z][\w.]*|<[a-z][\w-]*(?=\s)")
# A string of code alone in its lines or in the element there, which shows it as it stands.
_LITERAL = re.compile(
    r"^( {0,3})(?:<[\w.]+>)?\{`((?:[^`\\]|\\.)+)`\}(?:</[\w.]+>)?[ \t]*$", re.M | re.S
)
_PROGRAM = re.compile(r"=\{|\{\.\.\.")
_DEFINITION = re.compile(r"^( {0,3})\[(?!\^)([^\]\n]+)\]:[ \t]*(\S+)([^\n]*)", re.M)
_LINKS = re.compile(
    r"(?:https?|ftp|mailto|tel|file):|www\.|[./#?<]|[\w.-]+\.[a-z]{2,5}(?:[/#?]|$)", re.I
)
# Lines between two rules at the top, which would make the lower one underline a heading.
_RULED_LINES = re.compile(r"\A(---[ \t]*\n(?:(?!---)(?=[^\n]*\S)[^\n]*\n)+)(---[ \t]*(?:\n|\Z))")
_LONGEST_TAG = 4_000


def prepare(source: str) -> str:
    """Make of MDX and of what only looks like link definitions plain Markdown with HTML."""
    source = _outside_code(_RULED_LINES.sub(r"\1\n\2", source), _with_literals)
    known = frozenset(label_of(found[2]) for found in _DEFINITION.finditer(source))

    def plain(words: str) -> str:
        words = without_references(without_templates(words), known)
        return _without_components(without_marks(words))

    return _keep_definitions(_outside_code(source, lambda text: _outside_spans(text, plain)))


def _outside_code(source: str, change: Callable[[str], str]) -> str:
    """Change a text except for its fenced code."""
    return "".join(piece if is_code else change(piece) for is_code, piece in _parts(source))


def _parts(source: str) -> list[tuple[bool, str]]:
    """Cut a text into fenced code and the rest; in a comment there is none."""
    parts: list[tuple[bool, str]] = []
    fence = comment = ""
    for line in source.splitlines(keepends=True):
        mark = None if comment else _FENCE.match(line)
        if comment:
            comment = "" if comment in line else comment
        elif not fence and (opening := _LONG_COMMENT.match(line)):
            comment = "-->" if opening[0].endswith("<!--") else "*/}"
        if fence:
            parts[-1] = (True, parts[-1][1] + line)
            bare = line.strip()
            if bare.startswith(fence) and not bare.strip(fence[0]):
                fence = ""
        elif mark and not ("`" in mark[1] and "`" in line[mark.end() :]):
            fence = mark[1]
            parts.append((True, line))
        elif parts and not parts[-1][0]:
            parts[-1] = (False, parts[-1][1] + line)
        else:
            parts.append((False, line))
        if not fence and parts[-1][0]:
            parts.append((False, ""))
    return parts


def _outside_spans(text: str, change: Callable[[str], str]) -> str:
    """Change a text except for its code in backticks, which stands in for itself meanwhile."""
    spans: list[str] = []

    def put_by(match: re.Match[str]) -> str:
        spans.append(match[0])
        return f"\ue000{len(spans) - 1}\ue001"

    changed = change(_CODE_SPAN.sub(put_by, text))
    return re.sub("\ue000(\\d+)\ue001", lambda match: spans[int(match[1])], changed)


def _with_literals(text: str) -> str:
    """Fence what stands in braces as a string of code: {`npm install`}."""

    def fence(match: re.Match[str]) -> str:
        indent = match[1]
        code = re.sub(r"\\([`$\\])", r"\1", match[2]).strip("\n").split("\n")
        return "\n".join(f"{indent}{line}" for line in ["", "~~~", *code, "~~~", ""])

    return _LITERAL.sub(fence, text)


def _without_components(text: str) -> str:
    text = _MULTILINE_IMPORT.sub("", _COMMENT.sub("", text))
    lines = [
        line for line in text.splitlines(keepends=True) if not _IMPORT.fullmatch(line.rstrip("\n"))
    ]
    return _bare_components("".join(lines))


def _bare_components(text: str) -> str:
    """Write the tags of components without attributes, those alone on their lines as blocks; an
    element keeps the attributes that are words.

    An attribute may hold any program in braces, and what is in a block is Markdown again.
    """
    out: list[str] = []
    position = 0
    for tag in _COMPONENT.finditer(text):
        if tag.start() < position:
            continue
        is_element = tag.group()[1].islower()
        if not is_element and _is_generic(text, tag):
            out += [text[position : tag.start()], "&lt;"]
            position = tag.start() + 1
            continue
        end = _tag_end(text, tag.end())
        if end is None:
            continue
        inner = text[tag.end() : end - 1]
        if is_element:
            if _PROGRAM.search(inner):
                out += [text[position : tag.end()], _without_programs(inner), ">"]
                position = end
            continue
        closing = "/>" if inner.rstrip().endswith("/") else ">"
        shown = _shown(inner)
        before, after = _line_around(text, tag.start(), end)
        bare = f"{tag.group()}{closing}"
        if closing == "/>":
            bare = f"\n\n{shown}\n\n" if shown and before and after else shown
        elif before and after:
            bare = f"\n\n{bare}\n\n{shown}\n\n" if shown else f"\n\n{bare}\n\n"
        out += [
            text[position : tag.start()].rstrip(" \t") if before else text[position : tag.start()],
            bare,
        ]
        position = end
    out.append(text[position:])
    return "".join(out)


def _is_generic(text: str, tag: re.Match[str]) -> bool:
    """Whether it is a type's parameter, as in List<Foo>: right behind a word, and never ended."""
    name = tag.group()[1:]
    if name.startswith("/") or not text[: tag.start()][-1:].isalnum():
        return False
    paragraph = text[tag.end() : text.find("\n\n", tag.end()) % (len(text) + 1)]
    return f"</{name}" not in paragraph


def _without_programs(attributes: str) -> str:
    """The attributes of an element without those in braces: style={{margin: 0}}."""
    kept: list[str] = []
    depth, quote = 0, ""
    for char in attributes:
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'`":
            quote = char
        elif char == "{":
            depth += 1
            while kept and depth == 1 and not kept[-1].isspace():
                kept.pop()
        if depth <= 0:
            kept.append(char)
        if char == "}" and not quote:
            depth -= 1
    return "".join(kept)


def _shown(attributes: str) -> str:
    """What a component shows of its attributes: a title, an image's description."""
    found = re.search(r"\b(?:title|alt|label|summary|caption)=\"([^\"{}]+)\"", attributes)
    return found[1].strip() if found else ""


def _tag_end(text: str, start: int) -> int | None:
    """Where the tag ends that is open at `start`: strings and braces may hold its end sign."""
    depth, quote = 0, ""
    for position in range(start, min(len(text), start + _LONGEST_TAG)):
        char = text[position]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'`" and (depth or text[position - 1] == "="):
            quote = char
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif char == ">" and depth <= 0 and text[position - 1] != "=":
            return position + 1
        elif char == "<" and depth <= 0:
            return None
    return None


def _line_around(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether nothing stands before, and nothing behind, in the same line."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    newline = text.find("\n", end)
    after = text[end : newline if newline >= 0 else len(text)]
    return not before.strip(), not after.strip()


def _keep_definitions(text: str) -> str:
    """Keep as words what is written like a link's definition but links to nothing, or isn't used.

    «[Касса]: 8-495-…» is a line that somebody wrote to be read.
    """

    def keep(match: re.Match[str]) -> str:
        label = label_of(match[2])
        uses = len(re.findall(rf"\[{re.escape(match[2])}\]", text, re.I))
        is_comment = label in ("//", "comment", "#") or match[3] == "#"
        if is_comment or (_LINKS.match(match[3]) and uses > 1):
            return match[0]
        # Each is a paragraph, so that one that does define a link may follow.
        return f"{match[1]}\\[{match[2]}]: {match[3]}{match[4]}\n"

    return _outside_code(text, lambda piece: _DEFINITION.sub(keep, piece))
