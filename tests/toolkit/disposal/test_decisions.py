"""What the board has decided: what is refused, what replaces what, and what the letters say of it."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.db import db
from toolkit.disposal import decisions
from toolkit.disposal.materials import RULES
from toolkit.disposal.models import CountedFrom, DisposalDecision, Material
from toolkit.errors import InvalidInput, NotFound


@pytest.fixture
def leader(app: Flask) -> Actor:
    return make.actor(make.a_person(make.a_unit(), Role.UNIT_LEADER))


def register(actor: Actor, **changed: Any) -> DisposalDecision:
    values: dict[str, Any] = {
        "material": Material.RECORDING, "reference": "SN 2026/118", "decided_on": date(2026, 6, 1), "keeps": False,
        "months": 6, "counted_from": CountedFrom.INTERVIEW, **changed,
    }  # fmt: skip
    return decisions.register(actor, **values)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("months", {"months": 0}),
        ("months", {"months": -6}),
        ("months", {"months": None}),
        ("months", {"months": 1201}),
        ("reference", {"reference": "  "}),
        ("counted_from", {"counted_from": CountedFrom.END}),
        ("counted_from", {"counted_from": None}),
        ("months", {"material": Material.TRAIL, "counted_from": CountedFrom.WRITTEN, "months": 23}),
    ],
)
def test_a_decision_that_nobody_can_follow_is_refused_beside_its_field(
    leader: Actor, field: str, changed: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        register(leader, **changed)
    assert refused.value.field == field
    assert db.session.scalars(sa.select(DisposalDecision)).all() == []


def test_a_decision_of_tomorrow_is_none_yet(leader: Actor) -> None:
    with pytest.raises(InvalidInput) as refused:
        register(leader, decided_on=clock.today() + timedelta(days=1))
    assert refused.value.field == "on"


def test_a_new_decision_takes_the_place_of_the_one_before_and_both_stay(leader: Actor) -> None:
    first, second = register(leader), register(leader, months=12, reference="SN 2027/3")
    assert decisions.list_in_force(leader) == {Material.RECORDING: second}
    assert first.replaced_at == second.created_at
    assert set(decisions.list_all(leader)) == {first, second}
    assert [event for event, _ in trail.pending()] == ["disposal:decision:registered"] * 2


def test_the_letters_say_what_is_decided_of_the_recording_and_of_the_text(leader: Actor) -> None:
    unit = decisions.unit_of(leader)
    register(leader)
    register(leader, material=Material.INTERVIEW, keeps=True, reference="SN 2026/7")
    assert (unit.recording_months, unit.disposal_decision, unit.text_decision) == (6, "SN 2026/118", "SN 2026/7")
    register(leader, keeps=True, reference="SN 2027/1")
    assert (unit.recording_months, unit.disposal_decision) == (0, "SN 2027/1")


def test_only_who_leads_or_administers_decides_and_only_for_the_own_unit(leader: Actor) -> None:
    register(leader)
    elsewhere = make.actor(make.a_person(make.a_unit(), Role.ADMINISTRATOR))
    assert decisions.list_in_force(elsewhere) == {}
    facilitator = make.a_person(decisions.unit_of(leader), Role.FACILITATOR, Role.SOCIAL_WORKER)
    with pytest.raises(NotFound):
        register(make.actor(facilitator))


def test_every_material_has_a_rule_and_a_suggestion_that_may_be_registered(leader: Actor) -> None:
    assert set(RULES) == set(Material)
    for material, rule in RULES.items():
        made = register(leader, material=material, months=rule.suggested_months, counted_from=rule.starts[0])
        assert made.months == rule.suggested_months
