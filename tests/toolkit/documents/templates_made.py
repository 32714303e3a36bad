"""Word templates as a municipality has them, and as somebody sends them by mistake."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import docx
from docx.shared import Pt, RGBColor

FONT = "Verdana"
BLUE = "005AA0"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_picture(width: int = 60, height: int = 20, *, colour: bytes = b"\x00\x5a\xa0") -> bytes:
    """A PNG of one colour; one that is huge unpacked is small packed."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\x00" + colour * min(width, 4000)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(row * min(height, 4000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def a_template(*, words: str = "Nils Svensson skrev detta.", picture: bytes | None = None) -> Any:
    """A document with styles, a logo in its header, an address in its footer, and words on its page."""
    word: Any = docx.Document()
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = FONT, Pt(12)
    heading = word.styles["Heading 1"].font
    heading.name, heading.size, heading.color.rgb = FONT, Pt(22), RGBColor.from_string(BLUE)
    section = word.sections[0]
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(picture or a_picture()))
    section.footer.paragraphs[0].text = "Norrviks kommun, 123 45 Norrvik"
    word.add_paragraph(words)
    word.core_properties.author = "Nils Svensson"
    return word


def without(word: Any, *names: str) -> Any:
    """The same without these styles."""
    for name in names:
        element = word.styles[name].element
        element.getparent().remove(element)
    return word


def saved(word: Any) -> bytes:
    """The bytes of the file."""
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def repacked(
    data: bytes, parts: Mapping[str, bytes] = {}, *, leave_out: str = "", swap: tuple[str, str] = ("", "")
) -> bytes:
    """The package with other parts: put in or changed, left out by the end of a name, or one word swapped in lists."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in given.namelist():
            if (leave_out and name.endswith(leave_out)) or name in parts:
                continue
            content = given.read(name)
            if swap[0] and name.endswith((".xml", ".rels")):
                content = content.replace(swap[0].encode(), swap[1].encode())
            written.writestr(name, content)
        for name, content in parts.items():
            written.writestr(name, content)
    return made.getvalue()


def as_kind(data: bytes, kind: str) -> bytes:
    """The same package that says it is another kind: `template`, or `macroEnabledTemplate`."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return repacked(data, swap=(main, main.replace(".document.main", f".{kind}.main")))
