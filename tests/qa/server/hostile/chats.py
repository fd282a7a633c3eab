"""Chats that another client of OpenAI's interface might send, but no good one."""

from collections.abc import Iterator

from tests.qa.server.hostile.case import JSON, OPENAI, Case

CHATS = {
    "nothing": b"{}",
    "no messages": b'{"model": "seedqa"}',
    "messages of a text": b'{"model": "seedqa", "messages": "a"}',
    "no message": b'{"model": "seedqa", "messages": []}',
    "messages of numbers": b'{"model": "seedqa", "messages": [1]}',
    "no model": b'{"messages": [{"role": "user", "content": "a"}]}',
    "a model of 1": b'{"model": 1, "messages": [{"role": "user", "content": "a"}]}',
    "an unknown role": b'{"model": "seedqa", "messages": [{"role": "root", "content": "a"}]}',
    "words of 1": b'{"model": "seedqa", "messages": [{"role": "user", "content": 1}]}',
    "half a pair": b'{"model":"seedqa","messages":[{"role":"user","content":"\\ud800"}]}',
    "no question": b'{"model":"seedqa","messages":[{"role":"system","content":"a"}]}',
    "an empty question": b'{"model":"seedqa","messages":[{"role":"user","content":""}]}',
    "an image": b'{"model":"seedqa","messages":[{"role":"user","content":[{"type":"image_url",'
    b'"image_url":{"url":"http://169.254.169.254/"}}]}]}',
    "a stream of text": b'{"model":"seedqa","stream":"often","messages":[{"role":"user",'
    b'"content":"a"}]}',
    "two answers": b'{"model":"seedqa","n":2,"messages":[{"role":"user","content":"who?"}]}',
}


def openai() -> Iterator[Case]:
    for name, body in CHATS.items():
        yield Case(f"a chat of {name}", "POST", OPENAI, 422, "", body, JSON)
    body = b'{"model": "gpt-4o", "messages": [{"role": "user", "content": "a"}]}'
    yield Case("a chat with another model", "POST", OPENAI, 404, "unknown_model", body, JSON)
    yield Case("another model", "GET", "/v1/models/..%2f..%2fetc", 404, "")
