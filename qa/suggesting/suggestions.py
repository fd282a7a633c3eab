"""Questions that the documents answer, for those who don't know what to ask."""

import atexit
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from index.text.names import name_keys, question_keys
from index.types import Document
from qa.pipeline import Pipeline
from qa.suggesting.topics import question_about, topics
from qa.types import LANGUAGES, Answer, Language
from qa.understanding.questions import asks

# Documents that questions are made of, and topics tried of each: every one takes an answer's time.
_DOCUMENTS = 12
_TOPICS = 8
# Nothing is suggested that is answered less surely.
_SURE = 0.35
_SECONDS_TO_END = 10.0
_SECONDS_TO_TELL = 1.0
OPENING = 4
FOLLOWING = 2

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, and where the words that answer it begin."""

    question: str
    language: Language
    document_id: str
    start: int
    confidence: float


class Suggestions:
    """Makes questions in the background; there are none until that is done.

    A question about a topic is suggested where the pipeline itself answers it with words of the
    document that name the topic.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        # What the questions were made of: a later snapshot asks for others.
        self.snapshot = pipeline.searcher.snapshot
        self._found: tuple[Suggestion, ...] = ()
        self._ready = threading.Event()
        maker = threading.Thread(
            target=self._make, args=(pipeline,), name="suggestions", daemon=True
        )
        maker.start()
        # A thread in the middle of a network must not outlive the interpreter.
        atexit.register(maker.join, _SECONDS_TO_END)

    def opening(self, language: Language) -> list[str]:
        """Questions to begin with, from as many documents as there are."""
        by_document: dict[str, list[Suggestion]] = {}
        for suggestion in self._of(language):
            by_document.setdefault(suggestion.document_id, []).append(suggestion)
        turns = [
            members[turn]
            for turn in range(OPENING)
            for members in by_document.values()
            if turn < len(members)
        ]
        return [suggestion.question for suggestion in turns[:OPENING]]

    def following(self, answer: Answer, asked: Sequence[str]) -> list[str]:
        """Questions to go on with: about what stands near the words just cited."""
        if not answer.citations:
            return []
        cited = answer.citations[0]
        near = [
            suggestion
            for suggestion in self._of(answer.language)
            if suggestion.document_id == cited.document_id
            and suggestion.question not in asked
            and not cited.start <= suggestion.start < cited.end
        ]
        near.sort(key=lambda suggestion: abs(suggestion.start - cited.start))
        return [suggestion.question for suggestion in near[:FOLLOWING]]

    def wait(self, seconds: float) -> bool:
        """Wait until the questions are there; False where that takes longer."""
        return self._ready.wait(seconds)

    @property
    def ready(self) -> bool:
        """Whether the questions are there."""
        return self._ready.is_set()

    def _of(self, language: Language) -> list[Suggestion]:
        return [suggestion for suggestion in self._found if suggestion.language == language]

    def _make(self, pipeline: Pipeline) -> None:
        try:
            for language in LANGUAGES:
                documents = [
                    document
                    for document in pipeline.searcher.documents()
                    if document.language == language
                ]
                for document in documents[:_DOCUMENTS]:
                    self._found += tuple(self._about(pipeline, document, language))
        except Exception:
            # The page is as useful without. Where the process is about to end, nobody needs them.
            threading.main_thread().join(_SECONDS_TO_TELL)
            if threading.main_thread().is_alive():
                _logger.exception("No questions can be suggested")
        finally:
            self._ready.set()

    @classmethod
    def _about(cls, pipeline: Pipeline, document: Document, language: Language) -> list[Suggestion]:
        """The questions about a document, the surest first, one for each sentence that answers."""
        candidates = [_headline(document)] if asks(document.title, language) else []
        for topic in topics(document, _TOPICS):
            question = question_about(topic, language)
            if question:
                candidates.append(question)
        found: dict[int, Suggestion] = {}
        for question in candidates:
            suggestion = cls._tried(pipeline, question, document, language)
            if suggestion and (
                suggestion.start not in found
                or found[suggestion.start].confidence < suggestion.confidence
            ):
                found[suggestion.start] = suggestion
        return sorted(found.values(), key=lambda suggestion: -suggestion.confidence)

    @staticmethod
    def _tried(
        pipeline: Pipeline, question: str, document: Document, language: Language
    ) -> Suggestion | None:
        answer = pipeline.ask(question, fallback=language)
        # A Russian question that is a Latin name for the most part is taken for English.
        if answer.language != language or not answer.citations or answer.confidence < _SURE:
            return None
        cited = answer.citations[0]
        named = question_keys(question).keys() & set(name_keys(cited.quote))
        if cited.document_id != document.id or not (named or question == _headline(document)):
            return None
        return Suggestion(question, language, document.id, cited.start, answer.confidence)


_made: WeakKeyDictionary[Pipeline, Suggestions] = WeakKeyDictionary()
_making = threading.Lock()


def suggestions_of(pipeline: Pipeline) -> Suggestions:
    """The questions of a pipeline's documents as they are now, made once for each snapshot."""
    with _making:
        made = _made.get(pipeline)
        if made is None or made.snapshot is not pipeline.searcher.snapshot:
            made = _made[pipeline] = Suggestions(pipeline)
        return made


def _headline(document: Document) -> str:
    """A headline that asks, with the mark that headlines leave out."""
    return f"{document.title.rstrip('?')}?"
