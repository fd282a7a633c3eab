"""The web face: the API and the chat page on one port."""

from qa.server.app import create_app

__all__ = ["create_app"]
