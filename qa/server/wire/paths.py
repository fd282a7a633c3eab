"""Paths as the application knows them."""

from starlette.types import Scope


def path_in_app(scope: Scope) -> str:
    """The path without the prefix of a proxy, which would let a request past a list of paths."""
    path, prefix = str(scope["path"]), str(scope.get("root_path", "")).rstrip("/")
    if prefix and path.startswith(f"{prefix}/"):
        return path[len(prefix) :]
    return path
