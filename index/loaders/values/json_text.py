"""JSON into lines that can be read: records as a table, anything else as paths with values."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from index.errors import LoadError
from index.loaders.archive import damaged
from index.loaders.encoding import decode
from index.loaders.front_matter import FrontMatter
from index.loaders.parsed import Builder, Parsed, clean
from index.loaders.values.tables import Cell, lay_rows

_MOST_BYTES = 50_000_000
_MOST_LINES = 300_000
_CUT = "document_cut"
# More columns, or longer values, are no table to a reader.
_MOST_COLUMNS = 30
_LONGEST_CELL = 400
_LONGEST_LIST = 200
_TABLE_SHARE = 0.5
_DEEPEST = 100


class _Literal(str):
    """A number as it is written."""

    __slots__ = ()


def read_json(data: bytes, path: Path) -> Parsed:
    """Read JSON; raises LoadError where it is none."""
    source, warnings = _decoded(data, path)
    try:
        value = _parse(source)
    except (ValueError, RecursionError) as error:
        raise damaged(path, error) from error
    return _lay(value, warnings)


def read_jsonl(data: bytes, path: Path) -> Parsed:
    """Read JSON of one value a line; raises LoadError where a line is none."""
    source, warnings = _decoded(data, path)
    values = []
    for number, line in enumerate(source.split("\n"), start=1):
        try:
            if line.strip():
                values.append(_parse(line))
        except (ValueError, RecursionError) as error:
            raise damaged(path, f"line {number}: {error}") from error
    return _lay(values, warnings)


def _decoded(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    if len(data) > _MOST_BYTES:
        raise LoadError("document_too_large", path=path)
    source, warnings = decode(path, data)
    return source.replace("\r\n", "\n").lstrip("\ufeff"), warnings


def _parse(source: str) -> object:
    return json.loads(
        source, parse_int=_Literal, parse_float=_Literal, parse_constant=_Literal, strict=False
    )


def _lay(value: object, warnings: Sequence[str]) -> Parsed:
    layer = _Layer(Builder())
    layer.value("", value, 1, None)
    title = value.get("title") if isinstance(value, dict) else None
    front = FrontMatter(title=clean(title) or None if isinstance(title, str) else None)
    return layer.builder.finish(front, (*warnings, _CUT) if layer.cut else warnings)


class _Layer:
    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.cut = False
        self._lines = 0

    def value(self, path: str, value: object, level: int, parent: int | None) -> None:
        """Lay a value under its path."""
        if self._lines >= _MOST_LINES or level > _DEEPEST:
            self.cut = True
        elif isinstance(value, dict):
            for key, inner in value.items():
                self.value(_joined(path, clean(str(key))), inner, level, parent)
        elif isinstance(value, list):
            self._list(path, value, level, parent)
        else:
            self._line(path, value, level, parent)

    def _list(self, path: str, values: list[object], level: int, parent: int | None) -> None:
        if not values:
            return
        if all(map(_is_plain, values)):
            joined = ", ".join(clean(written(value)) for value in values)
            if len(joined) <= _LONGEST_LIST:
                self._line(path, joined, level, parent)
                return
        elif keys := _columns(values):
            self._table(path, keys, values, parent)
            return
        for at, value in enumerate(values):
            own = f"{path}[{at}]"
            first = _first(value)
            if first is None:
                self.value(own, value, level, parent)
                continue
            # What a record begins with tells which it is; the rest of it hangs under that.
            key, leaf, rest = first
            under = self._line(_joined(own, key), leaf, level, parent)
            self.value(own, rest, level + 1, parent if under is None else under)

    def _table(
        self, path: str, keys: Sequence[str], values: Sequence[object], parent: int | None
    ) -> None:
        if path:
            laid = self.builder.block("caption", path, parent=parent)
            parent = parent if laid is None else laid
        rows = [tuple(Cell(clean(key)) for key in keys)]
        for value in values[:_MOST_LINES]:
            record = value if isinstance(value, dict) else {}
            rows.append(tuple(Cell(clean(_cell(record.get(key)))) for key in keys))
        self.cut = self.cut or len(values) > _MOST_LINES
        self._lines += len(rows)
        lay_rows(self.builder, rows, 1, parent=parent)

    def _line(self, path: str, value: object, level: int, parent: int | None) -> int | None:
        """Lay a path with its value, which may go on in further paragraphs."""
        self._lines += 1
        text = written(value)
        paragraphs = [clean(piece) for piece in text.replace("\r\n", "\n").split("\n\n")]
        paragraphs = [piece for piece in paragraphs if piece] or [""]
        shown = f"{path}: {paragraphs[0]}" if path else paragraphs[0]
        if not paragraphs[0]:
            return None
        laid = self.builder.block("item", shown.strip(), level=level, parent=parent)
        for piece in paragraphs[1:]:
            self.builder.block("paragraph", piece, parent=laid)
        return laid


def written(value: object) -> str:
    """A plain value as JSON writes it, text without its marks."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(written, value))
    return written(value)


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _is_plain(value: object) -> bool:
    return not isinstance(value, dict | list)


def _columns(values: Sequence[object]) -> list[str]:
    """The names of the columns where values are records alike, none where they aren't."""
    keys: dict[str, int] = {}
    for value in values:
        if not isinstance(value, dict) or not value:
            return []
        for key, inner in value.items():
            flat = _is_plain(inner) or (isinstance(inner, list) and all(map(_is_plain, inner)))
            if not flat or len(_cell(inner)) > _LONGEST_CELL:
                return []
            keys[key] = keys.get(key, 0) + 1
        if len(keys) > _MOST_COLUMNS:
            return []
    filled = sum(keys.values()) / (len(keys) * len(values))
    return list(keys) if len(values) > 1 and len(keys) > 1 and filled >= _TABLE_SHARE else []


def _first(value: object) -> tuple[str, object, Mapping[str, object]] | None:
    """The first plain value of a record with its key, and the rest."""
    if not isinstance(value, dict):
        return None
    for key, inner in _items(value):
        if _is_plain(inner) and written(inner).strip():
            rest = {name: other for name, other in value.items() if name != key}
            return clean(key), inner, rest
        return None
    return None


def _items(value: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    yield from value.items()
