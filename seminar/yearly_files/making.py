"""Makes one municipality's yearly file of the newest released edition of each of its units, and signs it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, selectinload

from seminar.editions import reading
from seminar.editions.models import Edition
from seminar.report.outline import AnnualReport
from seminar.yearly_files import collecting, signing
from seminar.yearly_files.collecting import Source
from seminar.yearly_files.models import ONLY, SigningKey
from toolkit import clock, content
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.people import coordinating, directory
from toolkit.people.models import Unit
from toolkit.transactions import paused

MAKERS = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.UNIT_LEADER)
NO_NAME = N_("Write the municipality's name on the unit's page first: the file is the municipality's.")
TWO_NAMES = N_("The units are of different municipalities: %(names)s. A file is one municipality's: write one name.")
NOT_ALL = N_("There are several units here. The coordinator or the administrator makes the file of all of them.")
NOTHING = N_(
    "Nothing of that year can be told yet: no unit has a released report of so many children that nobody is recognised."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a file could be made of: the years with a released report, and the key's figures once there is one."""

    years: Sequence[int]
    fingerprint: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it is handed out, and whose it is."""

    file: bytes
    municipality: str
    year: int


def open_page(actor: Actor) -> Standing:
    """What the caller could make."""
    units = _units(actor)
    released = {edition.cycle.year for edition in _list_newest(units).values()}
    return Standing(sorted(released, reverse=True), find_fingerprint(actor))


def find_fingerprint(actor: Actor) -> str | None:
    """The own key's figures, to be read aloud; None before the first file."""
    actor.require(*MAKERS)
    key = db.session.get(SigningKey, ONLY)
    return signing.fingerprint(key.public_key) if key else None


def make(actor: Actor, *, year: int) -> Made:
    """The signed file of a year. The first one makes the installation's key. Raises `InvalidInput`."""
    units = _units(actor)
    municipality = _municipality(actor, units)
    threshold = max(unit.small_group for unit in units)
    newest = {cycle_id: one for cycle_id, one in _list_newest(units).items() if one.cycle.year == year}
    sources = [Source(_report(edition), edition.released_at.date()) for edition in newest.values()]
    told = [source for source in sources if collecting.has_enough(source.report, threshold=threshold)]
    if not told:
        raise InvalidInput(NOTHING, field="year")
    contents = collecting.collect(
        told, municipality=municipality, threshold=threshold, units_left_out=_count_cycles(units, year) - len(told),
        child_survey=content.in_language(collecting.LANGUAGE).child_survey.title, made_at=clock.now(),
    )  # fmt: skip
    known = db.session.get(SigningKey, ONLY)
    private_key = known.private_key if known else signing.new_key()
    with paused():
        file = signing.sign(contents, private_key)
    if not _keep(actor, private_key):
        file = signing.sign(contents, db.session.get_one(SigningKey, ONLY).private_key)
    trail.record(actor, Event.YEARLY_FILE_MADE)
    return Made(file, municipality, year)


def _units(actor: Actor) -> Sequence[Unit]:
    """The units whose releases the caller may put together."""
    actor.require(*MAKERS)
    if actor.is_any(Role.ADMINISTRATOR):
        return directory.list_units(actor)
    if actor.is_any(Role.COORDINATOR):
        return coordinating.list_units(actor)
    return [directory.get_own_unit(actor)]


def _municipality(actor: Actor, units: Iterable[Unit]) -> str:
    """Whose file it is. A unit leader makes it where the own unit is the only one that works by the model."""
    names = sorted({" ".join(unit.municipality.split()) for unit in units} - {""})
    if not actor.is_any(Role.ADMINISTRATOR, Role.COORDINATOR) and _is_one_of_several(actor.unit_id):
        raise InvalidInput(NOT_ALL, field="year")
    if not names:
        raise InvalidInput(NO_NAME, field="year")
    if len(names) > 1:
        raise InvalidInput(TWO_NAMES, field="year", names=", ".join(names))
    return names[0]


def _is_one_of_several(unit_id: uuid.UUID) -> bool:
    return db.session.scalar(select(Cycle.id).where(Cycle.unit_id != unit_id).limit(1)) is not None


def _list_newest(units: Iterable[Unit]) -> Mapping[uuid.UUID, Edition]:
    """The newest edition that is handed out of each cycle of the units."""
    query = select(Edition).join(Edition.cycle).join(Cycle.unit)
    mine = query.where(Cycle.unit_id.in_([unit.id for unit in units]), Edition.stopped_at.is_(None))
    loaded = mine.options(contains_eager(Edition.cycle), selectinload(Edition.files))
    return {one.cycle_id: one for one in db.session.scalars(loaded.order_by(Unit.name, Edition.number))}


def _count_cycles(units: Iterable[Unit], year: int) -> int:
    query = select(Cycle.id).where(Cycle.unit_id.in_([unit.id for unit in units]), Cycle.year == year)
    return len(db.session.scalars(query).all())


def _report(edition: Edition) -> AnnualReport:
    facts = reading.facts_of(edition)
    if collecting.LANGUAGE not in facts:
        raise NotFound
    return facts[collecting.LANGUAGE]


def _keep(actor: Actor, private_key: str) -> bool:
    """Make it the installation's key when there is none; False when another one was made at the same moment."""
    key = db.session.get(SigningKey, ONLY)
    if key is not None:
        return key.private_key == private_key
    try:
        with db.session.begin_nested():
            db.session.add(SigningKey(id=ONLY, private_key=private_key, public_key=signing.public_key_of(private_key)))
    except IntegrityError:
        return False
    trail.record(actor, Event.SIGNING_KEY_MADE)
    return True
