"""Opens a Word document's parts as XML: by their relations, in both dialects of the standard. Pure.

Refuses a bomb before it unpacks anything, and a document that defines words of its own, which Word never writes.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.errors import N_, InvalidInput

MOST_PARTS = 3_000
LARGEST_UNPACKED = 64 * 1024 * 1024
LARGEST_XML = 24 * 1024 * 1024
"""What is parsed, unpacked: a word/document.xml of 20 000 words recordings about 4 MB."""

BINARY = N_("This is not a text that we can read. Save it as .docx or .txt and send that file.")
OTHER_OFFICE = N_("This is a document of another kind. Save it as Word document (.docx) or as text (.txt).")
TOO_LARGE_INSIDE = N_(
    "The document is far larger inside than outside, so it was not opened. Copy the text into a new document."
)
DAMAGED = N_("The document is damaged and cannot be opened. Open it in Word, save it again, and send that file.")
OWN_WORDS = N_(
    "The document holds definitions that Word never writes, so it was not read. Open it in Word, save it again, and"
    " send that file."
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    ("http://purl.oclc.org/ooxml/drawingml/main", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
)


@dataclass(frozen=True, slots=True)
class Package:
    """The main part of a document, and the parts that belong to it, each with its kind: footnotes, comments, …

    `kinds` are those of everything that belongs to it, pictures included.
    """

    body: Any
    parts: tuple[tuple[str, Any], ...]
    kinds: frozenset[str]

    def list_parts(self, kind: str) -> Iterator[Any]:
        """The parts of one kind, in the order of the document's list."""
        return (root for name, root in self.parts if name == kind)


def open_package(data: bytes) -> Package:
    """The parts of a .docx. Raises `InvalidInput` for what is none, for a bomb and for a damaged one."""
    _check(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main = _find_main(archive)
            root = _parse(archive.read(main))
            body = next((child for child in root if str(child.tag).endswith("}body")), None)
            kinds = frozenset(kind for kind, _target in _relations(archive, main))
            parts = tuple(_related(archive, main))
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise InvalidInput(DAMAGED, field="file") from error
    if body is None:
        raise InvalidInput(DAMAGED, field="file")
    return Package(body, parts, kinds)


def _check(data: bytes) -> None:
    """Look at the archive's own list, and unpack nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InvalidInput(DAMAGED, field="file") from error
    names = {part.filename for part in parts}
    if not any(name.startswith("word/") and name.endswith(".xml") for name in names):
        known = {"content.xml", "xl/workbook.xml", "ppt/presentation.xml"}
        raise InvalidInput(OTHER_OFFICE if names & known else BINARY, field="file")
    whole, xml = (
        sum(part.file_size for part in parts if part.filename.lower().endswith(kinds))
        for kinds in ("", (".xml", ".rels"))
    )
    if len(parts) > MOST_PARTS or whole > LARGEST_UNPACKED or xml > LARGEST_XML:
        raise InvalidInput(TOO_LARGE_INSIDE, field="file")


def _find_main(archive: zipfile.ZipFile) -> str:
    """Where the text lies: what the package says, or the usual name."""
    names = set(archive.namelist())
    for kind, target in _relations(archive, ""):
        if kind == "officeDocument" and target in names:
            return target
    return min(name for name in names if name.startswith("word/document") and name.endswith(".xml"))


def _relations(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """(kind, target) of every inner relation of a part; of the package itself for ""."""
    folder, _, name = part.rpartition("/")
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in archive.namelist():
        return
    for one in _parse(archive.read(place)).iter(_RELATION):
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            yield one.get("Type", "").rpartition("/")[2], target.lstrip("/")


def _related(archive: zipfile.ZipFile, main: str) -> Iterator[tuple[str, Any]]:
    names = set(archive.namelist())
    for kind, target in dict.fromkeys(_relations(archive, main)):
        if target in names and target.endswith(".xml"):
            yield kind, _parse(archive.read(target))


def _parse(content: bytes) -> Any:
    """The XML without remarks and instructions, in the words of the common dialect.

    Raises `ValueError` for what is no XML, and `InvalidInput` where it defines entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    for strict, common in _STRICT:
        content = content.replace(strict.encode(), common.encode())
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InvalidInput(OWN_WORDS, field="file")
    return root
