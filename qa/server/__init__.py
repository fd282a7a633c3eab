"""The web face: API, chat page and widget on one port.

`app` puts the parts together and `run` serves them; below these two, `routes`, `page` and `widget`
lie above `answering`, `guards` and `watching`, and those above `wire`.
"""
