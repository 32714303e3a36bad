"""What has been released: which editions there are, and their files, byte for byte as they were made."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from seminar.editions import codec, making
from seminar.editions.freezing import Facts
from seminar.editions.models import Edition, EditionFile
from seminar.proposals.models import Proposal
from seminar.report import outputs
from seminar.report.released import Released
from seminar.themes import codebook
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle, EndReason
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import N_, NotFound, Tampered, WrongState
from toolkit.language import spoken_now
from toolkit.vault.columns import vault
from toolkit.vault.sealing import SealedFile
from toolkit.vault.vault import Vault

NOT_YET = N_("This file is not made yet. It comes by itself, in a moment.")
STOPPED = N_("This edition has been called back, and is not handed out any more.")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it is handed out."""

    file: bytes
    name: str
    media_type: str


def list_editions(cycle: Cycle) -> Sequence[Edition]:
    """Every edition of a cycle that the caller holds, the newest first, with its files."""
    query = select(Edition).where(Edition.cycle_id == cycle.id).options(selectinload(Edition.files))
    return db.session.scalars(query.order_by(Edition.number.desc())).all()


def get_edition(actor: Actor, cycle_id: uuid.UUID, number: int) -> Edition:
    """One edition of a cycle of the own unit. Raises `NotFound`."""
    cycle = codebook.get_cycle(actor, cycle_id)
    found = db.session.scalar(select(Edition).where(Edition.cycle_id == cycle.id, Edition.number == number))
    if found is None:
        raise NotFound
    return found


def next_number(cycle: Cycle) -> int:
    """The number of the edition that comes next."""
    return 1 + (db.session.scalar(select(func.max(Edition.number)).where(Edition.cycle_id == cycle.id)) or 0)


def find_newest(cycle: Cycle) -> Edition | None:
    """The newest edition that is handed out."""
    return next((edition for edition in list_editions(cycle) if edition.is_handed_out), None)


def tells_of(proposal: Proposal) -> bool:
    """Whether an edition that is handed out was released after the proposal was decided."""
    newest = find_newest(proposal.theme.cycle)
    decided = proposal.decided_at
    return newest is not None and decided is not None and decided <= newest.released_at


def list_withdrawn_from(assignment: Assignment) -> list[withdrawal.Edition]:
    """The editions of an interview's year, oldest first, for the page of its withdrawal."""
    editions = reversed(list_editions(assignment.cycle))
    return [withdrawal.Edition(one.number, one.released_at, one.is_destroyed) for one in editions]


def is_withdrawn_from(cycle: Cycle) -> bool:
    """Whether an interview was taken back since the newest edition that is handed out. How many would be a count."""
    newest = find_newest(cycle)
    if newest is None:
        return False
    since = select(Assignment.id).where(
        Assignment.cycle_id == cycle.id,
        Assignment.end_reason == EndReason.WITHDRAWN,
        Assignment.ended_at > newest.released_at,
    )
    return db.session.scalar(since.limit(1)) is not None


def find_newest_kept(cycle: Cycle) -> Edition | None:
    """The newest edition whose facts are still kept, also when it is called back."""
    return next((each for each in list_editions(cycle) if not each.is_destroyed), None)


def find_newest_facts(cycle: Cycle) -> Facts | None:
    """The facts of the newest edition that is handed out, in every language."""
    newest = find_newest(cycle)
    return facts_of(newest) if newest is not None else None


def find_released(cycle: Cycle) -> Released | None:
    """The newest edition that is handed out, in the language that is spoken, for the report's own pages."""
    newest = find_newest(cycle)
    if newest is None:
        return None
    return Released(newest.number, newest.released_at, facts_of(newest)[spoken_now()])


def facts_of(edition: Edition) -> Facts:
    """The frozen facts of an edition whose bytes are there. Raises `Tampered`."""
    kept = [each for each in edition.files if each.name == making.FACTS]
    try:
        return {each.language: codec.load(_bytes_of(each)) for each in kept}
    except codec.UnreadableFacts as error:
        raise Tampered(N_("The facts of an edition have a form that this program does not know.")) from error


def list_handed_out(edition: Edition) -> list[EditionFile]:
    """The files of an edition that may be fetched: everything but what they are made of."""
    return [each for each in edition.files if each.name not in making.KEPT]


def group_by_paper(edition: Edition) -> dict[str, list[EditionFile]]:
    """The same by paper, in the order of the page that hands them out; of each the one to print first."""
    order = list(dict.fromkeys(output.name for output in outputs.OUTPUTS))
    handed_out = sorted(list_handed_out(edition), key=lambda one: (one.extension != "pdf", one.language != "sv"))
    found = {name: [one for one in handed_out if one.name == name] for name in order}
    return {name: files for name, files in found.items() if files}


def fetch(actor: Actor, cycle_id: uuid.UUID, number: int, *, name: str, extension: str, language: str) -> Fetched:
    """A file of an edition, exactly as it was made; that it was fetched is on the trail.

    Raises `NotFound`, `WrongState` before it is made and once the edition has been called back, and `Tampered` when
    the bytes are others.
    """
    return fetch_from(actor, get_edition(actor, cycle_id, number), name=name, extension=extension, language=language)


def fetch_from(actor: Actor, edition: Edition, *, name: str, extension: str, language: str) -> Fetched:
    """The same, of an edition that the caller holds."""
    wanted = (name, extension, language)
    found = [each for each in list_handed_out(edition) if (each.name, each.extension, each.language) == wanted]
    if not found:
        coming = [(one.output.name, one.output.extension, one.language) for one in making.list_missing(edition)]
        if wanted in coming:
            raise WrongState(NOT_YET)
        raise NotFound
    if not edition.is_handed_out:
        raise WrongState(STOPPED)
    file = _bytes_of(found[0])
    trail.record(actor, Event.EDITION_FETCHED, edition.id, format=extension, language=language)
    return Fetched(file, found[0].file_name, found[0].media_type)


def template_of(edition: Edition) -> bytes:
    """The unit's own Word template as it was frozen; empty without one. Raises `Tampered`."""
    return next((_bytes_of(each) for each in edition.files if each.name == making.TEMPLATE), b"")


def open_newest() -> int | None:
    """Read every file of the newest edition whose bytes are there, for a drill of the backup; how many bytes they have.

    None where nothing has been released. Raises `Tampered`.
    """
    standing = select(Edition).where(Edition.destroyed_at.is_(None)).options(selectinload(Edition.files))
    for edition in db.session.scalars(standing.order_by(Edition.released_at.desc(), Edition.id)):
        if edition.id.hex in vault().keys:
            return sum(len(_bytes_of(each)) for each in edition.files)
    return None


def list_sums(edition: Edition) -> str:
    """The hashes of an edition's files as a list that `sha256sum --check` reads; of all files, as they were made."""
    return making.list_sums([(each.sha256, each.file_name) for each in edition.files])


def sealed_file(row: EditionFile) -> SealedFile:
    """Where the bytes of a file lie. Raises `WrongState` once they are gone."""
    if row.blob_id is None or row.key_id is None or row.wrapped_key is None:
        raise WrongState(STOPPED)
    return SealedFile(row.blob_id, row.sealed_length, row.plain_length, row.key_id, row.wrapped_key)


def read_sealed(held: Vault, sealed: SealedFile, *, sha256: str) -> bytes:
    """The bytes, which need no database. Raises `Tampered` when they are not those that were released."""
    with held.reading(sealed) as reader:
        file = reader.read()
    if hashlib.sha256(file).hexdigest() != sha256:
        raise Tampered(N_("A file of this edition is not what was released."))
    return file


def _bytes_of(row: EditionFile) -> bytes:
    return read_sealed(vault(), sealed_file(row), sha256=row.sha256)
