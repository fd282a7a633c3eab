"""The interface language of a user: what is set, else what the environment or browser says."""

import os

from qa.settings import Settings
from qa.types import Language


def interface_language(settings: Settings | None = None) -> Language:
    """Tell the terminal user's language: SEEDQA_LANGUAGE, else the locale, else English."""
    wanted = settings.language if settings else os.environ.get("SEEDQA_LANGUAGE", "auto")
    if wanted in ("ru", "en"):
        return "ru" if wanted == "ru" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    return "en"
