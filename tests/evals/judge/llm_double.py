"""A small OpenAI-compatible server that answers RAGAS' prompts by rule."""

import json
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

_INPUT = "Now perform the same with the following input\ninput: "


class LLMDouble:
    """Serves on a free port of 127.0.0.1 within a `with`.

    A statement is supported where all its words are in the context; an answer's question is the
    value of the first key of `questions` it holds, else its own words; "don't know" is
    noncommittal. `status` is what every call gets, `garbage` replaces what the model writes,
    `delay_s` makes it slow.
    """

    def __init__(
        self,
        questions: dict[str, str] | None = None,
        *,
        status: int = 200,
        garbage: str | None = None,
        delay_s: float = 0,
    ) -> None:
        self.questions = questions or {}
        self.status, self.garbage, self.delay_s = status, garbage, delay_s
        self.prompts: list[str] = []
        self.keys: set[str] = set()
        self.at_once = self.most_at_once = 0
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> "LLMDouble":
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reply(self, prompt: str) -> dict[str, Any]:
        """What the model writes."""
        given, _ = json.JSONDecoder().raw_decode(prompt.rpartition(_INPUT)[2])
        if prompt.startswith("Given a question and an answer"):
            return {"statements": re.findall(r"[^.!?]+[.!?]?", given["answer"])}
        if prompt.startswith("Your task is to judge the faithfulness"):
            held = _words(given["context"])
            return {
                "statements": [
                    {"statement": s, "reason": "words", "verdict": int(_words(s) <= held)}
                    for s in given["statements"]
                ]
            }
        assert prompt.startswith("Generate a question for the given answer"), prompt
        answer = given["response"]
        question = next((q for key, q in self.questions.items() if key in answer), answer)
        return {"question": question, "noncommittal": int("don't know" in answer)}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with double._lock:
                    double.at_once += 1
                    double.most_at_once = max(double.most_at_once, double.at_once)
                try:
                    status, reply = double._answer(self, json.loads(body))
                    time.sleep(double.delay_s)
                finally:
                    with double._lock:
                        double.at_once -= 1
                data = json.dumps(reply, ensure_ascii=False).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:
                    pass  # the caller has gone: its time limit was shorter than our delay

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def _answer(self, handler: BaseHTTPRequestHandler, body: Any) -> tuple[int, object]:
        prompt = str(body["messages"][-1]["content"])
        with self._lock:
            self.keys.add(handler.headers["Authorization"])
            self.prompts.append(prompt)
        if handler.path != "/v1/chat/completions":
            return 404, {"error": {"message": "no such path"}}
        if self.status != 200:
            return self.status, {"error": {"message": "not now"}}
        said = self.garbage or json.dumps(self.reply(prompt), ensure_ascii=False)
        choice = {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": said},
        }
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return 200, {
            "id": "1",
            "object": "chat.completion",
            "created": 0,
            "model": body["model"],
            "choices": [choice],
            "usage": usage,
        }


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
