"""What a PDF must have for a screen reader, read from its structure: the checks of PDF/UA-1 that a machine can make.

No checker of PDF/UA is in Debian's packages or among well-kept ones of PyPI (veraPDF is a Java program of its own), so
these are ours, by ISO 14289-1 and the Matterhorn protocol; the numbers are its checkpoints.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader

HEADINGS = {f"/H{level}": level for level in range(1, 7)}
CELLS = {"/TH", "/TD"}


def list_flaws(file: bytes, *, language: str) -> list[str]:
    """What is wrong, one line each; nothing when all is well."""
    reader = PdfReader(BytesIO(file))
    root: Any = reader.root_object
    told = [*_of_the_file(reader, root, language), *_of_the_pages(reader)]
    elements = list(_walk(root["/StructTreeRoot"]["/K"], root["/StructTreeRoot"].get("/RoleMap", {})))
    return [*told, *_of_the_headings(elements), *_of_the_elements(elements)]


def _of_the_file(reader: PdfReader, root: Any, language: str) -> Iterator[str]:
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "06-001 it is not marked as tagged"
    if not str(root.get("/Lang", "")).startswith(language):
        yield f"11-006 its language is {root.get('/Lang')}"
    if not (reader.metadata and reader.metadata.title):
        yield "06-003 it has no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "07-001 a window shows the file's name in place of its title"
    about = root["/Metadata"].get_object().get_data().decode("utf-8")
    if not re.search(r'pdfuaid:part(>1<|="1")', about):
        yield "06-002 it does not say that it follows PDF/UA-1"
    if "<dc:title>" not in about:
        yield "06-003 its title is not in the metadata"


def _of_the_pages(reader: PdfReader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, start=1):
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield f"28-008 page {number}: one tabs through it in no order of the text"
        for one in page.get("/Annots", ()):
            note: Any = one.get_object()
            if note["/Subtype"] == "/Link" and not (note.get("/Contents") and "/StructParent" in note):
                yield f"28-011 page {number}: a link that nobody is told of"


def _of_the_headings(elements: list[tuple[str, Any]]) -> Iterator[str]:
    before = 0
    for kind, _element in elements:
        if kind in HEADINGS:
            if HEADINGS[kind] > before + 1:
                yield f"14-003 a heading of level {HEADINGS[kind]} after one of {before}"
            before = HEADINGS[kind]


def _of_the_elements(elements: list[tuple[str, Any]]) -> Iterator[str]:
    for kind, element in elements:
        if kind == "/Figure" and not element.get("/Alt"):
            yield "13-004 a picture without words"
        if kind == "/Table":
            cells = {name for name, _one in _walk(element["/K"], {}) if name in CELLS}
            if "/TH" not in cells:
                yield "15-003 a table without a header"


def _walk(node: Any, roles: Any) -> Iterator[tuple[str, Any]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from _walk(each, roles)
    elif isinstance(node, dict) and "/S" in node:
        kind = str(node["/S"])
        yield str(roles.get(kind, kind)), node
        if "/K" in node:
            yield from _walk(node["/K"], roles)
