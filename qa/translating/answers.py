"""What a model answers, without what models put around a translation."""

import re

_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.S | re.I)
_FENCE = re.compile(r"</?piece(?: [0-9a-f]+)?>", re.I)
_CODE_FENCE = re.compile(r"\A```[\w-]*\n(.*?)\n?```\Z", re.S)
# "Here is the translation:", «Вот перевод на русский:», "Translation (English):", «Перевод:»
_LEAD = re.compile(
    r"\A(?:(?:sure|certainly|of course|okay|ok|конечно|хорошо|разумеется)\b[^\n:]{0,40}?[!.,:]\s*)?"
    r"(?:(?:here(?:'s|’s| is)|below is|this is|вот|ниже)\b[^\n:]{0,60}?)?"
    r"(?:\b(?:the |my )?translat(?:ion|ed)\b|\bперевод\w*)[^\n:]{0,60}:\s*",
    re.I,
)
_QUOTES = {"«": "»", '"': '"', "“": "”", "„": "“", "'": "'"}
# What is said instead of a translation, or after one.
_ASIDE = re.compile(
    r"i(?:'m|’m| am) sorry|i can(?:'t|’t|not) (?:translate|help|assist|do)|as an ai\b"
    r"|(?:translator(?:'s|’s) )?note\s*:|примечани[ея](?: переводчика)?\s*:|извините,"
    r"|(?:к сожалению, )?я не могу (?:перевести|помочь|выполнить)|как языковая модель",
    re.I,
)


def translation_in(answer: str, source: str) -> str:
    """The translation in an answer; what the source itself begins with stays."""
    said = _FENCE.sub("", _THOUGHT.sub("", answer)).strip()
    if fenced := _CODE_FENCE.match(said):
        said = fenced[1].strip()
    lead = _LEAD.match(said)
    if lead and not _LEAD.match(source):
        said = said[lead.end() :].strip()
    return _leading_in(_unquoted(said, source), source)


def has_chatter(said: str, source: str) -> bool:
    """Whether there is more than a translation: other lines, an apology, a note."""
    aside = _ASIDE.match(said)
    return "\n" in said or bool(aside and not _ASIDE.match(source))


def _leading_in(said: str, source: str) -> str:
    """With the colon of its source, by which a paragraph leads a list in."""
    if not said or not source.endswith(":") or said.endswith(":"):
        return said
    return f"{said.rstrip(' .;—–-')}:"


def _unquoted(said: str, source: str) -> str:
    """Without quotation marks around all of it, where the source has none."""
    closing = _QUOTES.get(said[:1])
    if closing and len(said) > 1 and said.endswith(closing) and source[:1] not in _QUOTES:
        inner = said[1:-1]
        if said[0] not in inner and closing not in inner:
            return inner.strip()
    return said
