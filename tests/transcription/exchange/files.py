"""Invented files, made in memory: documents with tables and tracked changes, archives that lie, old containers."""

import io
import zipfile
from functools import cache
from typing import Any

import docx

from toolkit.documents.wordxml import W, element_of, put

TALK = """Intervjuare: Hej Alva, hur har du haft det?
Barn: Bra. Men jag vill veta varför Petra slutade.
Intervjuare: Vem berättade det för dig?
Barn: Ingen. Åsa på skolan sa att hon hade börjat någon annanstans.
"""


def a_document(*paragraphs: str, heading: str = "") -> bytes:
    """A .docx with one paragraph per text."""
    made = docx.Document()
    if heading:
        made.add_heading(heading, level=1)
    for text in paragraphs:
        made.add_paragraph(text)
    return saved(made)


def a_table(*rows: tuple[str, ...]) -> bytes:
    """A .docx with one table."""
    made = docx.Document()
    table = made.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(made)


def a_changed_document() -> bytes:
    """A .docx in which «inte» was added and «aldrig» taken away, and where a comment hangs on a word."""
    made = docx.Document()
    paragraph = made.add_paragraph("Barn: Jag ville ")
    element = element_of(paragraph)
    added = put(put(element, "ins", id="1", author="Någon"), "r")
    put(added, "t").text = "inte "
    gone = put(put(element, "del", id="2", author="Någon"), "r")
    put(gone, "delText").text = "aldrig "
    paragraph.add_run("gå.")
    made.add_comment(paragraph.runs, text="Hemligt om Petra", author="Någon", initials="N")
    return saved(made)


def saved(made: Any) -> bytes:
    """The bytes of a document."""
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def an_archive(**parts: bytes) -> bytes:
    """A zip file; names are given with __ for a slash and _ for a full stop."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


@cache
def a_bomb() -> bytes:
    """A small .docx whose text unpacks to 200 MB."""
    file, spaces = io.BytesIO(), b" " * (1024 * 1024)
    archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with archive, archive.open("word/document.xml", "w") as text:
        text.write(b'<w:document xmlns:w="x"><w:body>')
        for _ in range(200):
            text.write(spaces)
    return file.getvalue()


def with_body(body: str) -> bytes:
    """A real .docx whose word/document.xml is swapped for another body."""
    source = zipfile.ZipFile(io.BytesIO(a_document("x")))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, body if name == "word/document.xml" else source.read(name))
    return file.getvalue()


def compound(stream: str) -> bytes:
    """The old Office container, with the name of a stream in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + stream.encode("utf-16-le") + b"\x00" * 600


BODY = f'<w:document xmlns:w="{W.strip("{}")}"><w:body>%s</w:body></w:document>'
