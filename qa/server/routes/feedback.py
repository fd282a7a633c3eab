"""The route that takes what askers think of answers."""

import time

from fastapi import APIRouter, Request

from qa.records.store import Feedback
from qa.server.answering.services import Services
from qa.server.routes.bodies import FeedbackBody
from qa.server.routes.description import problems
from qa.server.wire.problems import ProblemError


def create_feedback_router(services: Services) -> APIRouter:
    """Make the route; feedback of the page and of the API becomes the same gold questions."""
    router = APIRouter()

    @router.post(
        "/api/feedback",
        status_code=204,
        responses=problems(400, 401, 403, 404, 413, 422, 429, 503),
    )
    def feedback(body: FeedbackBody, request: Request) -> None:
        """Rate an answer that was just given."""
        services.admit(request, "feedback")
        answer = services.given.get(body.answer)
        if answer is None:
            raise ProblemError(404, "unknown_answer", "not_found")
        if body.rating is None:
            services.records.withdraw(body.answer, 0)
            return
        given = Feedback(answer, body.rating, body.comment.strip(), time.time())
        services.records.rate(body.answer, 0, given)

    return router
