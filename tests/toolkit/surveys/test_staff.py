"""The staff's survey: everybody once, nobody known, nothing shown before it is closed and enough have answered."""

import json

import pytest
import sqlalchemy as sa

from interview_guides.surveys import Occasion
from tests import factories as make
from tests.sealed import every_blob
from tests.seminar.making import events_of
from tests.toolkit.surveys.conftest import Year
from tests.wall_clock import ahead
from toolkit.access import Actor, Role
from toolkit.cycles.models import CycleState
from toolkit.db import Base, db
from toolkit.errors import HouseError, InvalidInput, NotFound, WrongState
from toolkit.surveys import reminding, staff
from toolkit.surveys.models import StaffGathering, StaffSurvey
from toolkit.surveys.results import results
from toolkit.vault.columns import vault
from toolkit.vault.texts import open_text, text_key_id

BEFORE, AFTER = Occasion.BEFORE, Occasion.AFTER


def workers(year: Year, count: int) -> list[Actor]:
    return [make.actor(make.a_person(year.unit, Role.SOCIAL_WORKER)) for _ in range(count)]


def leads(year: Year) -> Actor:
    return make.actor(year.facilitator)


def opened(year: Year, occasion: Occasion = BEFORE) -> StaffSurvey:
    staff.open_survey(leads(year), year.cycle.id, occasion=occasion)
    return db.session.scalars(sa.select(StaffSurvey).where(StaffSurvey.occasion == occasion)).one()


def answer(year: Year, who: Actor, occasion: Occasion = BEFORE, **answers: object) -> None:
    staff.answer(who, year.cycle.id, occasion=occasion, answers=answers or {"knows": "4"})


def standing(year: Year, occasion: Occasion = BEFORE) -> staff.Standing:
    found = staff.list_standings(leads(year), year.cycle)
    return next(one for one in found if one.occasion is occasion)


def test_everybody_is_invited_until_they_have_answered(year: Year) -> None:
    someone, other = workers(year, 2)
    assert staff.list_invitations(someone) == []
    survey = opened(year)
    assert staff.list_invitations(someone) == [survey]
    answer(year, someone)
    assert staff.list_invitations(someone) == []
    assert staff.list_invitations(other) == [survey]
    assert (standing(year).answered, standing(year).asked) == (1, 3)


def test_nobody_answers_twice_nor_with_nothing(year: Year) -> None:
    someone, other = workers(year, 2)
    opened(year)
    answer(year, someone)
    with pytest.raises(WrongState):
        answer(year, someone, knows="1")
    with pytest.raises(InvalidInput):
        answer(year, other, knows="", hopes="")
    assert standing(year).answered == 1


def test_nothing_in_the_database_holds_together_what_one_person_answered(year: Year) -> None:
    """Whatever order they come in, what is kept is the same: values by field, in alphabetical order, and marks."""
    people = workers(year, 3)
    survey = opened(year)
    said = [("5", "Mer tid"), ("1", "Att barnen hörs"), ("3", "Ökad tillit")]
    for person, (knows, hopes) in zip(people, said, strict=True):
        answer(year, person, knows=knows, hopes=hopes)
    assert survey.gathering is not None
    assert json.loads(survey.gathering.answers) == {
        "hopes": ["Att barnen hörs", "Mer tid", "Ökad tillit"],
        "knows": ["1", "3", "5"],
    }
    marks = json.loads(survey.gathering.people)
    assert marks == sorted(marks)
    assert not any(person.id.hex in mark or str(person.id) in mark for person in people for mark in marks)


def test_an_answer_leaves_no_row_no_time_and_no_line_on_the_trail(year: Year) -> None:
    """Counted over every table: one sealed row is written anew, and nothing comes to be."""
    someone = workers(year, 1)[0]
    opened(year)
    db.session.commit()

    def rows() -> dict[str, int]:
        db.session.commit()
        return {
            table.name: db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }

    before = rows()
    answer(year, someone)
    assert rows() == before
    assert not [column.name for column in StaffGathering.__table__.c if "_at" in column.name or "_on" in column.name]


def test_nothing_is_shown_while_it_is_open_however_many_have_answered(year: Year) -> None:
    survey = opened(year)
    for person in workers(year, 7):
        answer(year, person)
    assert staff.values_of(survey) == {}
    found = results(leads(year), cycle_id=year.cycle.id).staff.before
    assert (found.is_open, found.is_shown, found.survey.answered, found.survey.questions) == (True, False, 7, ())


@pytest.mark.parametrize(("count", "is_shown"), [(4, False), (5, True)])
def test_closing_shows_what_enough_answered_and_destroys_what_few_did(year: Year, count: int, is_shown: bool) -> None:
    survey = opened(year)
    for person in workers(year, count):
        answer(year, person, knows="4", hopes=make.CANARY)
    gathering = survey.gathering
    assert gathering is not None
    db.session.commit()
    staff.close(leads(year), year.cycle.id, occasion=BEFORE)
    db.session.commit()
    assert survey.is_shown is is_shown
    assert staff.values_of(survey) == ({"knows": ["4"] * 5, "hopes": [make.CANARY] * 5} if is_shown else {})
    assert db.session.scalars(sa.select(StaffGathering)).all() == []
    assert gathering.id.hex not in vault().keys.names
    found = results(leads(year), cycle_id=year.cycle.id).staff.before
    assert (found.survey.asked, found.survey.answered) == (count + 1, count)
    knows = found.find("knows")
    assert (knows.mean if knows else None) == (4.0 if is_shown else None)


@pytest.mark.one_database
def test_what_was_copied_between_two_answers_opens_no_more_once_it_is_closed(year: Year) -> None:
    """Two copies would tell whose answer came between them. Both lie under a key that is destroyed."""
    survey = opened(year)
    people = workers(year, 5)
    copies = []
    for person in people:
        answer(year, person, hopes=f"{make.CANARY} {person.name}")
        db.session.commit()
        copies += [blob for blob in every_blob() if blob.label.startswith("staff_gathering.")]
    assert len(copies) == 10

    def opens(blob_number: int) -> bool:
        blob = copies[blob_number]
        try:
            open_text(vault().keys.get(text_key_id(blob.data)), blob.label, blob.data, row=blob.row)
        except HouseError:
            return False
        return True

    assert all(opens(number) for number in range(10))
    staff.close(leads(year), year.cycle.id, occasion=BEFORE)
    db.session.commit()
    assert survey.is_shown
    assert not any(opens(number) for number in range(10))


def test_closed_with_enough_is_closed_for_good_and_with_few_it_opens_anew(year: Year) -> None:
    survey = opened(year)
    someone, *others = workers(year, 5)
    answer(year, someone)
    staff.close(leads(year), year.cycle.id, occasion=BEFORE)
    with pytest.raises(WrongState):
        answer(year, others[0])
    staff.open_survey(leads(year), year.cycle.id, occasion=BEFORE)
    assert standing(year).answered == 0
    for person in (someone, *others):
        answer(year, person)
    staff.close(leads(year), year.cycle.id, occasion=BEFORE)
    assert survey.is_shown
    with pytest.raises(WrongState):
        staff.open_survey(leads(year), year.cycle.id, occasion=BEFORE)


def test_the_threshold_that_was_promised_holds_when_the_unit_changes_its_own(year: Year) -> None:
    survey = opened(year)
    for person in workers(year, 4):
        answer(year, person)
    year.unit.small_group = 3
    assert standing(year).threshold == 5
    staff.close(leads(year), year.cycle.id, occasion=BEFORE)
    assert not survey.is_shown


def test_a_raised_threshold_hides_what_was_shown(year: Year) -> None:
    opened(year)
    for person in workers(year, 5):
        answer(year, person)
    staff.close(leads(year), year.cycle.id, occasion=BEFORE)
    year.unit.small_group = 6
    knows = results(leads(year), cycle_id=year.cycle.id).staff.before.find("knows")
    assert knows is not None
    assert (knows.hidden, knows.mean) == (True, None)


def test_before_and_after_stand_side_by_side(year: Year) -> None:
    for occasion, grades in ((BEFORE, "12223"), (AFTER, "34445")):
        opened(year, occasion)
        for person, grade in zip(workers(year, 5), grades, strict=True):
            answer(year, person, occasion, knows=grade, learnt="Att vänta", hopes="Mer tid")
        staff.close(leads(year), year.cycle.id, occasion=occasion)
    found = results(leads(year), cycle_id=year.cycle.id).staff
    assert [one.find("knows").mean for one in found.occasions] == [2.0, 4.0]  # type: ignore[union-attr]
    assert {one.id for one in found.own(found.after)} >= {"changed", "go_on", "learnt"}
    leader = make.actor(make.a_person(year.unit, Role.UNIT_LEADER))
    words = [one.find("learnt").words for one in (found.after, results(leader, cycle_id=year.cycle.id).staff.after)]  # type: ignore[union-attr]
    assert words == [("Att vänta",) * 5, ()]


def test_the_trail_knows_who_opened_and_closed_and_nobody_who_answered(year: Year) -> None:
    opened(year)
    for person in workers(year, 2):
        answer(year, person)
    reminding.remind(leads(year), year.cycle.id, occasion=BEFORE)
    staff.close(leads(year), year.cycle.id, occasion=BEFORE)
    assert events_of(year.cycle.id) == ["surveys:staff:opened", "surveys:staff:reminded", "surveys:staff:closed"]


def test_what_is_done_already_is_done_once(year: Year) -> None:
    """From a second window: the survey is open, reminded of, closed, and nothing is lost or told as an error."""
    survey = opened(year)
    answer(year, workers(year, 1)[0])
    assert staff.open_survey(leads(year), year.cycle.id, occasion=BEFORE) is False
    assert standing(year).answered == 1
    assert reminding.remind(leads(year), year.cycle.id, occasion=BEFORE) is True
    assert reminding.remind(leads(year), year.cycle.id, occasion=BEFORE) is False
    assert survey.reminded_on is not None
    assert reminding.find_next(survey) == survey.reminded_on + reminding.BETWEEN
    closed = staff.close(leads(year), year.cycle.id, occasion=BEFORE)
    assert staff.close(leads(year), year.cycle.id, occasion=BEFORE).answered == closed.answered == 1
    with pytest.raises(WrongState):
        reminding.remind(leads(year), year.cycle.id, occasion=BEFORE)
    told = ["surveys:staff:opened", "surveys:staff:reminded", "surveys:staff:closed"]
    assert events_of(year.cycle.id) == told


def test_one_may_remind_again_when_a_week_has_gone(year: Year) -> None:
    survey = opened(year)
    reminding.remind(leads(year), year.cycle.id, occasion=BEFORE)
    with ahead(reminding.BETWEEN):
        assert reminding.find_next(survey) is None
        assert reminding.remind(leads(year), year.cycle.id, occasion=BEFORE) is True


def test_a_finished_report_ends_it_and_the_worker_destroys_what_was_left(year: Year) -> None:
    survey = opened(year)
    someone = workers(year, 1)[0]
    answer(year, someone)
    assert staff.sweep() == 0
    year.cycle.state = CycleState.REPORTED
    db.session.flush()
    assert staff.list_invitations(make.actor(year.worker)) == []
    with pytest.raises(WrongState):
        answer(year, make.actor(year.worker))
    with pytest.raises(WrongState):
        staff.close(leads(year), year.cycle.id, occasion=BEFORE)
    assert staff.sweep() == 1
    assert (survey.is_open, survey.is_shown, survey.gathering) == (False, False, None)


def test_only_workers_of_the_unit_answer_and_only_its_facilitator_leads(year: Year) -> None:
    opened(year)
    stranger = make.actor(make.a_person(make.a_unit(), Role.SOCIAL_WORKER, Role.FACILITATOR))
    for who in (stranger, leads(year), make.actor(make.a_person(year.unit, Role.UNIT_LEADER))):
        with pytest.raises(NotFound):
            answer(year, who)
    for who in (stranger, make.actor(year.worker), make.actor(make.a_person(year.unit, Role.UNIT_LEADER))):
        with pytest.raises(NotFound):
            staff.close(who, year.cycle.id, occasion=BEFORE)


def test_a_closed_account_is_not_waited_for(year: Year) -> None:
    opened(year)
    make.a_person(year.unit, Role.SOCIAL_WORKER, is_active=False)
    make.a_person(year.unit, Role.UNIT_LEADER)
    assert standing(year).asked == 1
