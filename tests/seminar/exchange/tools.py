"""Files as other analysis programs write them, made from the public descriptions of each one's habits.

NVivo for Windows: texts with CRLF and no mark, positions in UTF-16 units with a break as two. ATLAS.ti: CRLF counted as
one. MAXQDA: as the standard, guids in capitals. QualCoder: a byte order mark, which its positions count. None of it is
a file of theirs.
"""

import io
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

ORIGINS = {
    "nvivo": "NVivo",
    "atlas": "ATLAS.ti 23",
    "maxqda": "MAXQDA 2022",
    "qualcoder": "QualCoder 3.5",
    "other": "x",
}


@dataclass(frozen=True)
class Marked:
    """Words of a text (by the code points of its LF form) under a code."""

    start: int
    end: int
    code: str


def position(text: str, at: int, tool: str) -> int:
    """A place in a text whose lines end by LF, as a program counts it."""
    if not 0 <= at <= len(text):
        return at
    before = text[:at]
    if tool == "nvivo":
        return len(before.replace("\n", "\r\n").encode("utf-16-le")) // 2
    return len(before) + (tool == "qualcoder")


def saved(text: str, tool: str) -> bytes:
    """The text as a program saves it."""
    if tool in {"nvivo", "atlas"}:
        return text.replace("\n", "\r\n").encode()
    return text.encode("utf-8-sig" if tool == "qualcoder" else "utf-8")


def project(
    texts: Mapping[str, str], marked: Mapping[str, Iterable[Marked]], codes: Mapping[str, str], *, tool: str = "other",
    named: bool = False, bare_path: bool = False, more: str = "",
) -> bytes:  # fmt: skip
    """A .qdpx with these texts by name, what is marked in each, and codes by name, each under an area ("" for none)."""
    guid = {name: str(uuid.uuid4()) for name in (*texts, *codes, *codes.values())}
    if tool == "maxqda":
        guid = {name: f"{{{one.upper()}}}" for name, one in guid.items()}
    how = {"tool": tool, "named": named, "bare_path": bare_path}
    sources = "".join(_source(name, text, marked.get(name, ()), guid, **how) for name, text in texts.items())  # type: ignore[arg-type]
    xml = (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="p"'
        f" origin={quoteattr(ORIGINS[tool])}><CodeBook>{codebook_of(codes, guid)}</CodeBook>"
        f"<Sources>{sources}</Sources>{more}</Project>"
    )
    files = {f"Sources/{guid[name].strip('{}')}.txt": saved(text, tool) for name, text in texts.items()}
    return packed({"Projekt.QDE" if tool == "maxqda" else "project.qde": xml.encode(), **files})


def codebook_of(codes: Mapping[str, str], guid: Mapping[str, str]) -> str:
    """The codes as XML, under their areas."""
    leaf = '<Code guid="{0}" name={1} isCodable="true" color="#ff0000"><Description>Om {2}</Description></Code>'
    made = ""
    for area in dict.fromkeys(codes.values()):
        inside = "".join(leaf.format(guid[code], quoteattr(code), "x") for code, of in codes.items() if of == area)
        made += (
            f'<Code guid="{guid[area]}" name={quoteattr(area)} isCodable="false">{inside}</Code>' if area else inside
        )
    return f"<Codes>{made}</Codes>"


def codebook(codes: Mapping[str, str]) -> bytes:
    """A .qdc."""
    guid = {name: str(uuid.uuid4()) for name in (*codes, *codes.values())}
    return f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="x">{codebook_of(codes, guid)}</CodeBook>'.encode()


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def _source(
    name: str, text: str, marked: Iterable[Marked], guid: Mapping[str, str], *, tool: str, named: bool, bare_path: bool
) -> str:
    passages = "".join(
        f'<PlainTextSelection guid="{uuid.uuid4()}" startPosition="{position(text, each.start, tool)}"'
        f' endPosition="{position(text, each.end, tool)}"'
        + (f" name={quoteattr(text[each.start : each.end][:20])}" if named else "")
        + f'><Coding guid="{uuid.uuid4()}"><CodeRef targetGUID="{guid[each.code]}"/></Coding></PlainTextSelection>'
        for each in marked
    )
    path = f"{'' if bare_path else 'internal://'}{guid[name].strip('{}')}.txt"
    return f'<TextSource guid="{guid[name]}" name={quoteattr(name)} plainTextPath="{path}">{passages}</TextSource>'
