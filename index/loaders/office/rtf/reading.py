"""RTF into blocks: what is printed of the body, in whatever code page it was written."""

import re
from dataclasses import replace
from pathlib import Path

from index.errors import LoadError
from index.loaders.archive import damaged
from index.loaders.office.flow import Flow, Note
from index.loaders.office.grid import Table
from index.loaders.office.package import front_matter
from index.loaders.office.rtf.rows import MARKS, Rows
from index.loaders.office.rtf.state import KNOWN, SIGNS, UNSEEN, Paragraph, State
from index.loaders.office.rtf.words import Token, code_page, decoded, tokens
from index.loaders.office.symbols import from_private
from index.loaders.parsed import Builder, Parsed, clean

_DEEPEST = 1_000
_MOST_BYTES = 100_000_000
_INFO = ("title", "author", "company", "creatim", "revtim")
_HEADING = re.compile(r"(?:heading|заголовок)\s*([1-9])", re.I)
_NUMBERED = re.compile(r"[\w.]*\w[.)]?|\(\w+\)")
_MOVED_IN = 20  # twentieths of a point that tell one depth from another


def read_rtf(data: bytes, path: Path) -> Parsed:
    """Read RTF; raises LoadError where it can't be."""
    if not data.lstrip()[:5].startswith(b"{\\rtf"):
        raise damaged(path, "no \\rtf at its beginning")
    if len(data) > _MOST_BYTES:
        raise LoadError("document_too_large", path=path)
    reader = _Reader(path)
    for token in tokens(data.lstrip()):
        reader.take(token)
    return reader.finish()


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._builder = Builder()
        self._flow = Flow(self._builder)
        self._stack: list[State] = []
        self._state = State()
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._font = 0
        self._headings: dict[int, int] = {}
        self._style = 0
        self._paragraph = Paragraph()
        self._notes: list[Paragraph] = []
        self._said: dict[str, str] = {}
        self._bytes = b""
        self._to_skip = 0
        self._rows = Rows()
        self._cell_notes: list[Note] = []
        self._starred = False

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.kind in ("byte", "text"):
            if self._to_skip:
                skipped = min(self._to_skip, len(token.data))
                self._to_skip -= skipped
                token = replace(token, data=token.data[skipped:])
            self._bytes += token.data
            return
        self._flush_bytes()
        if token.kind == "{":
            self._stack.append(replace(self._state))
            self._to_skip = 0
            if len(self._stack) > _DEEPEST:
                raise damaged(self._path, "groups too deep")
        elif token.kind == "}":
            self._close()
        elif token.kind == "sign":
            self._sign(token.word)
        else:
            self._word(token.word, token.number)

    def finish(self) -> Parsed:
        """End what is open and give all that was laid."""
        self._flush_bytes()
        self._end_paragraph()
        self._end_table()
        self._flow.flush()
        said = self._said
        dates = (said.get("revtim"), said.get("creatim"))
        front = front_matter(said.get("title"), said.get("company") or said.get("author"), dates)
        return self._builder.finish(replace(front, title=front.title or self._flow.heading))

    def _close(self) -> None:
        self._to_skip = 0
        ended = self._state
        self._state = self._stack.pop() if self._stack else State(encoding=self._page)
        if ended.target == "footnote" and self._state.target != "footnote" and self._notes:
            outer = self._notes.pop()
            text = clean("".join(self._paragraph.words))
            self._paragraph = outer
            mark = f"[{self._count_notes()}]"
            outer.words.append(mark)
            outer.notes.append(Note(mark, text))

    def _count_notes(self) -> int:
        self._said["notes"] = str(int(self._said.get("notes", "0")) + 1)
        return int(self._said["notes"])

    def _flush_bytes(self) -> None:
        data, self._bytes = self._bytes, b""
        if not data:
            return
        state = self._state
        if state.target == "fonttbl":
            self._names.setdefault(self._font, decoded(data, "cp1252").strip().rstrip(";"))
        elif state.target == "stylesheet":
            if match := _HEADING.match(decoded(data, self._page).strip()):
                self._headings[self._style] = int(match[1])
        else:
            self._put(decoded(data, state.encoding))

    def _put(self, text: str) -> None:
        state = self._state
        if state.target in _INFO:
            self._said[state.target] = self._said.get(state.target, "") + text
        elif state.is_shown and state.target == "listtext":
            self._paragraph.number.append(text)
        elif state.is_shown:
            self._paragraph.words.append(from_private(text, self._names.get(state.font)))

    def _sign(self, sign: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._word("par", None)
        elif sign in SIGNS:
            self._put(SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        state = self._state
        starred, self._starred = self._starred, False
        if word == "u" and number is not None:
            self._unicode(number)
            return
        if self._to_skip and word not in ("par", "cell", "row"):
            self._to_skip -= 1
        if word in UNSEEN or (starred and word not in KNOWN):
            state.unseen, state.target = True, word
        elif word == "info":
            state.unseen = True
        elif word in _INFO and self._stack and state.unseen:
            # Later ones are those in Unicode.
            state.target = word
            self._said[word] = ""
        elif word in ("listtext", "pntext"):
            state.target = "listtext"
        elif word == "footnote":
            state.target = "footnote"
            self._notes.append(self._paragraph)
            self._paragraph = Paragraph()
        elif word in SIGNS:
            self._put(SIGNS[word])
        elif state.target in ("creatim", "revtim"):
            self._date(word, number or 0)
        else:
            self._look(word, number)

    def _look(self, word: str, number: int | None) -> None:
        """Take what is said of letters, paragraphs and tables."""
        state, paragraph = self._state, self._paragraph
        on = number != 0
        if word in ("v", "webhidden"):
            state.hidden = on and word == "v"
        elif word in ("strike", "striked"):
            state.struck = on
        elif word == "deleted":
            state.deleted = on
        elif word == "plain":
            state.hidden = state.struck = state.deleted = False
        elif word == "uc":
            state.skip = max(number or 0, 0)
        elif word == "ansicpg":
            self._page = state.encoding = f"cp{number}"
        elif word in ("f", "deff"):
            self._font = state.font = number or 0
            state.encoding = self._fonts.get(self._font) or self._page
        elif word == "fcharset" and state.target == "fonttbl":
            page = code_page(number)
            # Charset 0 is the file's own page.
            self._fonts[self._font] = page if page and number not in (0, 1, 2) else self._page
        elif word == "s" and number is not None:
            self._style = number
            if number in self._headings and not state.unseen:
                paragraph.level = self._headings[number]
        elif word == "outlinelevel":
            if state.target == "stylesheet":
                self._headings[self._style] = (number or 0) + 1
            else:
                paragraph.level = (number or 0) + 1
        elif word == "pard" and state.target != "listtext":
            kept = paragraph
            self._paragraph = Paragraph(kept.words, kept.notes, kept.number)
        elif word in ("ls", "ilvl", "li", "intbl", "itap"):
            self._place(word, number or 0)
        elif word in ("par", "sect", "page") and not state.unseen:
            self._end_paragraph()
        else:
            self._tables(word)

    def _place(self, word: str, number: int) -> None:
        paragraph = self._paragraph
        if word == "ls":
            paragraph.series = number
        elif word == "ilvl":
            paragraph.depth = number
        elif word == "li":
            paragraph.indent = number
        else:
            paragraph.in_table = word == "intbl" or number > 0

    def _tables(self, word: str) -> None:
        if word in ("cell", "nestcell"):
            self._end_paragraph(in_cell=True)
        if word in ("row", "nestrow", "cell", "nestcell", *MARKS):
            self._rows.take(word)

    def _end_table(self) -> None:
        rows, marked = self._rows.taken()
        if rows:
            self._flow.table(Table(rows, marked), self._cell_notes)
        self._cell_notes = []

    def _end_paragraph(self, *, in_cell: bool = False) -> None:
        if self._notes:
            self._paragraph.words.append(" ")
            return
        done = self._paragraph
        self._paragraph = replace(done, words=[], notes=[], number=[])
        text = clean("".join(done.words))
        number = clean("".join(done.number))
        ordinal = number if number and _NUMBERED.fullmatch(number) else None
        if done.in_table or in_cell:
            self._rows.words.append(f"{ordinal} {text}" if ordinal else text)
            self._cell_notes += done.notes
            return
        self._end_table()
        if not text:
            return
        shown = f"{ordinal} {text}" if ordinal else text
        if done.level is not None and done.level < 10:
            self._flow.head(shown, done.level, done.notes)
        elif number or done.series:
            depth = done.depth + 1
            indent = done.indent // _MOVED_IN
            self._flow.item(shown, depth, ordinal, done.notes, series=done.series, indent=indent)
        else:
            self._flow.paragraph(text, done.notes, indent=done.indent // _MOVED_IN)

    def _unicode(self, number: int) -> None:
        number += 0x10000 if number < 0 else 0
        self._to_skip = self._state.skip
        self._bytes = b""
        if 0xD800 <= number < 0xDC00:
            self._said["high"] = chr(number)
            return
        if 0xDC00 <= number < 0xE000:
            high = self._said.pop("high", "")
            if high:
                pair = (high + chr(number)).encode("utf-16-le", "surrogatepass")
                self._put(pair.decode("utf-16-le", "replace"))
            return
        if number < 0x110000:
            self._put(chr(number))

    def _date(self, word: str, number: int) -> None:
        said = self._said.get(self._state.target, "")
        if word in ("yr", "mo", "dy"):
            shown = f"{number:04d}" if word == "yr" else f"-{number:02d}"
            self._said[self._state.target] = said + shown
