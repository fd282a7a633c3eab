"""The web face: API, chat page and widget on one port.

`app` puts the parts together and `run` serves them. Below these two lie `routes`, `page` and
`widget`, which know nothing of each other; then `watching`, `answering`, `guards`, `wire`, each of
which may import those after it.
"""
