"""The standard's own schemas, as the judges of what we write."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

FOLDER = Path(__file__).parent / "refi_qda"
PROJECT, CODEBOOK = "Project-1.5-2019-03-18.xsd", "Codebook-1.0.xsd"
P = "{urn:QDA-XML:project:1.0}"


@cache
def _schema(name: str) -> Any:
    from lxml import etree

    return etree.XMLSchema(etree.parse(FOLDER / name))


def faults(xml: bytes, schema: str) -> list[str]:
    """What the schema has to say against a document: nothing, when it is valid."""
    judge = _schema(schema)
    judge.validate(parsed(xml))
    return [f"{error.line}: {error.message}" for error in judge.error_log]


def parsed(xml: bytes) -> Any:
    """The root of a document."""
    from lxml import etree

    return etree.fromstring(xml)


def unpacked(project: bytes) -> dict[str, bytes]:
    """What lies in a .qdpx, by name."""
    with ZipFile(BytesIO(project)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
