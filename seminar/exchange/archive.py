"""Opens what another analysis program saved: a .qdpx with one project and its texts, or a .qdc that is bare XML. Pure.

Told by its content and never by its name. A bomb is refused by what the archive says of itself, before anything is
unpacked; nothing is ever written to a disk, so no name of it can lead anywhere.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.errors import N_, InvalidInput

LARGEST = 12 * 1024 * 1024
MOST_PARTS = 3000
LARGEST_XML = 24 * 1024 * 1024
LARGEST_TEXTS = 32 * 1024 * 1024

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

EMPTY = N_("The file is empty. Save it once more in the other program, and send that file.")
TOO_LARGE = N_(
    "The file is larger than 12 MB. Take sound, film and pictures out of the project in the other program, and save it"
    " again: only texts are read here."
)
NOT_REFI = N_(
    "This is no project or codebook that we can read. Choose to export as REFI-QDA (.qdpx or .qdc) in the other"
    " program."
)
DAMAGED = N_("The file is damaged and cannot be opened. Save it once more in the other program, and send that file.")
LOCKED = N_("The file is locked with a password. Save it without one, and send that file.")
LEAVES = N_(
    "The file holds names that lead out of it, which no analysis program writes. It was not opened. Save the project"
    " once more in the other program, and send that file."
)
TOO_LARGE_INSIDE = N_(
    "The file is far larger inside than a project of interviews can be, so it was not opened. Save a project with the"
    " texts alone."
)
TWO_PROJECTS = N_("The file holds more than one project. Save them one by one, and send one at a time.")


@dataclass(frozen=True, slots=True)
class Archive:
    """The XML of a project or codebook, and the plain texts beside it by the last part of their names, in small."""

    xml: bytes
    texts: Mapping[str, bytes] = field(default_factory=dict)

    def find_text(self, path: str) -> str | None:
        """The text that a project names, its line ends as they were saved. None for what is not there, or no text.

        However the way there is written: `internal://` may be missing.
        """
        return _decode(self.texts.get(path.replace("\\", "/").rpartition("/")[2].casefold(), b"")) if path else None


def open_file(data: bytes) -> Archive:
    """What the bytes hold. Raises `InvalidInput` on «file», with the way out."""
    if not data.strip():
        raise InvalidInput(EMPTY, field="file")
    if len(data) > LARGEST:
        raise InvalidInput(TOO_LARGE, field="file")
    if data.startswith(b"PK"):
        return _open_zip(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")):
        return Archive(data)
    raise InvalidInput(NOT_REFI, field="file")


def _open_zip(data: bytes) -> Archive:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            project = _find_project(parts)
            texts = [part for part in parts if part.filename.casefold().endswith(".txt")]
            _check(parts, project, texts)
            xml = archive.read(project)
            return Archive(xml, {_last(part): archive.read(part) for part in texts})
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise InvalidInput(DAMAGED, field="file") from error


def _find_project(parts: Sequence[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """The one project of an archive: at its root as the standard has it, under whatever name."""
    found = [part for part in parts if _last(part).endswith(".qde") and not part.filename.startswith("__MACOSX/")]
    if len(found) > 1:
        raise InvalidInput(TWO_PROJECTS, field="file")
    if not found:
        raise InvalidInput(NOT_REFI, field="file")
    return found[0]


def _check(parts: Sequence[zipfile.ZipInfo], project: zipfile.ZipInfo, texts: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse by the archive's own list, which unpacking holds it to: a part that is longer than it says is damaged."""
    if any(_leaves(part.filename) for part in parts):
        raise InvalidInput(LEAVES, field="file")
    if any(part.flag_bits & 1 for part in (project, *texts)):
        raise InvalidInput(LOCKED, field="file")
    whole = sum(part.file_size for part in texts)
    if len(parts) > MOST_PARTS or project.file_size > LARGEST_XML or whole > LARGEST_TEXTS:
        raise InvalidInput(TOO_LARGE_INSIDE, field="file")


def _decode(content: bytes) -> str | None:
    mark, encoding = next((each for each in MARKS if content.startswith(each[0])), (b"", "utf-8"))
    try:
        return content[len(mark) :].decode(encoding) or None
    except UnicodeDecodeError:
        return None


def _leaves(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ":" in plain.partition("/")[0] or ".." in plain.split("/")


def _last(part: zipfile.ZipInfo) -> str:
    return part.filename.replace("\\", "/").rpartition("/")[2].casefold()
