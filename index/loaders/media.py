"""What a file is, by its first bytes; its name decides only among kinds of text."""

import io
import re
import zipfile
from pathlib import Path

from index.errors import LoadError

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"AT&TFORM", "image/vnd.djvu"),
)  # fmt: skip
# Signatures of two letters may begin a text; then there are no zero bytes behind them.
_LETTERS = (b"MZ", b"BZh", b"ID3", b"GIF8", b"OggS")
_OPENXML = "application/vnd.openxmlformats-officedocument."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCX = f"{_OPENXML}wordprocessingml.document"
PPTX = f"{_OPENXML}presentationml.presentation"
XLSX = f"{_OPENXML}spreadsheetml.sheet"
ENCRYPTED = "application/x-ole-encrypted"
_MAINS = (
    (b"wordprocessingml", DOCX),
    (b"ms-word.document", DOCX),
    (b"presentationml", PPTX),
    (b"ms-powerpoint", PPTX),
    (b"spreadsheetml", XLSX),
    (b"ms-excel.sheet.macro", XLSX),
    (b"ms-excel.template.macro", XLSX),
)
_TEXTS = {
    ".md": "text/markdown",
    ".mdx": "text/markdown",
    ".markdown": "text/markdown",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".tab": "text/tab-separated-values",
    ".json": "application/json",
    ".geojson": "application/json",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".toml": "application/toml",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".eml": "message/rfc822",
    ".xml": "application/xml",
}
_TEXTS |= dict.fromkeys(
    [
        ".txt",
        ".text",
        ".log",
        ".ini",
        ".cfg",
        ".conf",
        ".sh",
        ".bash",
        ".py",
        ".js",
        ".ts",
        ".css",
        ".sql",
        ".java",
        ".c",
        ".h",
        ".cpp",
        ".go",
        ".rs",
        ".rb",
        ".rst",
        ".tex",
        ".bat",
        ".ps1",
        ".env",
        ".properties",
        ".srt",
        ".vtt",
    ],
    "text/plain",
)
_OLD = (
    ("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", "application/msword"),
    ("W\0o\0r\0k\0b\0o\0o\0k\0", "application/vnd.ms-excel"),
    ("P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0u\0m\0e\0n\0t\0", "application/vnd.ms-powerpoint"),
)
_NEW_SUFFIX = {
    "application/msword": ".docx",
    "application/vnd.ms-excel": ".xlsx",
    "application/vnd.ms-powerpoint": ".pptx",
}
_HEAD = 4_096
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{0,60}:[ \t\r\n])")
_MAIL_HEADERS = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Message-ID|MIME-Version|Return-Path|Delivered-To):",
    re.I | re.M,
)
_CONTENT_TYPES_MOST = 1_000_000


def sniff(data: bytes, name: str) -> str | None:
    """The media type of a file's bytes, None where nothing tells it."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(data)
    if data.startswith(_OLE):
        return of_ole(data)
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    for magic, media_type in _MAGIC:
        if head.startswith(magic) and not (magic in _LETTERS and b"\0" not in head):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if b"%PDF-" in head[:1_024] and b"\0" not in head[:8]:
        return "application/pdf"
    suffix = Path(name).suffix.lower()
    if suffix in _TEXTS and suffix not in (".txt", ".text", ".eml"):
        return _TEXTS[suffix]
    if _HTML.match(head):
        return "text/html"
    if _is_mail(head):
        return "message/rfc822"
    if suffix in _TEXTS:
        return _TEXTS[suffix]
    return (
        None if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) else _loose(head)
    )


def refuse_old_office(data: bytes, path: Path) -> None:
    """Raise LoadError where a file is a locked one or one of an old Office."""
    if not data.startswith(_OLE):
        return
    found = of_ole(data)
    if found == ENCRYPTED:
        raise LoadError("document_encrypted", path=path)
    suffix = _NEW_SUFFIX.get(found, ".docx, .xlsx, .pptx")
    raise LoadError("document_old_office", path=path, suffix=suffix)


def of_ole(data: bytes) -> str:
    """What is in a file of Microsoft's old container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ENCRYPTED
    for stream, media_type in _OLD:
        if stream.encode() in data:
            return media_type
    return "application/x-ole-storage"


def _of_zip(data: bytes) -> str:
    """What is in a zip file, by the part that tells it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            for teller in ("mimetype", "[Content_Types].xml"):
                if teller in names:
                    with archive.open(teller) as part:
                        said = part.read(_CONTENT_TYPES_MOST)
                    if teller == "mimetype":
                        return said.decode("ascii", "replace").strip()
                    for mark, media_type in _MAINS:
                        if any(mark in main for main in _main_types(said)):
                            return media_type
            if "META-INF/container.xml" in names:
                return "application/epub+zip"
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError):
        pass
    return "application/zip"


def _main_types(content_types: bytes) -> list[bytes]:
    """The types of parts that are what a package is about."""
    types = re.findall(rb'ContentType="([^"]{1,200})"', content_types)
    return [kind for kind in types if b".main+xml" in kind or b"macroEnabled" in kind]


def _is_mail(head: bytes) -> bool:
    return bool(_HEADER.match(head)) and len(set(_MAIL_HEADERS.findall(head))) >= 3


def _loose(head: bytes) -> str | None:
    """Text without a name that tells its kind."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A letter may be cut in two at the end of what is looked at, never at the end of a file.
        was_cut = len(head) >= _HEAD - 3 and error.start >= len(head) - 4
        return "text/plain" if was_cut else None
    return "text/plain" if head.strip() else None


__all__ = ["DOCX", "ENCRYPTED", "PPTX", "XLSX", "of_ole", "refuse_old_office", "sniff"]
