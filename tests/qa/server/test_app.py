"""The application's beginning and end."""

import time
from collections.abc import Iterator

from qa.pipeline import Pipeline
from qa.server.app import create_app
from qa.settings import Settings
from tests.serving import serving_app


def test_what_nobody_waits_for_ends_with_the_application(
    seeds_settings: Settings, seeds_pipeline: Pipeline
) -> None:
    app = create_app(seeds_settings, seeds_pipeline)
    done = 0

    def work() -> Iterator[None]:
        nonlocal done
        while True:
            done += 1
            time.sleep(0.001)
            yield

    with serving_app(app, seeds_settings):
        app.state.services.answering.when_quiet(work())
        while done < 3:
            time.sleep(0.001)
    time.sleep(0.05)  # the step under way
    at_the_end = done
    time.sleep(0.2)
    assert done == at_the_end
