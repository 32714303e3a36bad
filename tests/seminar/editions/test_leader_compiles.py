"""A unit leader may compile the report: then somebody who leads the seminar has read it. Never one person alone."""

import pytest

from seminar.editions import yeses
from seminar.editions.models import Side
from seminar.report import compiling
from tests import factories as make
from tests.seminar.editions.conftest import say
from tests.seminar.editions.test_releasing import standing
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import NotFound, WrongState


def test_a_leader_who_compiles_is_confirmed_by_who_leads_the_seminar(seminar: Seminar) -> None:
    another = make.actor(make.a_person(seminar.unit, Role.FACILITATOR))
    with pytest.raises(NotFound):
        say(seminar, Side.LEADER, actor=another)  # as long as no leader is one of the two
    compiling.choose(seminar.decides, seminar.cycle.id, person_id=seminar.leader.id, version=1)
    say(seminar, Side.COMPILER, actor=seminar.decides)
    with pytest.raises(WrongState, match="two people release it"):
        say(seminar, Side.LEADER, actor=seminar.decides)
    edition = say(seminar, Side.LEADER, actor=seminar.leads)
    assert edition is not None
    assert (edition.compiler, edition.leader) == (seminar.leader, seminar.facilitator)


def test_a_unit_without_a_second_person_is_told_so(seminar: Seminar) -> None:
    assert not standing(seminar).is_alone
    compiling.choose(seminar.decides, seminar.cycle.id, person_id=seminar.leader.id, version=1)
    now = standing(seminar)
    assert (now.is_led, now.is_alone, now.readers) == (True, False, (seminar.facilitator,))
    seminar.facilitator.is_active = False
    db.session.flush()
    assert yeses.standing(seminar.decides, seminar.cycle, fingerprint="x").is_alone
