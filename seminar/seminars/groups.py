"""Small groups: drawn evenly by one press, and changed by hand. At the final seminar one for each question area."""

import random
import secrets
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from interview_guides.guides import QuestionArea
from seminar.seminars import planning
from seminar.seminars.models import Group, Participant, Seminar, State
from seminar.seminars.naming import group_name
from seminar.themes.models import Area
from toolkit import versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput

MOST = 12


def list_present(seminar: Seminar) -> list[Participant]:
    """Who takes part, of a seminar that the caller holds: those who still work in the unit, in alphabetical order."""
    unit_id = seminar.cycle.unit_id
    here = [one for one in seminar.participants if one.person.is_active and one.person.unit_id == unit_id]
    return sorted(here, key=lambda one: one.person.name.casefold())


def list_absent(seminar: Seminar) -> list[Participant]:
    """Who was invited and has left the unit since, or whose account is closed: nothing opens for them any more."""
    here = {one.id for one in list_present(seminar)}
    return [one for one in seminar.participants if one.id not in here]


def deal_out(people: Sequence[uuid.UUID], number: int) -> list[list[uuid.UUID]]:
    """So many groups of as equal size as can be, in the order of `people`. Pure."""
    return [list(people[at::number]) for at in range(number)]


def draw(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, number: int, seed: str | None = None) -> Seminar:
    """Draw so many groups anew; at the final seminar one for each question area, whatever `number`.

    Raises `InvalidInput` when there are fewer people than groups.
    """
    seminar = planning.get_changeable(actor, cycle_id, seminar_id)
    areas = [Area(area) for area in QuestionArea] if seminar.is_for_unit else []
    number = len(areas) or number
    present = list_present(seminar)
    if not 1 <= number <= min(MOST, len(present)):
        raise InvalidInput(N_("Choose no more groups than people, and at most %(most)s."), field="number", most=MOST)
    random.Random(seed or secrets.token_hex(16)).shuffle(present)
    seminar.groups.clear()
    db.session.flush()
    seminar.groups.extend(Group(number=at + 1, area=areas[at] if areas else None) for at in range(number))
    db.session.flush()
    by_id = {one.id: one for one in present}
    for group, members in zip(seminar.groups, deal_out([one.id for one in present], number), strict=True):
        for member in members:
            by_id[member].group_id = group.id
    _changed(actor, seminar)
    return seminar


def change(
    actor: Actor,
    cycle_id: uuid.UUID,
    seminar_id: uuid.UUID,
    *,
    names: Mapping[uuid.UUID, str],
    members: Mapping[uuid.UUID, uuid.UUID | None],
    version: int,
) -> Seminar:
    """Name the groups (by group) and move people among them (group by participant), seen as `version`."""
    seminar = planning.get_changeable(actor, cycle_id, seminar_id)
    versions.require(seminar, version)
    known = {group.id for group in seminar.groups}
    for group in seminar.groups:
        group.name = names.get(group.id, group.name)
    for one in seminar.participants:
        wanted = members.get(one.id, one.group_id)
        if wanted is not None and wanted not in known:
            raise InvalidInput(N_("The groups have been drawn anew. Go back and try again."))
        one.group_id = wanted
    _changed(actor, seminar)
    return seminar


def _changed(actor: Actor, seminar: Seminar) -> None:
    versions.count(seminar)
    db.session.flush()
    db.session.expire(seminar, ["participants", "groups"])
    trail.record(actor, Event.SEMINAR_CHANGED, seminar.id)


def list_group_names(cycle_id: uuid.UUID) -> list[str]:
    """The groups of the seminar that goes on in a cycle that the caller follows, as they are called on its pages."""
    query = select(Group).join(Seminar, Group.seminar_id == Seminar.id)
    here = query.where(Seminar.cycle_id == cycle_id, Seminar.state == State.OPEN)
    return [group_name(group) for group in db.session.scalars(here.order_by(Group.number))]
