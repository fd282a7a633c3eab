"""Answers for callers that may leave before they come."""

import asyncio

from starlette.requests import ClientDisconnect, Request

from qa.server.answering.pool import Answering, Ask
from qa.types import Answer


async def answer_caller(request: Request, answering: Answering, ask: Ask) -> Answer:
    """Give the whole answer; raises ClientDisconnect, and cancels it, where the caller leaves.

    Raises SeedQAError or ProblemError, too, as `Answering.answer` does.
    """
    coming = asyncio.ensure_future(answering.answer(ask))
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({coming, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if coming.done():
            return coming.result()
        raise ClientDisconnect
    finally:
        for task in (coming, leaving):
            task.cancel()
        await asyncio.gather(coming, leaving, return_exceptions=True)


async def _left(request: Request) -> None:
    """Wait until the caller is gone; the body has been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
