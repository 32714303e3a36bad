"""Taking away a team or a unit that was a mistake: one to which nobody belongs, and on which no cycle rests."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from toolkit import references
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from toolkit.people.models import Team, Unit


@dataclass(frozen=True, slots=True)
class Hold:
    """What holds a team or a unit: how many people belong to it, and why it stays (a msgid), or None."""

    people: int
    reason: str | None


OWN_THINGS = N_("The unit has things of its own, such as a template for the report, so it stays.")


def holds_of_teams(teams: Sequence[Team]) -> list[tuple[Team, Hold]]:
    """The teams that the caller holds, each with what holds it."""
    used = references.count_each(Team, [team.id for team in teams])
    return [(team, _hold_of_team(used.get(team.id, {}))) for team in teams]


def hold_of_unit(unit: Unit) -> Hold:
    """What holds a unit that the caller holds."""
    used = references.count(Unit, [unit.id])
    used.pop("coordinated_unit", None)  # goes with the unit
    if "person" in used:
        reason: str | None = N_("People belong to this unit, also those who have left. Move them first.")
    elif set(used) == {"team"}:
        reason = N_("The unit has teams. Take them away first.")
    else:
        cycle = N_("The unit has had a cycle, so it stays.")
        reason = cycle if "cycle" in used else OWN_THINGS if used else None
    return Hold(used.get("person", 0), reason)


def _hold_of_team(used: Mapping[str, int]) -> Hold:
    if "person" in used:
        reason: str | None = N_("People belong to this team, also those who have left. Move them first.")
    else:
        reason = N_("The team takes part in a cycle or in what was promised, so it stays.") if used else None
    return Hold(used.get("person", 0), reason)


def remove_team(actor: Actor, team_id: uuid.UUID) -> Unit:
    """Take away a team that was a mistake; gives its unit. Raises `WrongState` when something hangs on it."""
    actor.require(Role.ADMINISTRATOR)
    team = db.session.scalar(select(Team).where(Team.id == team_id).with_for_update())
    if team is None:
        raise NotFound
    unit = team.unit
    _remove(actor, team, holds_of_teams([team])[0][1], Event.TEAM_REMOVED)
    return unit


def remove_unit(actor: Actor, unit_id: uuid.UUID) -> None:
    """Take away a unit that was a mistake. Raises `WrongState` when something hangs on it."""
    actor.require(Role.ADMINISTRATOR)
    unit = db.session.scalar(select(Unit).where(Unit.id == unit_id).with_for_update())
    if unit is None:
        raise NotFound
    _remove(actor, unit, hold_of_unit(unit), Event.UNIT_REMOVED)


def _remove(actor: Actor, row: Team | Unit, hold: Hold, event: Event) -> None:
    if hold.reason:
        raise WrongState(hold.reason)
    row_id = row.id
    db.session.delete(row)
    db.session.flush()
    trail.record(actor, event, row_id)
