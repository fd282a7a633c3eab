"""A conversation to take along: one answer as text, all of them as Markdown or JSON."""

import dataclasses
import datetime
import json
import re
from collections.abc import Sequence

from babel.dates import format_date

from qa.citing.links import link_to_quote
from qa.types import Answer, Citation, Language
from qa.wording.copies import copies_in_words
from qa.wording.dates import as_of
from qa.wording.messages import message
from qa.wording.places import place_in_words

# What Markdown would take for its own.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~])|^(\s*)(#{1,6}|[-+]|\d+[.)])(?=\s|$)", re.M)


def as_text(answer: Answer) -> str:
    """Write an answer with its sources below, for the clipboard."""
    sources = [
        " ".join(
            filter(
                None,
                [
                    f"[{citation.number}]",
                    _quoted(citation, answer),
                    _byline(citation, answer.language),
                ],
            )
        )
        for citation in answer.citations or answer.related
    ]
    return "\n\n".join(filter(None, [_numbered(answer), "\n".join(sources)]))


def as_markdown(answers: Sequence[Answer], language: Language, today: datetime.date) -> str:
    """Write a conversation as a Markdown document."""
    title = message("transcript.title", language, date=format_date(today, "long", locale=language))
    parts = [f"# {title}"]
    for answer in answers:
        parts += [f"## {_plain(' '.join(answer.question.split()))}", _plain(_numbered(answer))]
        for citation in answer.citations or answer.related:
            link = link_to_quote(citation)
            address = f" <{link}>" if link else ""
            quote = _plain(citation.quote).replace("\n", "\n> ")
            byline = _plain(_byline(citation, answer.language))
            parts.append(f"> \\[{citation.number}\\] {quote}\n> {byline}{address}")
    return "\n\n".join(parts) + "\n"


def as_json(answers: Sequence[Answer]) -> str:
    """Write a conversation as JSON, each answer field for field."""
    turns = [dataclasses.asdict(answer) for answer in answers]
    return json.dumps({"answers": turns}, ensure_ascii=False, indent=2) + "\n"


def _numbered(answer: Answer) -> str:
    sentences = [
        sentence.text + "".join(f" [{number}]" for number in sentence.citations)
        for sentence in answer.sentences
    ]
    return " ".join(sentences)


def _quoted(citation: Citation, answer: Answer) -> str:
    """The words of a source, unless the answer has them already."""
    if citation.quote in answer.text:
        return ""
    return message("answer.quoted", answer.language, quote=citation.quote)


def _byline(citation: Citation, language: Language) -> str:
    facts = [
        citation.title,
        place_in_words(citation, language),
        citation.source,
        as_of(citation.date, language),
        copies_in_words(citation, language),
    ]
    return "— " + ", ".join(fact for fact in facts if fact)


def _plain(text: str) -> str:
    """Escape what Markdown would take for its own."""
    return _MARKUP.sub(
        lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text
    )
