"""The files of an edition, each made and sealed before its row is written in the database: no lock is held meanwhile.

First what is frozen: the facts, and the unit's own template. Of these every other file is made, one by one, by the
worker (`tasks`). Gives sealed files, and takes them away again when nobody keeps them; after a kill the sweep does.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from seminar.editions import codec
from seminar.editions.freezing import TOLD_APART_IN, Facts, Frozen
from seminar.editions.models import Edition, EditionFile
from seminar.report import outputs
from seminar.report.output_naming import output_names
from seminar.report.outputs import Output
from toolkit import content
from toolkit.downloads import JSON, WORD, file_name
from toolkit.language import LANGUAGES, force_locale
from toolkit.language import gettext as _
from toolkit.vault import blobs
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile

BLOBS = "edition"
FACTS = "facts"
"""The name under which the facts themselves are kept: the program's own form of them, which is never handed out."""
TEMPLATE = "template"
"""The name under which the unit's own Word template is kept, as it was."""
KEPT = frozenset({FACTS, TEMPLATE})
"""What an edition is made of: there from its first moment, and not handed out."""
FILES = "editions:files"
"""The kind of job that makes the others; its reference is the edition."""


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that an edition is to have: one output in one language, and its place among the files."""

    output: Output
    language: str
    position: int


@contextmanager
def frozen_files(frozen: Frozen) -> Iterator[list[Made]]:
    """What is frozen, sealed: facts and template. Removed again when the block fails. Raises `StorageFull`."""
    files: list[Made] = []
    try:
        for language in _languages(frozen.facts):
            own = File(FACTS, "json", language, JSON, f"facts-{language}.json")
            files.append(_sealed(codec.dump(frozen.facts[language]), own))
        if frozen.template:
            files.append(_sealed(frozen.template, File(TEMPLATE, "docx", TOLD_APART_IN, WORD, "template.docx")))
        yield files
    except BaseException:
        discard(files)
        raise


def list_wanted() -> list[Wanted]:
    """Every output in every language, in their order: Swedish first, after what is frozen."""
    both = [(language, output) for language in _languages(LANGUAGES) for output in outputs.OUTPUTS]
    frozen = len(LANGUAGES) + 1
    return [Wanted(output, language, frozen + at) for at, (language, output) in enumerate(both)]


def list_missing(edition: Edition) -> list[Wanted]:
    """What an edition is to have and has not; nothing once it is complete, whatever a later program can make."""
    if edition.is_complete or edition.is_destroyed:
        return []
    there = {(one.name, one.extension, one.language) for one in edition.files}
    return [one for one in list_wanted() if (one.output.name, one.output.extension, one.language) not in there]


def make(wanted: Wanted, facts: Facts, *, template: bytes) -> Made:
    """One file out of frozen facts, sealed. Raises `WrongState` when it cannot be made of these, and `StorageFull`."""
    output, report = wanted.output, facts[wanted.language]
    with force_locale(wanted.language):
        edition, name = _("edition %(number)s", number=report.edition), output_names()[output.name]
    of = File(
        output.name, output.extension, wanted.language, output.mimetype,
        file_name(name, report.year, edition, ending=output.extension),
    )  # fmt: skip
    return _sealed(outputs.make(output, report, words=content.in_language(wanted.language), template=template), of)


def row_of(made: Made, edition: Edition, *, position: int) -> EditionFile:
    """The row of a file, whose key will lie under the edition's own."""
    return EditionFile(
        edition_id=edition.id, position=position, sha256=made.sha256, **asdict(made.of),
        plain_length=made.sealed.plain_length, sealed_length=made.sealed.blob_length,
        blob_id=made.sealed.file_id, key_id=made.sealed.key_id, wrapped_key=made.sealed.wrapped_key,
    )  # fmt: skip


def discard(files: Sequence[Made]) -> None:
    """Take the files away: no row keeps them."""
    for each in files:
        vault().destroy(each.sealed.file_id)


def sum_of(files: Iterable[EditionFile]) -> str:
    """One SHA-256 for all of them: of the list that `sha256sum` would write."""
    return hashlib.sha256(list_sums((each.sha256, each.file_name) for each in files).encode()).hexdigest()


def list_sums(sums: Iterable[tuple[str, str]]) -> str:
    """SHA-256 and name of each file, as `sha256sum --check` reads them."""
    return "".join(f"{sha256}  {name}\n" for sha256, name in sums)


def _languages(known: Iterable[str]) -> list[str]:
    return sorted(known, reverse=True)  # Swedish first


def _sealed(file: bytes, of: File) -> Made:
    with vault().writing(blobs.new_name(BLOBS)) as writer:
        writer.write(file)
    return Made(of, hashlib.sha256(file).hexdigest(), writer.sealed)
