"""The widget's files."""

from functools import cache
from importlib import resources

# What `make widget` writes.
BUILT = "widget.min.js"


@cache
def widget_asset(name: str) -> str:
    """A file of the widget's."""
    return (resources.files("qa.server.widget") / "assets" / name).read_text(encoding="utf-8")
