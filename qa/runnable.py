"""The pipeline for LangChain: a `Runnable` from a question to a message that cites."""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, Literal, cast

from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor

from qa.pipeline import Pipeline, Terms
from qa.types import Answer, Citation, Sentence, Turn

SeedInput = str | Sequence[BaseMessage]

_ROLES: dict[str, Literal["user", "assistant"]] = {"human": "user", "ai": "assistant"}
_END = object()


class SeedAnswers(Runnable[SeedInput, AIMessage]):
    """Answers a question, or the last human message of a conversation.

    Every sentence is a text block; its citations are annotations, whose `extras` say where in which
    document the quoted words stand, in characters. Raises QuestionError where it can't be asked.
    """

    def __init__(self, pipeline: Pipeline, answerer: str | None = None) -> None:
        """`answerer` is the one chosen, None: the default."""
        self._pipeline = pipeline
        self._terms = Terms(answerer=answerer)

    def invoke(
        self, input: SeedInput, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AIMessage:
        """Give the whole answer."""
        return self._call_with_config(self._answer, input, config)

    def stream(
        self, input: SeedInput, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[AIMessage]:
        """Give the text as it comes, then what it cites; the chunks add up to the message.

        What was said and isn't borne out stays in them, marked as such.
        """
        yield from self._transform_stream_with_config(iter([input]), self._chunks, config)

    async def astream(
        self, input: SeedInput, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AsyncIterator[AIMessage]:
        """The same, each chunk waited for in a thread."""
        chunks = self.stream(input, config)
        while (chunk := await run_in_executor(None, next, chunks, _END)) is not _END:
            yield cast(AIMessage, chunk)

    def _answer(self, asked: SeedInput) -> AIMessage:
        question, history = _read(asked)
        answer = self._pipeline.ask(question, history, terms=self._terms)
        blocks = [_block(sentence, answer.citations) for sentence in answer.sentences]
        return AIMessage(content=cast(Any, blocks), response_metadata=_metadata(answer))

    def _chunks(self, asked: Iterator[SeedInput]) -> Iterator[AIMessageChunk]:
        question, history = _read(next(asked))
        said: list[Sentence] = []
        answer: Answer | None = None
        for piece in self._pipeline.stream(question, history, terms=self._terms):
            if isinstance(piece, str):
                yield _chunk({"type": "text", "text": piece, "index": len(said)})
            elif isinstance(piece, Sentence):
                said.append(piece)
            elif isinstance(piece, Answer):
                answer = piece
        assert answer is not None
        for number, sentence in enumerate(said):
            block = _block(sentence, answer.citations)
            if block["annotations"]:
                yield _chunk({**block, "text": "", "index": number})
        left = [sentence for sentence in answer.sentences if sentence not in said]
        for number, sentence in enumerate(left, start=len(said)):
            yield _chunk({**_block(sentence, answer.citations), "index": number})
        yield AIMessageChunk(content="", response_metadata=_metadata(answer))


def _read(asked: SeedInput) -> tuple[str, list[Turn]]:
    """The question and the turns before it."""
    if isinstance(asked, str):
        return asked, []
    turns = [
        Turn(_ROLES[message.type], str(message.text))
        for message in asked
        if message.type in _ROLES and message.text
    ]
    while turns and turns[-1].role != "user":
        turns.pop()
    return (turns[-1].content, turns[:-1]) if turns else ("", [])


def _chunk(block: dict[str, Any]) -> AIMessageChunk:
    return AIMessageChunk(content=[block])


def _block(sentence: Sentence, citations: Sequence[Citation]) -> dict[str, Any]:
    cited = [citation for citation in citations if citation.number in sentence.citations]
    return {
        "type": "text",
        "text": sentence.text + sentence.end,
        "annotations": [_annotation(citation, len(sentence.text)) for citation in cited],
    }


def _annotation(citation: Citation, end: int) -> dict[str, Any]:
    extras = {
        "number": citation.number,
        "document_id": citation.document_id,
        "start": citation.start,
        "end": citation.end,
        "verdict": citation.verdict.status if citation.verdict else None,
    }
    told = {
        "type": "citation",
        "title": citation.title,
        "cited_text": citation.quote,
        "start_index": 0,
        "end_index": end,
        "extras": extras,
    }
    return told | ({"url": citation.url} if citation.url else {})


def _metadata(answer: Answer) -> dict[str, Any]:
    return {
        "answered": answer.answered,
        "certainty": answer.certainty,
        "confidence": answer.confidence,
        "answerer": answer.answerer,
        "language": answer.language,
    }
