"""Items for management and the board: put down before the meeting, and with their outcome after it."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from seminar.actions import listing
from seminar.actions.models import Action
from seminar.meetings.models import Forum, MeetingItem
from toolkit import clock, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import planning
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState

LEADING = (Role.FACILITATOR, Role.UNIT_LEADER)
FARTHEST = timedelta(days=3 * 366)


def list_items(actor: Actor) -> Sequence[MeetingItem]:
    """The items of the own unit over all years, the latest meeting first."""
    return db.session.scalars(_readable(actor).order_by(MeetingItem.on.desc(), MeetingItem.created_at)).all()


def list_about(actor: Actor, action: Action) -> Sequence[MeetingItem]:
    """The items about an action that the caller holds, in the order of the meetings."""
    about = MeetingItem.actions.any(Action.id == action.id)
    return db.session.scalars(_readable(actor).where(about).order_by(MeetingItem.on, MeetingItem.created_at)).all()


def get_item(actor: Actor, item_id: uuid.UUID) -> MeetingItem:
    """An item of the own unit. Raises `NotFound`."""
    item = db.session.scalar(_readable(actor).where(MeetingItem.id == item_id))
    if item is None:
        raise NotFound
    return item


def list_cycles(actor: Actor) -> Sequence[Cycle]:
    """The years of the own unit whose report can be taken up, the latest first: none that has not begun."""
    begun = select(Cycle).where(Cycle.unit_id == actor.unit_id, planning.has_begun())
    return db.session.scalars(begun.order_by(Cycle.year.desc(), Cycle.name)).all()


def list_choices(actor: Actor, item: MeetingItem | None) -> Sequence[Action]:
    """The actions that an item can be about: the open ones, and those that it is about already."""
    kept = {action.id for action in item.actions} if item else set()
    return [action for action in listing.list_actions(actor) if action.is_open or action.id in kept]


def write(
    actor: Actor, item_id: uuid.UUID | None, *, forum: Forum, on: date, presenter: str,
    cycle_id: uuid.UUID | None, actions: Collection[uuid.UUID], outcome: str, version: int,
) -> MeetingItem:  # fmt: skip
    """Put down an item, or change one. Raises `InvalidInput` where something is missing or cannot be, `Overtaken`."""
    actor.require(*LEADING)
    item = get_item(actor, item_id) if item_id else None
    versions.require(item, version)
    chosen = [action for action in list_choices(actor, item) if action.id in actions]
    if cycle_id is None and not chosen:
        raise InvalidInput(N_("Choose the report, or at least one action."), field="actions")
    if cycle_id is not None and cycle_id not in {cycle.id for cycle in list_cycles(actor)}:
        raise NotFound
    if abs(on - clock.today()) > FARTHEST and not (item and item.on == on):
        raise InvalidInput(N_("That is more than three years away. Check the year."), field="on")
    if item and item.outcome and not outcome:
        raise InvalidInput(N_("What came of it is written. Change the words, or let them stand."), field="outcome")
    if outcome and on > clock.today():
        raise InvalidInput(N_("The meeting has not been yet. Write what came of it afterwards."), field="outcome")
    if item is None:
        item = MeetingItem(unit_id=actor.unit_id, written_by_id=actor.id, version=1)
        db.session.add(item)
    else:
        versions.count(item)
    item.forum, item.on, item.presenter, item.cycle_id, item.outcome = forum, on, presenter, cycle_id, outcome
    item.actions = chosen
    db.session.flush()
    trail.record(actor, Event.MEETING_ITEM_SAVED, item.id)
    return item


def remove(actor: Actor, item_id: uuid.UUID) -> None:
    """Take an item away that came to nothing. Raises `WrongState` once its outcome is written: then it has happened."""
    actor.require(*LEADING)
    item = get_item(actor, item_id)
    if item.outcome:
        raise WrongState(N_("What came of it is written. It has happened, and stays."))
    db.session.delete(item)
    db.session.flush()
    trail.record(actor, Event.MEETING_ITEM_REMOVED, item_id)


def _readable(actor: Actor) -> Select[MeetingItem]:
    return (
        select(MeetingItem)
        .where(MeetingItem.unit_id == actor.unit_id)
        .options(selectinload(MeetingItem.actions), joinedload(MeetingItem.cycle))
    )
