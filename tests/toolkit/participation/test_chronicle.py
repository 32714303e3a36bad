"""What the page of the contacts tells, in which words and order, and where consent stands after each answer."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.errors import InvalidInput, WrongState
from toolkit.participation import chronicle, consent, contacts
from toolkit.participation.consent import CHILD, FIRST_GUARDIAN, SECOND_GUARDIAN

pytestmark = [pytest.mark.one_database, pytest.mark.clock(datetime(2026, 10, 5, 9, tzinfo=UTC))]


def a_scene(*, age: int = 10, guardians: int = 2) -> tuple[Actor, Assignment]:
    unit = make.a_unit(guardians_required=guardians, consent_alone_from_age=15)
    worker = make.a_person(unit, Role.SOCIAL_WORKER)
    child = make.a_child(make.a_cycle(unit, worker, interviewers=(worker,)), age=age)
    return make.actor(worker), make.an_assignment(child, worker)


def yes(actor: Actor, assignment: Assignment, who: str, *, to_recording: bool = True) -> None:
    consent.record_yes(actor, assignment, who=who, to_recording=to_recording, how="spoken", given_at=clock.now())


def no(actor: Actor, assignment: Assignment, who: str) -> None:
    consent.record_no(
        actor, assignment, who=who, reason="ej_angett", declined_by="child", note="", given_at=clock.now()
    )


@pytest.mark.parametrize(("age", "guardians", "needed"), [
    (14, 2, (FIRST_GUARDIAN, SECOND_GUARDIAN, CHILD)), (14, 1, (FIRST_GUARDIAN, CHILD)), (15, 2, (CHILD,)),
])  # fmt: skip
def test_who_must_say_yes_goes_by_age_and_the_units_decision(
    app: Flask, age: int, guardians: int, needed: tuple[str, ...]
) -> None:
    assert consent.needed_from(a_scene(age=age, guardians=guardians)[1]) == needed


def test_each_answer_moves_who_is_next_and_the_last_yes_opens_the_way(app: Flask) -> None:
    actor, assignment = a_scene()
    seen = []
    for who in (FIRST_GUARDIAN, SECOND_GUARDIAN, CHILD):
        now = consent.standing(assignment)
        seen.append((now.missing, now.is_guardian_next, now.is_child_last, now.may_interview))
        yes(actor, assignment, who)
    assert seen == [
        ((FIRST_GUARDIAN, SECOND_GUARDIAN, CHILD), True, False, False),
        ((SECOND_GUARDIAN, CHILD), True, False, False),
        ((CHILD,), False, True, False),
    ]
    now = consent.standing(assignment)
    assert (now.may_interview, now.may_record, now.missing) == (True, True, ())
    consent.require_yes(assignment, to_recording=True)


def agreed(cycle: Cycle) -> set[uuid.UUID]:
    """The assignments of a cycle in which everybody has agreed, as the page of the cycle counts them."""
    here = sa.select(Assignment.id).where(Assignment.cycle_id == cycle.id)
    return set(db.session.scalars(here.where(consent.has_agreed(cycle))))


def test_one_no_to_recording_is_a_no_to_recording_and_leads_to_the_notes(app: Flask) -> None:
    actor, assignment = a_scene(guardians=1)
    yes(actor, assignment, FIRST_GUARDIAN, to_recording=False)
    yes(actor, assignment, CHILD)
    assert consent.standing(assignment).may_interview
    consent.require_yes(assignment)
    with pytest.raises(WrongState) as refused:
        consent.require_yes(assignment, to_recording=True)
    assert (refused.value.page, refused.value.of) == ("notes", assignment.id)


def test_the_latest_answer_counts_and_a_no_stands_against_the_others_yes(app: Flask) -> None:
    actor, assignment = a_scene(guardians=1)
    yes(actor, assignment, FIRST_GUARDIAN)
    yes(actor, assignment, CHILD)
    no(actor, assignment, CHILD)
    now = consent.standing(assignment)
    assert (now.yes, now.no, now.may_interview) == ((FIRST_GUARDIAN,), (CHILD,), False)
    assert agreed(assignment.cycle) == set()
    yes(actor, assignment, CHILD)
    assert agreed(assignment.cycle) == {assignment.id}
    assert len(consent.standing(assignment).answers) == 2, "the answers before are closed"


def test_a_whole_cycle_has_agreed_where_each_of_its_children_has(app: Flask) -> None:
    actor, younger = a_scene(guardians=1)
    worker = make.a_person(younger.cycle.unit, Role.SOCIAL_WORKER)
    older = make.an_assignment(make.a_child(younger.cycle, age=16), worker)
    for one in (younger, older):
        yes(actor, one, CHILD)
    assert [consent.standing(one).may_interview for one in (younger, older)] == [False, True]
    assert agreed(younger.cycle) == {older.id}
    yes(actor, younger, FIRST_GUARDIAN)
    assert agreed(younger.cycle) == {older.id, younger.id}
    no(actor, older, CHILD)
    assert agreed(younger.cycle) == {younger.id}


def test_nobody_answers_who_is_not_asked(app: Flask) -> None:
    actor, assignment = a_scene(age=16)
    with pytest.raises(InvalidInput) as refused:
        yes(actor, assignment, FIRST_GUARDIAN)
    assert refused.value.field == "who"


def test_tries_and_answers_stand_in_the_order_in_which_they_happened(app: Flask) -> None:
    actor, assignment = a_scene(guardians=1)

    def tried(who: str, outcome: str) -> None:
        contacts.log(actor, assignment, with_whom=who, channel="telephone", outcome=outcome, at=clock.now())

    with ahead(timedelta(days=2)):
        yes(actor, assignment, FIRST_GUARDIAN, to_recording=False)
    with ahead(timedelta(days=1)):
        tried("guardian", "no_reply")
    with ahead(timedelta(days=3)):
        tried("child", "told")
        lines = chronicle.list_lines(assignment, consent.standing(assignment).answers)
        entries = chronicle.list_entries(assignment)
    assert [(date, who.partition(":")[0]) for date, _day, who in lines] == [
        ("2026-10-06", "Vårdnadshavaren"),
        ("2026-10-07", "Vårdnadshavaren sa ja, men inte till inspelning"),
        ("2026-10-08", "Barnet"),
    ]
    assert [day for _date, day, _what in lines] == ["6 oktober", "7 oktober", "8 oktober"]
    assert [what for _id, _day, what in entries] == [lines[0][2], lines[2][2]], "an answer is no try to take out"


def test_what_was_answered_is_told_in_words(app: Flask) -> None:
    actor, assignment = a_scene(age=16)
    told = []
    for act in (yes, no, yes):
        act(actor, assignment, CHILD)
        told += [what for *_when, what in chronicle.list_lines(assignment, consent.standing(assignment).answers)]
    [answer] = consent.standing(assignment).answers
    answer.withdrawn_at = clock.now()
    told += [what for *_when, what in chronicle.list_lines(assignment, [answer])]
    assert told == ["Barnet sa ja", "Barnet sa nej", "Barnet sa ja", "Barnet tog tillbaka sitt ja"]


@pytest.mark.parametrize(("values", "field"), [
    ({"with_whom": "neighbour"}, "with_whom"), ({"channel": "pigeon"}, "channel"), ({"outcome": "x"}, "outcome"),
])  # fmt: skip
def test_a_try_has_words_of_the_content_alone(app: Flask, values: dict[str, str], field: str) -> None:
    actor, assignment = a_scene()
    sent = {"with_whom": "child", "channel": "telephone", "outcome": "no_reply", **values}
    with pytest.raises(InvalidInput) as refused:
        contacts.log(actor, assignment, at=clock.now(), **sent)
    assert refused.value.field == field
    assert contacts.list_entries(assignment) == []
