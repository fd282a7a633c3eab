"""The pipeline as LangChain runs it."""

from functools import reduce
from operator import add
from typing import Any, cast

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.runnables import RunnableLambda

from qa.pipeline import Pipeline
from qa.runnable import SeedAnswers


def blocks(message: BaseMessage) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], message.content_blocks)


SHOPS = "Сколько магазинов на китайской стороне?"


def test_every_sentence_is_a_block_with_what_it_cites(seeds_pipeline: Pipeline) -> None:
    message = SeedAnswers(seeds_pipeline).invoke(SHOPS)
    assert message.response_metadata["answered"] is True
    (block,) = blocks(message)
    assert block["type"] == "text"
    (cited,) = block["annotations"]
    assert cited["type"] == "citation"
    told = cited["extras"]
    document = seeds_pipeline.searcher.document(told["document_id"])
    assert document is not None
    assert document.text[told["start"] : told["end"]] == cited["cited_text"]
    assert block["text"][cited["start_index"] : cited["end_index"]].endswith(cited["cited_text"])


def test_chunks_add_up_to_the_message(seeds_pipeline: Pipeline) -> None:
    answers = SeedAnswers(seeds_pipeline)
    whole = answers.invoke(SHOPS)
    chunks = list(answers.stream(SHOPS))
    assert len(chunks) > 3
    together = reduce(add, chunks)
    assert together.text.strip() == str(whole.text).strip()
    assert blocks(together)[0]["annotations"] == blocks(whole)[0]["annotations"]
    assert together.response_metadata == whole.response_metadata


async def test_chunks_come_one_by_one(seeds_pipeline: Pipeline) -> None:
    answers = SeedAnswers(seeds_pipeline)
    chunks = [chunk async for chunk in answers.astream(SHOPS)]
    assert reduce(add, chunks).text.strip() == str(answers.invoke(SHOPS).text).strip()


def test_a_conversation_is_gone_on_with_in_a_chain(seeds_pipeline: Pipeline) -> None:
    said = [
        HumanMessage(SHOPS),
        AIMessage("Более 4,5 тысяч."),
        HumanMessage("А на казахстанской?"),
        AIMessage(""),
    ]
    chain = SeedAnswers(seeds_pipeline) | RunnableLambda(lambda message: str(message.text))
    assert "казахстанской" in chain.invoke(said).split("\n")[0].lower()


def test_a_refusal_cites_nothing(seeds_pipeline: Pipeline) -> None:
    message = SeedAnswers(seeds_pipeline, "extractive").invoke("Какая столица Перу?")
    assert message.response_metadata["answered"] is False
    assert all(not block.get("annotations") for block in blocks(message))
