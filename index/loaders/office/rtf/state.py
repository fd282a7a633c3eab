"""What a reader of RTF keeps in mind: the words that mean a sign, a look or what isn't seen."""

from dataclasses import dataclass, field

from index.loaders.office.flow import Note

# Groups whose words aren't part of the page.
_UNSEEN_LISTED = """
fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator pict object objdata
themedata colorschememapping latentstyles datastore xmlnstbl header headerl headerr headerf footer
footerl footerr footerf annotation atnid atnauthor atnref atndate atnicn fldinst bkmkstart bkmkend
filetbl revtbl nonshppict pgptbl xe tc wgrffmtfilter mmathPr defchp defpap pnseclvl ftnsep ftnsepc
aftnsep aftnsepc sp sn sv shprslt do private ud1
"""
UNSEEN = frozenset(_UNSEEN_LISTED.split())
# Groups marked as passed over by readers that don't know them, which are read here all the same.
KNOWN = frozenset(
    ("shptxt", "shpinst", "shp", "listtext", "pntext", "pn", "footnote", "fldrslt", "ud")
)
SIGNS = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
    "softline": "\n", "~": "\xa0", "-": "\xad", "_": "‑", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip


@dataclass(slots=True)
class State:
    """What a group's words are: passed from outer groups to inner ones."""

    unseen: bool = False
    target: str = ""
    encoding: str = "cp1252"
    font: int = 0
    skip: int = 1
    hidden: bool = False
    struck: bool = False
    deleted: bool = False

    @property
    def is_shown(self) -> bool:
        return not (self.unseen or self.hidden or self.struck or self.deleted)


@dataclass(slots=True)
class Paragraph:
    """What has been said of the paragraph that is open."""

    words: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    level: int | None = None
    depth: int = 0
    series: int = 0
    indent: int = 0
    in_table: bool = False
