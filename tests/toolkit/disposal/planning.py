"""A unit that disposes of things: its leader, its administrator, two interviews with sound and words."""

from dataclasses import dataclass
from datetime import date

from tests import factories as make
from tests.seminar.making import Seminar
from tests.toolkit.disposal.filling import a_filled_seminar
from tests.wall_clock import ahead
from toolkit.access import Actor, Role
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.disposal import decisions
from toolkit.disposal.models import CountedFrom, DisposalDecision, Material

__all__ = ["Scene", "a_scene", "ahead", "decide"]


@dataclass
class Scene:
    """Who may dispose, and two interviews with something in every table."""

    seminar: Seminar
    leader: Actor
    administrator: Actor
    assignment: Assignment
    other: Assignment  # the second interview


def a_scene() -> Scene:
    """Made now; everything is committed."""
    seminar = a_filled_seminar()
    unit = seminar.cycle.unit
    scene = Scene(
        seminar,
        make.actor(make.a_person(unit, Role.UNIT_LEADER)),
        make.actor(make.a_person(unit, Role.ADMINISTRATOR)),
        *(each.assignment for each in seminar.transcripts),
    )
    db.session.commit()
    return scene


def decide(
    scene: Scene, material: Material, months: int | None = 6, counted_from: CountedFrom = CountedFrom.INTERVIEW
) -> DisposalDecision:
    """The board's decision; without months it is kept."""
    made = decisions.register(
        scene.leader, material=material, reference="SN 2026/118", decided_on=date(2026, 6, 1), keeps=months is None,
        months=months, counted_from=counted_from if months else None,
    )  # fmt: skip
    db.session.commit()
    return made
