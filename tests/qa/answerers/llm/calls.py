"""Calls to the double through the real client."""

from typing import Any

import pytest
from langchain_core.messages import BaseMessage, HumanMessage

from qa.answerers import Terms
from qa.answerers.llm.calling import Calls, GivenUp, Spent
from qa.answerers.llm.models import build_model
from qa.settings import Settings, load_settings
from tests.llm.double import Double

KEY = "sk-a-secret-of-the-owner-0123456789"
ASKED: list[BaseMessage] = [HumanMessage("How high is the bridge?")]
# What a caller that leaves, or whose time is over, may go on for, in seconds.
SOON = 0.5


def settings_for(url: str, **others: Any) -> Settings:
    return load_settings(
        llm="openai:double", llm_base_url=url, llm_api_key=KEY, **{"llm_timeout_s": 5, **others}
    )


def calls_for(double: Double, **others: Any) -> Calls:
    settings = settings_for(double.url, **others)
    return Calls(build_model(settings), settings.llm_concurrency, settings.llm_timeout_s)


def text_of(calls: Calls, spent: Spent | None = None, terms: Terms | None = None) -> str:
    return "".join(calls.stream(ASKED, terms or Terms(), spent or Spent()))


def code_of(calls: Calls, spent: Spent | None = None, terms: Terms | None = None) -> str:
    with pytest.raises(GivenUp) as caught:
        text_of(calls, spent, terms)
    return caught.value.code
