"""Hires the invented staff: the unit, its teams and its people, each with the practice password."""

import secrets
import uuid
from collections.abc import Mapping

from seminar.demo.story import Cast, Facts
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.disposal import decisions
from toolkit.disposal.models import CountedFrom, Material
from toolkit.people import directory, first_start, passwords, sessions
from toolkit.starting import PRACTICE_PASSWORD


def hire(facts: Facts) -> Cast:
    """Everybody in the file; the first is the administrator who sets the rest up."""
    first, *others = facts["people"]
    person, token = first_start.set_up(
        municipality=facts["municipality"],
        unit=facts["unit"],
        name=first["name"],
        username=first["username"],
        password=secrets.token_urlsafe(),
    )
    sessions.end(token)
    person.password_hash = passwords.hash_password(PRACTICE_PASSWORD)  # known to everybody, so refused as one's own
    administrator = directory.as_actor(person)
    directory.change_unit(administrator, person.unit_id, version=person.unit.version, **facts["decisions"])
    for each in facts["disposal"]:
        decisions.register(
            administrator, material=Material(each["material"]),
            reference=each["reference"].format(year=clock.today().year),
            decided_on=clock.today(), keeps="months" not in each, months=each.get("months"), counted_from=_start(each),
        )  # fmt: skip
    teams = {name: directory.add_team(administrator, unit_id=person.unit_id, name=name).id for name in facts["teams"]}
    actors = {each["username"]: _hired(administrator, each, teams, person.password_hash) for each in others}
    return Cast({first["username"]: administrator, **actors}, teams)


def _start(decision: Facts) -> CountedFrom | None:
    return CountedFrom(decision["counted_from"]) if "months" in decision else None


def _hired(administrator: Actor, each: Facts, teams: Mapping[str, uuid.UUID], password_hash: str) -> Actor:
    """A colleague with the administrator's own password hash: argon2 is slow by design, and it is one password."""
    person, _code = directory.add_person(
        administrator,
        name=each["name"],
        username=each["username"],
        unit_id=administrator.unit_id,
        team_id=teams.get(each.get("team", "")),
        roles=[Role(role) for role in each["roles"]],
        phone=each.get("phone", ""),
        coordinates=[administrator.unit_id] if Role.COORDINATOR in each["roles"] else [],
    )
    person.password_hash = password_hash
    return directory.as_actor(person)
