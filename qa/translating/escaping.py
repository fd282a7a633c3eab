"""Words written so that Markdown reads them as they are."""

import re

# Signs that Markdown, or what is done before it is read, takes for its own.
_INLINE = re.compile(r"[\\`*\[~]|(?<![^\W_])_|_(?![^\W_])|(?<=\s)#+(?=\s|$)")
_ENTITIES = (
    (re.compile(r"&(?=[#\w])"), "&amp;"),
    (re.compile(r"<"), "&lt;"),
    (re.compile(r"\{"), "&#123;"),
)
_LINE_START = re.compile(r"([-+=>:!?|#])|(\d{1,9})([.)])(?=\s|$)")
_PROGRAM = re.compile(r"(?=(?:import|export)\b)([ie])")


def escaped(text: str) -> str:
    """Words that mean nothing to Markdown but themselves."""
    text = _INLINE.sub(lambda sign: "".join(f"\\{char}" for char in sign[0]), text.strip())
    for pattern, entity in _ENTITIES:
        text = pattern.sub(entity, text)
    text = (
        _PROGRAM.sub(lambda letter: f"&#{ord(letter[1])};", text) if _PROGRAM.match(text) else text
    )
    return _LINE_START.sub(_escaped_start, text, count=1) if _LINE_START.match(text) else text


def _escaped_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"
