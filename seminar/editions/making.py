"""The files of an edition, made and sealed before anything is written in the database: no lock is held meanwhile.

Comes from frozen facts and the one list of outputs; gives sealed files, and takes them away again when nobody keeps
them. After a kill the sweep does.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from seminar.editions import codec
from seminar.editions.freezing import Frozen
from seminar.report import outputs
from seminar.report.output_naming import output_names
from toolkit import content
from toolkit.downloads import file_name
from toolkit.language import force_locale
from toolkit.language import gettext as _
from toolkit.vault import blobs
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile

BLOBS = "edition"
FACTS = "facts"
"""The name under which the facts themselves are kept: the program's own form of them, which is never handed out."""
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class File:
    """What a file of an edition is, as its row says it."""

    name: str
    extension: str
    language: str
    media_type: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Made:
    """A file of an edition, sealed, and the hash of its bytes."""

    of: File
    sha256: str
    sealed: SealedFile


@contextmanager
def made(frozen: Frozen, *, number: int) -> Iterator[list[Made]]:
    """Every output in every language, sealed. Removed again when the block fails. Raises `StorageFull`."""
    files: list[Made] = []
    try:
        for language in sorted(frozen.facts, reverse=True):  # Swedish first
            _make_all(files, frozen, language=language, number=number)
        yield files
    except BaseException:
        discard(files)
        raise


def discard(files: Sequence[Made]) -> None:
    """Take the files away: no row keeps them."""
    for each in files:
        vault().destroy(each.sealed.file_id)


def sum_of(files: Sequence[Made]) -> str:
    """One SHA-256 for all of them: of the list that `sha256sum` would write."""
    sums = list_sums((each.sha256, each.of.file_name) for each in files)
    return hashlib.sha256(sums.encode()).hexdigest()


def list_sums(sums: Iterable[tuple[str, str]]) -> str:
    """SHA-256 and name of each file, as `sha256sum --check` reads them."""
    return "".join(f"{sha256}  {name}\n" for sha256, name in sums)


def _make_all(files: list[Made], frozen: Frozen, *, language: str, number: int) -> None:
    report, words = frozen.facts[language], content.in_language(language)
    with force_locale(language):
        edition, names = _("edition %(number)s", number=number), output_names()
    own = File(FACTS, "json", language, JSON, f"facts-{language}.json")
    files.append(_sealed(codec.dump(report), own))
    for output in outputs.OUTPUTS:
        named = file_name(names[output.name], report.year, edition, ending=output.extension)
        of = File(output.name, output.extension, language, output.mimetype, named)
        files.append(_sealed(outputs.make(output, report, words=words, template=frozen.template), of))


def _sealed(file: bytes, of: File) -> Made:
    with vault().writing(blobs.new_name(BLOBS)) as writer:
        writer.write(file)
    return Made(of, hashlib.sha256(file).hexdigest(), writer.sealed)
