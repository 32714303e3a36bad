"""Writes a project as REFI-QDA: `project.qde` and a text file per source in a zip (.qdpx), or its codes alone (.qdc).

Pure. No person's name, no folder of anybody's computer and no time of day stands in it: `Users` holds one without a
name, because programs look there for whose the codings are. Containers without anything in them are left out, as the
schema wants.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from seminar.exchange.project import Case, Code, Note, Project, Source, Variable
from toolkit.documents.wordxml import clean

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
EARLIEST = 1980  # a zip knows no year before it
Told = TypeVar("Told")


def write_project(project: Project, *, user: str, written_at: datetime) -> bytes:
    """The bytes of a .qdpx. `user` is the guid of the one who coded: nobody by name."""
    file = io.BytesIO()
    moment = written_at.timetuple()[:6]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", _project(project, user, written_at), moment)
        for source in project.sources:
            _put(archive, f"sources/{source.guid}.txt", (source.text or "").encode("utf-8", "replace"), moment)
    return file.getvalue()


def write_codebook(project: Project) -> bytes:
    """The bytes of a .qdc: the codes of a project and nothing else. Needs at least one code."""
    root = _root(CODEBOOK, "CodeBook", origin=project.origin)
    _add_codes(root, project.codes)
    return _bytes(root)


def _put(archive: zipfile.ZipFile, name: str, content: bytes, moment: Sequence[int]) -> None:
    year, *rest = moment
    entry = zipfile.ZipInfo(name, (max(EARLIEST, year), *rest))  # type: ignore[arg-type]  # six numbers
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _project(project: Project, user: str, written_at: datetime) -> bytes:
    root = _root(
        PROJECT, "Project", name=project.name, origin=project.origin, creatingUserGUID=user,
        creationDateTime=written_at.strftime("%Y-%m-%dT%H:%M:%SZ"), basePath="",
    )  # fmt: skip
    _add(_add(root, "Users"), "User", guid=user, name="")
    if project.codes:
        _add_codes(_add(root, "CodeBook"), project.codes)
    _add_all(root, "Variables", project.variables, _add_variable)
    _add_all(root, "Cases", project.cases, _add_case)
    _add_all(root, "Sources", project.sources, partial(_add_source, user=user))
    _add_all(root, "Notes", project.notes, partial(_add_note, user=user))
    return _bytes(root)


def _add_all(root: Any, tag: str, those: Sequence[Told], add: Callable[[Any, Told], None]) -> None:
    """A container with what is in it, in the order in which they are called: the schema's. None for nothing."""
    if those:
        into = _add(root, tag)
        for one in those:
            add(into, one)


def _add_codes(into: Any, codes: Sequence[Code]) -> None:
    into = _add(into, "Codes")
    for code in codes:
        _add_code(into, code)


def _add_code(into: Any, code: Code) -> None:
    values = {"color": code.colour} if code.colour else {}
    element = _add(
        into, "Code", guid=code.guid, name=code.name, isCodable="true" if code.is_codable else "false", **values
    )
    if code.description:
        _add(element, "Description").text = clean(code.description)
    for under in code.codes:
        _add_code(element, under)


def _add_variable(into: Any, variable: Variable) -> None:
    _add(into, "Variable", guid=variable.guid, name=variable.name, typeOfVariable="Text")


def _add_case(into: Any, case: Case) -> None:
    element = _add(into, "Case", guid=case.guid, name=case.name)
    for variable, value in case.values:
        told = _add(element, "VariableValue")
        _add(told, "VariableRef", targetGUID=variable)
        _add(told, "TextValue").text = clean(value)
    for source in case.sources:
        _add(element, "SourceRef", targetGUID=source)


def _add_source(into: Any, source: Source, user: str) -> None:
    element = _add(
        into, "TextSource", guid=source.guid, name=source.name, plainTextPath=f"internal://{source.guid}.txt",
        creatingUser=user,
    )  # fmt: skip
    for selection in source.selections:
        passage = _add(
            element, "PlainTextSelection", guid=selection.guid, startPosition=str(selection.start),
            endPosition=str(selection.end), creatingUser=user,
        )  # fmt: skip
        for use in selection.uses:
            _add(_add(passage, "Coding", guid=use.guid, creatingUser=user), "CodeRef", targetGUID=use.code)
        for note in selection.notes:
            _add(passage, "NoteRef", targetGUID=note)


def _add_note(into: Any, note: Note, user: str) -> None:
    element = _add(into, "Note", guid=note.guid, name=note.name, creatingUser=user)
    _add(element, "PlainTextContent").text = clean(note.text)


def _root(namespace: str, tag: str, **values: str) -> Any:
    from lxml import etree

    return etree.Element(f"{{{namespace}}}{tag}", _cleaned(values), nsmap={None: namespace})


def _add(into: Any, tag: str, **values: str) -> Any:
    from lxml import etree

    namespace = etree.QName(into).namespace
    return etree.SubElement(into, f"{{{namespace}}}{tag}", _cleaned(values))


def _cleaned(values: dict[str, str]) -> dict[str, str]:
    return {name: clean(value) for name, value in values.items()}


def _bytes(root: Any) -> bytes:
    from lxml import etree

    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return made
