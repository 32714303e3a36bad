"""Two people hand over to the archive: one proposes, another confirms, and the archive's receipt ends it.

Only what the decision in force keeps, and only of a year whose report stands. The unit leader fetches the copy, which
holds children's words. What is handed over stays here until a decision disposes of it.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, String, cast, null, select
from sqlalchemy.orm import joinedload

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.archiving import contents
from toolkit.archiving.models import ArchiveDelivery, DeliveryState
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.disposal import decisions, two_people
from toolkit.disposal.decisions import DECIDING
from toolkit.disposal.models import DisposalDecision, Material
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.subject_access.packing import Part

STANDING = (CycleState.REPORTED, CycleState.CLOSED)
NOT_KEPT = N_("There is no decision that this is kept. Only what is kept is handed over to the archive.")
STANDS = N_("This has been proposed or handed over already.")
NO_REPORT = N_("The year’s report does not stand yet. What is kept is handed over after that.")
NOT_FETCHED = N_("Nobody has fetched the copy yet, so the archive cannot have it.")
NO_RECEIPT = N_("Write the number by which the archive knows the delivery.")


@dataclass(frozen=True, slots=True)
class Ready:
    """What may be proposed: one kind of material of one year."""

    cycle: Cycle
    material: Material


def list_ready(actor: Actor) -> Sequence[Ready]:
    """What a decision keeps, of the years whose report stands, and nobody has proposed yet."""
    kept = [
        material for material, one in decisions.list_in_force(actor).items()
        if one.keeps and material in contents.MATERIALS
    ]  # fmt: skip
    standing = _list_standing(actor)
    return [
        Ready(cycle, material) for cycle in _years(actor) for material in kept if (cycle.id, material) not in standing
    ]


def propose(actor: Actor, cycle_id: uuid.UUID, *, material: Material) -> ArchiveDelivery:
    """Propose to hand over one kind of material of a year. Raises `NotFound`, `WrongState`."""
    unit = two_people.lock_unit(actor)
    cycle = db.session.scalar(select(Cycle).where(Cycle.id == cycle_id, Cycle.unit_id == actor.unit_id))
    if cycle is None or material not in contents.MATERIALS:
        raise NotFound
    if cycle.state not in STANDING:
        raise WrongState(NO_REPORT)
    decision = decisions.list_in_force(actor).get(material)
    if decision is None or not decision.keeps:
        raise WrongState(NOT_KEPT)
    if (cycle.id, material) in _list_standing(actor):
        raise WrongState(STANDS)
    made = ArchiveDelivery(
        unit_id=unit.id, number=two_people.next_number(ArchiveDelivery, unit), cycle_id=cycle.id, material=material,
        decision_id=decision.id, proposed_by_id=actor.id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    trail.record(actor, Event.ARCHIVE_PROPOSED, made.id, kind=material.value)
    return made


def confirm(actor: Actor, delivery_id: uuid.UUID) -> None:
    """Say yes as the second of two. Raises `NotFound`, and `WrongState` for the one who proposed it."""
    delivery = two_people.lock_for_other(actor, ArchiveDelivery, row_id=delivery_id, states=(DeliveryState.PROPOSED,))
    delivery.state, delivery.confirmed_by_id, delivery.confirmed_at = DeliveryState.CONFIRMED, actor.id, clock.now()
    db.session.flush()
    trail.record(actor, Event.ARCHIVE_CONFIRMED, delivery.id, kind=delivery.material.value)


def take_back(actor: Actor, delivery_id: uuid.UUID) -> None:
    """Let it come to nothing, until the archive has it. Raises `NotFound`, `WrongState`."""
    delivery = two_people.lock(
        actor,
        ArchiveDelivery,
        row_id=delivery_id,
        states=(
            DeliveryState.PROPOSED,
            DeliveryState.CONFIRMED,
        ),
    )
    delivery.state = DeliveryState.TAKEN_BACK
    db.session.flush()
    trail.record(actor, Event.ARCHIVE_TAKEN_BACK, delivery.id, kind=delivery.material.value)


def open_copy(actor: Actor, delivery_id: uuid.UUID) -> tuple[ArchiveDelivery, list[Part]]:
    """The files of the copy, for the unit leader, while it is confirmed and not received yet; put on the trail."""
    actor.require(Role.UNIT_LEADER)
    delivery = get_delivery(actor, delivery_id)
    if not delivery.is_confirmed:
        raise WrongState(N_("The copy can be fetched once somebody else has confirmed, and until the archive has it."))
    files, interviews = contents.make(delivery, decisions.unit_of(actor).name, made_at=clock.now())
    trail.record(actor, Event.ARCHIVE_COPY_FETCHED, delivery.id, kind=delivery.material.value, count=interviews)
    return delivery, files


def receive(actor: Actor, delivery_id: uuid.UUID, *, receipt: str) -> ArchiveDelivery:
    """The archive has said that it has it: it counts as handed over. Raises `InvalidInput`, `WrongState`."""
    delivery = two_people.lock(actor, ArchiveDelivery, row_id=delivery_id, states=(DeliveryState.CONFIRMED,))
    if not receipt.strip():
        raise InvalidInput(NO_RECEIPT, field="receipt")
    fetched = select(AuditEntry.seq).where(
        AuditEntry.event == Event.ARCHIVE_COPY_FETCHED, AuditEntry.object_id == delivery.id
    )
    if db.session.scalar(fetched.limit(1)) is None:
        raise WrongState(NOT_FETCHED)
    delivery.state, delivery.receipt, delivery.handed_over_at = DeliveryState.HANDED_OVER, receipt.strip(), clock.now()
    delivery.interviews = contents.count(delivery)
    db.session.flush()
    trail.record(actor, Event.ARCHIVE_HANDED_OVER, delivery.id, kind=delivery.material.value, count=delivery.interviews)
    return delivery


def list_deliveries(actor: Actor) -> Sequence[ArchiveDelivery]:
    """Every delivery of the own unit, the newest first."""
    actor.require(*DECIDING)
    return db.session.scalars(
        select(ArchiveDelivery)
        .where(ArchiveDelivery.unit_id == actor.unit_id)
        .order_by(ArchiveDelivery.number.desc())
        .options(joinedload(ArchiveDelivery.cycle), joinedload(ArchiveDelivery.proposed_by))
    ).all()


def get_delivery(actor: Actor, delivery_id: uuid.UUID) -> ArchiveDelivery:
    """One delivery of the own unit. Raises `NotFound`."""
    actor.require(*DECIDING)
    found = db.session.scalar(
        select(ArchiveDelivery)
        .where(ArchiveDelivery.id == delivery_id, ArchiveDelivery.unit_id == actor.unit_id)
        .options(
            joinedload(ArchiveDelivery.cycle), joinedload(ArchiveDelivery.proposed_by),
            joinedload(ArchiveDelivery.confirmed_by),
            joinedload(ArchiveDelivery.decision).joinedload(DisposalDecision.registered_by),
        )
    )  # fmt: skip
    if found is None:
        raise NotFound
    return found


def _list_standing(actor: Actor) -> set[tuple[uuid.UUID, Material]]:
    deliveries = list_deliveries(actor)
    return {(one.cycle_id, one.material) for one in deliveries if one.state is not DeliveryState.TAKEN_BACK}


def _years(actor: Actor) -> Sequence[Cycle]:
    return db.session.scalars(
        select(Cycle)
        .where(Cycle.unit_id == actor.unit_id, Cycle.state.in_(STANDING))
        .order_by(Cycle.year.desc(), Cycle.created_at.desc())
    ).all()


def copies() -> Select[uuid.UUID, uuid.UUID, str | None]:
    """For the check of the log: the delivery that the trail names, and the year that it was of."""
    return select(ArchiveDelivery.id, ArchiveDelivery.cycle_id, cast(null(), String))
