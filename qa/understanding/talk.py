"""Replies to what isn't a question to the documents: a greeting, thanks, «что ты умеешь?»."""

from collections.abc import Callable, Iterator

from index.storage.listing import DocumentPage
from qa.types import Answer, Language, Question, Sentence
from qa.understanding.questions import Talk, talk_of
from qa.wording.messages import message

REPLY = "reply"
_MOST_DOCUMENTS = 8


def reply_to(question: Question, newest: Callable[[Language, int], DocumentPage]) -> Answer | None:
    """Reply where nothing is asked of the documents; None where something is.

    `newest` lists so many documents at most, each once, in a language where it is there in that.
    """
    talk = talk_of(question.text, question.language)
    if talk is None:
        return None
    return Answer(
        question=question.text,
        language=question.language,
        answered=False,
        short=None,
        sentences=tuple(Sentence(text) for text in _texts(talk, question.language, newest)),
        citations=(),
        related=(),
        confidence=0.0,
        answerer=REPLY,
    )


def _texts(
    talk: Talk, language: Language, newest: Callable[[Language, int], DocumentPage]
) -> Iterator[str]:
    yield message(f"talk.{talk}", language)
    if talk in ("greeting", "about_us", "instruction"):
        page = newest(language, _MOST_DOCUMENTS)
        titles = [message("talk.title", language, title=info.title) for info in page.documents]
        shown = "; ".join(titles)
        more = page.total - len(titles)
        key = "talk.documents_more" if more > 0 else "talk.documents"
        yield message(key, language, titles=shown, count=more)
