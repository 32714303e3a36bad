"""Registering what the board has decided about keeping and disposing, one kind of material at a time.

What a decision promised stays promised: a longer term, or to keep, counts only for interviews that begin after it.
The letters say what is in force for the recording and for the text (`Unit.recording_months` and its neighbours), and
nobody writes those but this module.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.disposal.materials import RULES
from toolkit.disposal.models import CountedFrom, DisposalDecision, Material
from toolkit.errors import N_, InvalidInput
from toolkit.people import directory
from toolkit.people.models import Unit

DECIDING = (Role.UNIT_LEADER, Role.ADMINISTRATOR)
LONGEST = 1200
NO_REFERENCE = N_("Write the decision's number or name. Without a decision nothing may be disposed of.")
TOO_SHORT = N_("Write at least %(months)s months: accesses are asked about long afterwards.")
NO_MONTHS = N_("Write a number of months between 1 and 1200, or choose that it is kept for good.")


def list_in_force(actor: Actor) -> Mapping[Material, DisposalDecision]:
    """The decisions that hold now in the own unit, by material."""
    actor.require(*DECIDING)
    rows = db.session.scalars(
        select(DisposalDecision)
        .where(DisposalDecision.unit_id == actor.unit_id, DisposalDecision.replaced_at.is_(None))
        .options(joinedload(DisposalDecision.registered_by))
    )
    return {row.material: row for row in rows}


def list_all(actor: Actor) -> Sequence[DisposalDecision]:
    """Every decision of the own unit, also those that were replaced, the newest first."""
    actor.require(*DECIDING)
    return db.session.scalars(
        select(DisposalDecision)
        .where(DisposalDecision.unit_id == actor.unit_id)
        .order_by(DisposalDecision.created_at.desc(), DisposalDecision.id)
        .options(joinedload(DisposalDecision.registered_by))
    ).all()


def register(
    actor: Actor, *, material: Material, reference: str, decided_on: date, keeps: bool, months: int | None = None,
    counted_from: CountedFrom | None = None,
) -> DisposalDecision:  # fmt: skip
    """Register a decision, in the place of the one that held until now. Raises `InvalidInput`."""
    actor.require(*DECIDING)
    _check(material, reference=reference, decided_on=decided_on, keeps=keeps, months=months, counted_from=counted_from)
    unit = db.session.scalars(select(Unit).where(Unit.id == actor.unit_id).with_for_update()).one()
    now = clock.now()
    for former in _in_force(unit, material):
        former.replaced_at = now
    db.session.flush()
    made = DisposalDecision(
        unit_id=unit.id, material=material, months=None if keeps else months, created_at=now,
        counted_from=None if keeps else counted_from, reference=reference, decided_on=decided_on,
        registered_by_id=actor.id,
    )  # fmt: skip
    db.session.add(made)
    _tell_letters(unit, made)
    db.session.flush()
    trail.record(actor, Event.DISPOSAL_DECIDED, made.id, kind=material.value, months=made.months)
    return made


def _check(
    material: Material, *, reference: str, decided_on: date, keeps: bool, months: int | None,
    counted_from: CountedFrom | None,
) -> None:  # fmt: skip
    if not reference.strip():
        raise InvalidInput(NO_REFERENCE, field="reference")
    if decided_on > clock.today():
        raise InvalidInput(N_("The decision's day is in the future. Register it when it has been taken."), field="on")
    if keeps:
        return
    if months is None or not 1 <= months <= LONGEST:
        raise InvalidInput(NO_MONTHS, field="months")
    if months < (least := RULES[material].least_months):
        raise InvalidInput(TOO_SHORT, field="months", months=least)
    if counted_from not in RULES[material].starts:
        raise InvalidInput(N_("Choose what the term is counted from."), field="counted_from")


def _in_force(unit: Unit, material: Material) -> Sequence[DisposalDecision]:
    return db.session.scalars(
        select(DisposalDecision).where(
            DisposalDecision.unit_id == unit.id,
            DisposalDecision.material == material,
            DisposalDecision.replaced_at.is_(None),
        )
    ).all()


def _tell_letters(unit: Unit, made: DisposalDecision) -> None:
    if made.material is Material.RECORDING:
        unit.recording_months = made.months or 0
        unit.disposal_decision = made.reference
    elif made.material is Material.INTERVIEW:
        unit.text_decision = made.reference


def unit_of(actor: Actor) -> Unit:
    """The own unit, for the pages."""
    actor.require(*DECIDING)
    return directory.get_own_unit(actor)
