"""Taking away a team or a unit that was a mistake: one to which nobody belongs, and on which no cycle rests."""

import uuid

from sqlalchemy import select

from toolkit import references
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from toolkit.people.models import Team, Unit


def why_team_stays(team: Team) -> str | None:
    """A msgid for why a team cannot be taken away, or None when nothing hangs on it."""
    used = references.count(Team, [team.id])
    if "person" in used:
        return N_("People belong to this team, also those who have left. Move them first.")
    return N_("The team takes part in a cycle, so it stays.") if used else None


def why_unit_stays(unit: Unit) -> str | None:
    """A msgid for why a unit cannot be taken away, or None when nothing hangs on it."""
    used = references.count(Unit, [unit.id])
    if "person" in used:
        return N_("People belong to this unit, also those who have left. Move them first.")
    if set(used) == {"team"}:
        return N_("The unit has teams. Take them away first.")
    return N_("The unit has had a cycle, so it stays.") if used else None


def remove_team(actor: Actor, team_id: uuid.UUID) -> Unit:
    """Take away a team that was a mistake; gives its unit. Raises `WrongState` when something hangs on it."""
    actor.require(Role.ADMINISTRATOR)
    team = db.session.scalar(select(Team).where(Team.id == team_id).with_for_update())
    if team is None:
        raise NotFound
    unit = team.unit
    _remove(actor, team, why_team_stays(team), Event.TEAM_REMOVED)
    return unit


def remove_unit(actor: Actor, unit_id: uuid.UUID) -> None:
    """Take away a unit that was a mistake. Raises `WrongState` when something hangs on it."""
    actor.require(Role.ADMINISTRATOR)
    unit = db.session.scalar(select(Unit).where(Unit.id == unit_id).with_for_update())
    if unit is None:
        raise NotFound
    _remove(actor, unit, why_unit_stays(unit), Event.UNIT_REMOVED)


def _remove(actor: Actor, row: Team | Unit, reason: str | None, event: Event) -> None:
    if reason:
        raise WrongState(reason)
    row_id = row.id
    db.session.delete(row)
    db.session.flush()
    trail.record(actor, event, row_id)
