"""Makes tiny PDF, Word and HTML files, harmless ones and others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} | Help Center</title>
<link rel="canonical" href="https://help.example.org/{title}"></head><body><nav>Home</nav>
<main role="main"><h1>{title}</h1>{body}</main><footer>All rights</footer></body></html>"""


def page(title: str = "Reset a password", body: str = "<p>Press <b>Reset</b>.</p>") -> bytes:
    """A saved web page."""
    return PAGE.format(title=title, body=body).encode()


def pdf(pages: Sequence[Sequence[tuple[float, str]]], info: str = "") -> bytes:
    """A PDF; each page is a list of lines, a line its size in points and its words."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        stream = "BT 72 720 Td 14 TL\n"
        stream += "".join(f"/F1 {size} Tf ({_literal(words)}) Tj T*\n" for size, words in lines) + "ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        font = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 << {font} >> >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    return _assembled(objects)


def _literal(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(objects: Sequence[str]) -> bytes:
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    out.write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "application/vnd.openxmlformats"
_TYPES = f"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="{_PACKAGE}-package.relationships+xml"/>
<Default Extension="xml" ContentType="{_PACKAGE}-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
Target="word/document.xml"/></Relationships>"""
_CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{title}</dc:title>
<dcterms:modified>2026-03-04T10:00:00Z</dcterms:modified></cp:coreProperties>"""


def docx(
    paragraphs: Sequence[tuple[str, str]] = (("Title", "Reset"), ("", "Press it.")),
    more: str = "",
    parts: Mapping[str, bytes] | None = None,
    document: str | None = None,
) -> bytes:
    """A Word file of paragraphs (style, words), with ``more`` XML behind them and further ``parts``."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{escape(words)}</w:t></w:r></w:p>'
        for style, words in paragraphs
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
        for name in dict.fromkeys(style for style, _ in paragraphs if style)
    )
    whole = document or f'<w:document xmlns:w="{WORD}"><w:body>{body}{more}</w:body></w:document>'
    content = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _RELATIONS.encode(),
        "word/document.xml": whole.encode(),
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>'.encode(),
        "docProps/core.xml": _CORE.format(title="By its facts").encode(),
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def row(*cells: str) -> str:
    """A row of a table in Word's XML."""
    return (
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in cells)}</w:tr>"
    )
