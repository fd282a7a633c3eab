"""Replies to what isn't a question to the documents: a greeting, thanks, «что ты умеешь?»."""

from collections.abc import Callable, Iterator, Sequence

from index.types import Document
from qa.types import Answer, Language, Question, Sentence
from qa.understanding.questions import Talk, talk_of
from qa.wording.messages import message

REPLY = "reply"
_MOST_DOCUMENTS = 8


def reply_to(question: Question, documents: Callable[[], Sequence[Document]]) -> Answer | None:
    """Reply where nothing is asked of the documents; None where something is."""
    talk = talk_of(question.text, question.language)
    if talk is None:
        return None
    return Answer(
        question=question.text,
        language=question.language,
        answered=False,
        short=None,
        sentences=tuple(Sentence(text) for text in _texts(talk, question.language, documents())),
        citations=(),
        related=(),
        confidence=0.0,
        answerer=REPLY,
    )


def _texts(talk: Talk, language: Language, documents: Sequence[Document]) -> Iterator[str]:
    yield message(f"talk.{talk}", language)
    if talk in ("greeting", "about_us", "instruction"):
        titles = _titles(documents, language)
        shown = "; ".join(titles[:_MOST_DOCUMENTS])
        more = len(titles) - _MOST_DOCUMENTS
        key = "talk.documents_more" if more > 0 else "talk.documents"
        yield message(key, language, titles=shown, count=more)


def _titles(documents: Sequence[Document], language: Language) -> list[str]:
    """The titles in a language; of a document and its translations only one."""
    originals: dict[str, Document] = {}
    for document in documents:
        key = document.translation_of or document.id
        if key not in originals or document.language == language:
            originals[key] = document
    return [message("talk.title", language, title=d.title) for d in originals.values()]
