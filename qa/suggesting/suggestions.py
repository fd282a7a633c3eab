"""Questions that the documents answer, for those who don't know what to ask."""

import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from index.storage import list_documents
from index.text.names import name_keys, question_keys
from index.types import Document
from qa.pipeline import Pipeline
from qa.suggesting.topics import question_about, topics
from qa.types import LANGUAGES, Answer, Language
from qa.understanding.questions import asks

# Documents that questions are made of, topics tried of each, and questions enough of one: one that
# is asked and those that follow it. Every topic takes an answer's time.
_DOCUMENTS = 12
_TOPICS = 8
_PER_DOCUMENT = 4
OPENING = 4
FOLLOWING = 2

# Which store, and which of its revisions.
Generation = tuple[str, int]

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
    """Questions about the documents of one generation, as many as have been made so far.

    A question about a topic is suggested where the pipeline itself answers it with words of the
    document that name the topic. Nothing of the generation is held: neither by this, nor by whoever
    makes them, between one question and the next.
    """

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self._found: tuple[Suggestion, ...] = ()
        self._ready = threading.Event()
        self._being_made = False

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
        """Wait until all questions are there; False where that takes longer."""
        return self._ready.wait(seconds)

    @property
    def ready(self) -> bool:
        """Whether all questions are there."""
        return self._ready.is_set()

    def make(self, pipeline: Pipeline) -> Iterator[None] | None:
        """The work of making them, one question a step; None where it is done or somebody's.

        It ends early where another generation is published, and can be begun anew where whoever
        took it lets it go.
        """
        return None if self._being_made or self.ready else self._steps(pipeline)

    def _of(self, language: Language) -> list[Suggestion]:
        return [suggestion for suggestion in self._found if suggestion.language == language]

    def _steps(self, pipeline: Pipeline) -> Iterator[None]:
        with _making:
            if self._being_made:
                return
            self._being_made = True
        self._found = ()
        try:
            for language in LANGUAGES:
                for name in _documents(pipeline, language):
                    yield from self._about(pipeline, name, language)
            self._ready.set()
        except Exception:
            # The page is as useful without.
            _logger.exception("No questions can be suggested")
            self._ready.set()
        finally:
            self._being_made = False

    def _about(self, pipeline: Pipeline, name: str, language: Language) -> Iterator[None]:
        """Find the questions about a document, those answered most surely first, one a position."""
        document = pipeline.searcher.document(name)
        found: dict[int, Suggestion] = {}
        for question in _candidates(document, language) if document else []:
            if len(found) == _PER_DOCUMENT or _generation_of(pipeline) != self.generation:
                break
            assert document is not None
            suggestion = self._tried(pipeline, question, document, language)
            if suggestion and (
                suggestion.start not in found
                or found[suggestion.start].confidence < suggestion.confidence
            ):
                found[suggestion.start] = suggestion
            yield
        self._found += tuple(sorted(found.values(), key=lambda one: -one.confidence))

    @staticmethod
    def _tried(
        pipeline: Pipeline, question: str, document: Document, language: Language
    ) -> Suggestion | None:
        answer = pipeline.ask(question, fallback=language)
        # A Russian question that is a Latin name for the most part is taken for English.
        if answer.language != language or answer.certainty != "sure":
            return None
        cited = answer.citations[0]
        named = question_keys(question).keys() & set(name_keys(cited.quote))
        if cited.document_id != document.id or not (named or question == _headline(document)):
            return None
        return Suggestion(question, language, document.id, cited.start, answer.confidence)


def no_suggestions() -> Suggestions:
    """No questions, of which none are to come."""
    none = Suggestions(("", 0))
    none._ready.set()
    return none


_made: WeakKeyDictionary[Pipeline, Suggestions] = WeakKeyDictionary()
_making = threading.Lock()


def suggestions_of(pipeline: Pipeline) -> Suggestions:
    """The questions of a pipeline's documents as they are now, the same for each generation."""
    generation = _generation_of(pipeline)
    with _making:
        made = _made.get(pipeline)
        if made is None or made.generation != generation:
            made = _made[pipeline] = Suggestions(generation)
        return made


def _generation_of(pipeline: Pipeline) -> Generation:
    manifest = pipeline.searcher.open().manifest
    return manifest.store, manifest.revision


def _documents(pipeline: Pipeline, language: Language) -> list[str]:
    store = pipeline.searcher.open().store
    return [d.id for d in list_documents(store, language=language, most=_DOCUMENTS).documents]


def _candidates(document: Document, language: Language) -> Iterator[str]:
    """What could be asked about a document: its title, and the names it holds most often."""
    if asks(document.title, language):
        yield _headline(document)
    for topic in topics(document, _TOPICS):
        question = question_about(topic, language)
        if question:
            yield question


def _headline(document: Document) -> str:
    """A headline that asks, with the mark that headlines leave out."""
    return f"{document.title.rstrip('?')}?"
