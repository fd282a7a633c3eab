"""Ratings that aren't ones, and ratings of no answer."""

from collections.abc import Iterator

from tests.qa.server.hostile.case import FEEDBACK, JSON, Case

RATINGS = {
    "nothing": (b"{}", "invalid_field"),
    "no rating": (b'{"answer": "a"}', "invalid_field"),
    "an unknown rating": (b'{"answer": "a", "rating": "five"}', "invalid_field"),
    "a rating of 1": (b'{"answer": "a", "rating": 1}', "invalid_field"),
    "an answer of 1": (b'{"answer": 1, "rating": "up"}', "invalid_field"),
    "half a pair": (b'{"answer": "\\ud800", "rating": "up"}', "invalid_field"),
    "a comment of 1": (b'{"answer": "a", "rating": "up", "comment": 1}', "invalid_field"),
    "half a pair in the comment": (
        b'{"answer": "a", "rating": "up", "comment": "\\udc00"}', "invalid_field",
    ),
    "a comment too long": (
        b'{"answer": "a", "rating": "up", "comment": "' + b"a" * 2_001 + b'"}', "invalid_field",
    ),
    "a field too many": (b'{"answer": "a", "rating": "up", "key": "b"}', "invalid_field"),
    "an unknown answer": (b'{"answer": "a", "rating": "up"}', "unknown_answer"),
    "no answer": (b'{"answer": "", "rating": null}', "unknown_answer"),
    "SQL": (b'{"answer": "\' OR 1=1; --", "rating": "up"}', "unknown_answer"),
    "a path": (b'{"answer": "../../etc/passwd", "rating": "down"}', "unknown_answer"),
    "NUL": (b'{"answer": "\\u0000", "rating": "up"}', "unknown_answer"),
}  # fmt: skip


def feedback() -> Iterator[Case]:
    for name, (body, code) in RATINGS.items():
        status = 404 if code == "unknown_answer" else 422
        yield Case(f"feedback of {name}", "POST", FEEDBACK, status, code, body, JSON)
