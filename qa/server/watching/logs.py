"""What the server writes down: one line for a request, one for an answer, none with a question.

Lines are structured (structlog) and go through the standard library's logging, so that those of
other packages look alike and bear the same request id.
"""

import logging
import sys

import structlog

from qa.settings import Settings

_SHARED: tuple[structlog.types.Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)

logger: structlog.stdlib.BoundLogger = structlog.wrap_logger(
    logging.getLogger("seedqa"),
    processors=[
        structlog.stdlib.filter_by_level,
        *_SHARED,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    wrapper_class=structlog.stdlib.BoundLogger,
)


def write_logs(settings: Settings) -> None:
    """Write lines to standard error: for people in a terminal, else as JSON."""
    for_people = settings.log_format == "text" or (
        settings.log_format == "auto" and sys.stderr.isatty()
    )
    last: list[structlog.types.Processor] = (
        [structlog.dev.ConsoleRenderer()]
        if for_people
        else [
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("seedqa").setLevel(settings.log_level.upper())
