"""The two yeses that a release needs: the compiler's, that the report is ready, and the unit leader's, who has read it.

Never by the same person. Where a unit leader compiles it, who leads the seminar may be the second to have read it: a
leader is one of the two in any case. Each is said to the facts as they stood; other facts, another compiler or
somebody who has left, and it counts no more.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from seminar.editions.models import ReleaseYes, Side
from seminar.report import compiling
from seminar.themes import codebook
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from toolkit.people import directory
from toolkit.people.models import Person

Whose = Side
COMPILER, LEADER = SIDES = (Side.COMPILER, Side.LEADER)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a cycle is from its release. `holding` are the yeses that count, `lapsed` those that no longer do."""

    compiler: Person | None
    readers: tuple[Person, ...]  # who may say that they have read it: never the compiler
    holding: Mapping[Side, ReleaseYes]
    lapsed: Mapping[Side, ReleaseYes]

    @property
    def is_led(self) -> bool:
        """Whether a unit leader compiles it."""
        return self.compiler is not None and Role.UNIT_LEADER in self.compiler.roles

    @property
    def is_alone(self) -> bool:
        """Whether the only person who could confirm is the compiler: somebody else has to be found."""
        return self.compiler is not None and not self.readers


def standing(actor: Actor, cycle: Cycle, *, fingerprint: str) -> Standing:
    """Who has said what about the facts with this fingerprint, in a cycle that the caller holds."""
    compiler = compiling.find(cycle)
    readers = _list_readers(actor, compiler)
    may: Mapping[Side, tuple[Person | None, ...]] = {Side.COMPILER: (compiler,), Side.LEADER: readers}
    said = {row.side: row for row in db.session.scalars(select(ReleaseYes).where(ReleaseYes.cycle_id == cycle.id))}
    holding = {side: row for side, row in said.items() if row.fingerprint == fingerprint and row.person in may[side]}
    return Standing(compiler, readers, holding, {side: row for side, row in said.items() if side not in holding})


def _list_readers(actor: Actor, compiler: Person | None) -> tuple[Person, ...]:
    found = [*directory.list_colleagues(actor, role=Role.UNIT_LEADER)]
    if compiler is not None and Role.UNIT_LEADER in compiler.roles:
        found += directory.list_colleagues(actor, role=Role.FACILITATOR)
    return tuple(dict.fromkeys(each for each in found if each != compiler))


def side_of(actor: Actor, now: Standing) -> Side | None:
    """Which of the two yeses is this person's to say; the compiler's, for somebody who could say both."""
    if now.compiler is not None and actor.id == now.compiler.id:
        return Side.COMPILER
    return Side.LEADER if actor.id in {each.id for each in now.readers} else None


def require_side(actor: Actor, now: Standing, *, side: Side) -> None:
    """Raise `NotFound` for whoever leads nothing here, and `WrongState` in words for a yes that is somebody else's."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    if now.compiler is None:
        raise WrongState(N_("Choose who compiles the report first. Their yes is one of the two."))
    mine = side_of(actor, now)
    if mine is side:
        return
    if side is Side.COMPILER:
        raise WrongState(N_("Only the person who compiles the report says that it is ready."))
    if mine is Side.COMPILER:
        raise WrongState(
            N_(
                "You compile the report, and two people release it. Let somebody else confirm that they have read it:"
                " another unit leader or, when you lead the unit, somebody who leads the seminar."
            )
        )
    raise NotFound


def record(actor: Actor, cycle: Cycle, *, side: Side, fingerprint: str) -> ReleaseYes:
    """Keep a yes, in a cycle that the caller has locked. It stands in the place of an earlier one of that side."""
    row = db.session.get(ReleaseYes, (cycle.id, side))
    if row is not None:
        db.session.delete(row)
        db.session.flush()
    row = ReleaseYes(cycle_id=cycle.id, side=side, person_id=actor.id, fingerprint=fingerprint)
    db.session.add(row)
    db.session.flush()
    trail.record(actor, Event.RELEASE_AGREED, cycle.id)
    return row


def take_back(actor: Actor, cycle_id: uuid.UUID) -> None:
    """Take the own yes back, before the other has said theirs. Harmless when there is none.

    Raises `WrongState` once the report stands.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    cycle = codebook.get_cycle(actor, cycle_id)
    states.lock_open(cycle)
    own = select(ReleaseYes).where(ReleaseYes.cycle_id == cycle.id, ReleaseYes.person_id == actor.id)
    for row in db.session.scalars(own).all():
        db.session.delete(row)
        trail.record(actor, Event.RELEASE_TAKEN_BACK, cycle.id)
    db.session.flush()
