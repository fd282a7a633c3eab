"""All of the hostile requests."""

from tests.qa.server.hostile.addresses import documents, methods, paths, queries
from tests.qa.server.hostile.bodies import broken_json, content_types, too_large
from tests.qa.server.hostile.case import Case
from tests.qa.server.hostile.chats import openai
from tests.qa.server.hostile.headers import headers, origins
from tests.qa.server.hostile.questions import histories, wrong_fields, wrong_questions
from tests.qa.server.hostile.ratings import feedback


def cases() -> list[Case]:
    """All of them."""
    return [
        *broken_json(),
        *wrong_fields(),
        *wrong_questions(),
        *histories(),
        *too_large(),
        *content_types(),
        *paths(),
        *methods(),
        *documents(),
        *queries(),
        *feedback(),
        *headers(),
        *origins(),
        *openai(),
    ]
