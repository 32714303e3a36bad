"""Opens what another analysis program saved: a .qdpx with one project and its texts, or a .qdc that is bare XML. Pure.

Told by its content and never by its name. A bomb is refused by what the archive says of itself, before anything is
unpacked; nothing is ever written to a disk, so no name of it can lead anywhere.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

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
    """The XML of a project or codebook, and the plain texts beside it: by the last part of their names those that are
    called so, by their whole names, in small letters."""

    xml: bytes
    texts: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)

    def find_text(self, path: str) -> str | None:
        """The text that a project names, its line ends as they were saved. None for what is not there, or no text.

        However the way there is written: `internal://` may be missing, folders may be another computer's, and signs may
        be written as in an address. Of texts in several folders it is the one that lies as the path says, and none
        where the path does not tell them apart.
        """
        for written in dict.fromkeys((path, unquote(path))):
            way = written.replace("\\", "/").casefold()
            if chosen := _choose(way, self.texts.get(way.rpartition("/")[2], {})):
                return _decode(chosen)
        return None


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
            found: dict[str, dict[str, bytes]] = {}
            for part in texts:
                found.setdefault(_last(part), {})[_whole(part)] = archive.read(part)
            return Archive(archive.read(project), found)
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


def _choose(way: str, alike: Mapping[str, bytes]) -> bytes | None:
    """Of texts that are called alike the one that lies as the way says: in the longest end of it, or as the standard
    puts what is internal."""
    if len(alike) < 2:
        return next(iter(alike.values()), None)
    parts = way.partition("://")[2].split("/") if "://" in way else way.split("/")
    for at in range(len(parts) - 1):
        end = "/".join(parts[at:])
        found = [name for name in alike if name == end or name.endswith(f"/{end}")]
        if len(found) == 1:
            return alike[found[0]]
    return alike.get(f"sources/{parts[-1]}")


def _decode(content: bytes) -> str | None:
    """In the encoding that its first bytes tell, else in the standard's; else as Windows wrote before that. A wrong
    guess is told by the words: a text is taken for ours to the letter only."""
    mark, encoding = next((each for each in MARKS if content.startswith(each[0])), (b"", "utf-8"))
    for tried in (encoding, "cp1252"):
        try:
            return content[len(mark) :].decode(tried) or None
        except UnicodeDecodeError:
            if mark:
                return None
    return None


def _leaves(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ":" in plain.partition("/")[0] or ".." in plain.split("/")


def _whole(part: zipfile.ZipInfo) -> str:
    return part.filename.replace("\\", "/").casefold()


def _last(part: zipfile.ZipInfo) -> str:
    return _whole(part).rpartition("/")[2]
