"""A unit's own guide: the lint speaks, every version is kept, and an interview keeps the one that it was made with."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.inspection import inspect_page
from tests.toolkit.interviews.conftest import Talk
from toolkit import content
from toolkit.access import Role
from toolkit.db import db
from toolkit.interviews import guide_choice, guide_feedback
from toolkit.interviews.models import GuideEdition, Mark
from toolkit.people.models import Person

THIRTEEN = "/guides/guide_13_14"
CARD = f"{THIRTEEN}/cards/trust"
OWN = "Vad behöver en vuxen göra för att du ska lita på den?"


@dataclass
class Unit:
    """The interview, and the browser of the unit's leader."""

    talk: Talk
    leader: FlaskClient
    person: Person

    def save(self, text: str = OWN, **values: object) -> int:
        sent = {"text": text, "probes": "Hur då?", "hint": "", "version": 0, **values}
        return self.leader.post(CARD, data=sent).status_code

    def used(self) -> str:
        db.session.expire_all()
        guide = guide_choice.in_use(self.talk.assignment, content=content.in_language("sv"))
        return next(card.text for card in guide.asked.questions if card.id == "trust")


@pytest.fixture
def unit(talk: Talk, signed_in: Callable[[Person], FlaskClient]) -> Unit:
    leader = make.a_person(talk.assignment.cycle.unit, Role.UNIT_LEADER)
    return Unit(talk, signed_in(leader), leader)


def test_a_card_of_the_units_own_is_asked_in_the_room(unit: Unit) -> None:
    assert unit.save() == 303
    assert unit.used() == OWN
    assert OWN in unit.talk.client.get(f"{unit.talk.url}/room").text
    assert "Er version 1" in unit.leader.get("/guides").text


def test_more_probes_than_a_card_has_room_for_are_refused_and_none_is_lost(unit: Unit) -> None:
    lines = [f"Hur {number} då?" for number in range(7)]
    answer = unit.leader.post(CARD, data={"text": OWN, "probes": "\n".join(lines), "hint": "", "version": 0})
    assert answer.status_code == 422
    assert "Ett kort har plats för 6. Ta bort några." in answer.text
    assert all(line in answer.text for line in lines)
    assert unit.save(probes="\n\n".join(lines[:6])) == 303


def test_an_interview_keeps_the_version_it_was_prepared_with(unit: Unit) -> None:
    shipped = unit.used()
    unit.talk.client.post(f"{unit.talk.url}/guide")
    assert unit.save() == 303
    assert unit.used() == shipped


def test_and_so_does_one_that_was_prepared_with_the_units_own(unit: Unit) -> None:
    unit.save()
    unit.talk.client.post(f"{unit.talk.url}/guide")
    assert unit.save("Vad gör att du litar på en vuxen här?", version=1) == 303
    assert unit.used() == OWN


def test_the_lint_speaks_once_and_the_unit_decides(unit: Unit) -> None:
    said = unit.leader.post(CARD, data={"text": "Litar du på din handläggare?", "version": 0})
    assert said.status_code == 200
    inspect_page(said.text, said.headers)
    assert "Ett svårt ord för åldern: <q>handläggare</q>" in said.text
    assert "Den går att svara ja eller nej på." in said.text
    assert db.session.scalars(select(GuideEdition)).all() == []
    assert unit.save("Vad gör din handläggare bra?", anyway="y") == 303


def test_every_version_is_kept_and_comes_back(unit: Unit) -> None:
    shipped = unit.used()
    unit.save()
    unit.leader.post(f"{THIRTEEN}/versions/0/restore")
    assert unit.used() == shipped
    page = unit.leader.get(f"{THIRTEEN}/versions/1")
    inspect_page(page.text, page.headers)
    assert OWN in page.text
    unit.leader.post(f"{THIRTEEN}/versions/1/restore")
    assert unit.used() == OWN
    assert [one.number for one in db.session.scalars(select(GuideEdition).order_by(GuideEdition.number))] == [1, 2, 3]


def test_two_leaders_never_overwrite_each_other(unit: Unit) -> None:
    assert unit.save() == 303
    assert unit.save("Vem litar du på?", version=0) == 409
    assert unit.used() == OWN


def test_another_unit_has_its_own(unit: Unit, signed_in: Callable[[Person], FlaskClient]) -> None:
    unit.save()
    other = signed_in(make.a_person(make.a_unit(), Role.UNIT_LEADER))
    assert OWN not in other.get(THIRTEEN).text
    assert other.get(f"{THIRTEEN}/versions/1").status_code == 404


@pytest.mark.parametrize("path", ["/guides/guide_0_4", f"{THIRTEEN}/cards/gone", f"{THIRTEEN}/versions/9"])
def test_what_is_not_there(unit: Unit, path: str) -> None:
    assert unit.leader.get(path).status_code == 404


def test_what_was_said_in_the_room_stands_beside_the_card(unit: Unit) -> None:
    talk = unit.talk
    for kind in ("too_hard", "too_hard", "already_answered"):
        sent = {"mark_id": str(uuid.uuid4()), "kind": kind, "question_id": "trust"}
        talk.client.post(f"{talk.url}/marks", data=sent)
    page = unit.leader.get(THIRTEEN)
    inspect_page(page.text, page.headers)
    assert "För svår: i några få intervjuer" in page.text, "one child is too few to be counted"
    assert "Redan besvarad: i några få intervjuer" in unit.leader.get(CARD).text
    assert talk.worker.name not in page.text


def test_interviews_are_counted_and_not_taps(unit: Unit) -> None:
    cycle = unit.talk.assignment.cycle
    for _ in range(5):
        worker = make.a_person(cycle.unit, Role.SOCIAL_WORKER)
        assignment = make.an_assignment(make.a_child(cycle), worker)
        for at_ms in (1, 2):
            make.add(Mark(assignment_id=assignment.id, kind="too_hard", question_id="trust", at_ms=at_ms))
    db.session.commit()
    guide = content.in_language("sv").guide("guide_13_14")
    found = guide_feedback.collect(make.actor(unit.person), guide)
    assert found.by_question == {"trust": (guide_feedback.Said("too_hard", 5),)}
    assert "För svår: i 5 intervjuer" in unit.leader.get(THIRTEEN).text


def test_a_worker_does_not_change_the_units_guide(unit: Unit) -> None:
    assert unit.talk.client.get("/guides").status_code in {403, 404}
    assert unit.talk.client.post(CARD, data={"text": OWN, "version": 0}).status_code in {403, 404}
