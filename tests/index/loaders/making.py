"""Office files made of raw XML, so that a test shows all that is in them."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:s="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def content_types(main: str, kind: str) -> str:
    """The part that says what kind of document the main part makes of a file."""
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-'
        f'officedocument.{kind}.main+xml"/></Types>'
    )


def relations(targets: Mapping[str, str]) -> str:
    """The part that says what a part points at: the kind of each by its name."""
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{name}"/>'
        for number, (name, kind) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>'


def docx(body: str, **parts: str) -> bytes:
    """A Word document of a body and further parts, such as styles or footnotes."""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("word/document.xml", "wordprocessingml.document"),
        "_rels/.rels": relations({"word/document.xml": "officeDocument"}),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations({f"{name}.xml": name for name in parts}),
    }
    for name, content in parts.items():
        made[f"word/{name}.xml"] = f"<w:{name} {_SPACES}>{content}</w:{name}>"
    return zipped(made)


def p(text: str, said: str = "", look: str = "") -> str:
    """A paragraph of one run."""
    run = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{said}</w:pPr>{run}</w:p>"


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph in a list."""
    said = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, said)


def level(at: int, text: str, style: str = "decimal", more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, *numbers: str) -> str:
    """One list, and numbers that count it, each with what it overrides."""
    counted = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for at, override in enumerate(numbers or ("",), start=1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{counted}'


def xlsx(rows: str, *, more: str = "", before: str = "", formats: tuple[str, ...] = ()) -> bytes:
    """A workbook of one sheet with its rows as XML; cells of style n have the nth format."""
    own = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{f}"/>' for n, f in enumerate(formats))
    kinds = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return zipped(
        {
            "[Content_Types].xml": content_types("xl/workbook.xml", "spreadsheetml.sheet"),
            "_rels/.rels": relations({"xl/workbook.xml": "officeDocument"}),
            "xl/workbook.xml": f'<workbook {space} xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="Лист" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                {"worksheets/sheet1.xml": "worksheet", "styles.xml": "styles"}
            ),
            "xl/styles.xml": f"<styleSheet {space}><numFmts>{own}</numFmts>"
            f'<cellXfs><xf numFmtId="0"/>{kinds}</cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f"<worksheet {space}>{before}"
            f"<sheetData>{rows}</sheetData>{more}</worksheet>",
        }
    )


def row(number: int, *cells: str | float, said: str = "") -> str:
    """A row of texts and numbers; a cell that begins with "<" is XML already."""
    made = ""
    for at, cell in enumerate(cells):
        place = f"{chr(ord('A') + at)}{number}"
        if isinstance(cell, str) and cell.startswith("<"):
            made += cell
        elif isinstance(cell, str):
            made += f'<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>' if cell else ""
        else:
            made += f'<c r="{place}"><v>{cell}</v></c>'
    return f'<row r="{number}" {said}>{made}</row>'


_ODF_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
        "fo": "xsl-fo-compatible", "presentation": "presentation",
    }.items()
)  # fmt: skip


def odf(body: str, kind: str = "text", styles: str = "") -> bytes:
    """An OpenDocument file of a kind."""
    content = (
        f"<office:document-content {_ODF_SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content}
    )
