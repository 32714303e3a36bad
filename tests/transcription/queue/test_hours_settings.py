"""The site's transcription hours: who decides them, what cannot be, and the gate that a transcription looks at."""

from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests import factories as make
from tests.wall_clock import SetClock
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.errors import HouseError, InvalidInput, WrongState
from toolkit.jobs.context import Postponed
from transcription.queue import hours_settings
from transcription.queue.hours_settings import Gate

NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)  # twelve in Sweden
EVENING, MORNING = time(18), time(6)

pytestmark = pytest.mark.clock(NOON)


@pytest.fixture
def administrator(app: Flask) -> Actor:
    return make.actor(make.a_person(make.a_unit(), Role.ADMINISTRATOR))


def test_without_a_decision_it_is_always_open(administrator: Actor) -> None:
    decided = hours_settings.get_settings(administrator)
    assert (decided.begins, decided.ends, decided.until) == (None, None, None)
    assert hours_settings.get_opening().opens_at(clock.now()) == clock.now()
    Gate().check()


def test_hours_are_kept_and_put_on_the_trail(administrator: Actor) -> None:
    hours_settings.set_hours(administrator, begins=EVENING, ends=MORNING, version=0)
    decided = hours_settings.get_settings(administrator)
    assert (decided.begins, decided.ends) == (EVENING, MORNING)
    assert hours_settings.get_opening().opens_at(NOON) == NOON + timedelta(hours=6)
    hours_settings.set_hours(administrator, begins=None, ends=None, version=decided.version)
    db.session.commit()
    told = db.session.scalars(select(AuditEntry).where(AuditEntry.event == Event.SETTINGS_CHANGED)).all()
    assert [one.facts["setting"].split(":")[1] for one in told] == ["18.00-06.00", "always"]


@pytest.mark.parametrize(
    ("begins", "ends", "field"), [(EVENING, None, "ends"), (None, MORNING, "begins"), (EVENING, EVENING, "ends")]
)
def test_half_hours_and_empty_ones_are_refused(
    administrator: Actor, begins: time | None, ends: time | None, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        hours_settings.set_hours(administrator, begins=begins, ends=ends, version=0)
    assert refused.value.field == field
    assert hours_settings.get_opening().hours is None


def test_the_administrator_may_open_now_once_and_until_the_next_opening_ends(
    administrator: Actor, set_clock: SetClock
) -> None:
    with pytest.raises(WrongState, match="going on already"):
        hours_settings.open_now(administrator)
    hours_settings.set_hours(administrator, begins=EVENING, ends=MORNING, version=0)
    opened = hours_settings.open_now(administrator)
    assert opened.until == datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
    assert hours_settings.get_opening().opens_at(NOON) == NOON
    set_clock(opened.until + timedelta(hours=1))
    assert hours_settings.get_opening().opens_at(clock.now()) > clock.now()


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FACILITATOR, Role.UNIT_LEADER])
def test_nobody_else_decides(app: Flask, role: Role) -> None:
    somebody = make.actor(make.a_person(make.a_unit(), role))
    for act in (
        lambda: hours_settings.get_settings(somebody),
        lambda: hours_settings.set_hours(somebody, begins=EVENING, ends=MORNING, version=0),
        lambda: hours_settings.open_now(somebody),
    ):
        with pytest.raises(HouseError):
            act()


def test_the_gate_says_when_to_come_back_and_looks_again_only_after_a_while(
    administrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    gate.check()
    hours_settings.set_hours(administrator, begins=EVENING, ends=MORNING, version=0)
    db.session.commit()
    gate.check()  # it has looked a moment ago
    monkeypatch.setattr(hours_settings, "LOOK_EVERY_S", 0.0)
    with pytest.raises(Postponed) as waits:
        gate.check()
    assert (waits.value.reason, waits.value.after) == (hours_settings.CLOSED, timedelta(hours=6))
