"""The practice year: everybody finds something on every page, and the rules of the house held while it was told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app import NAVIGATION
from interview_guides.guides import Variant
from interview_guides.linting import lint_guide
from seminar.coding import marked_texts
from seminar.demo import loading, staff
from seminar.demo import planning as story_planning
from seminar.demo.story import A_YEAR, Facts, Story, Year
from seminar.overview import waiting
from seminar.report import drafting, poster
from seminar.report.poster import Paper
from seminar.seminars import readers, reading
from seminar.seminars.models import Mark, Seminar
from seminar.texts import transcripts
from tests.inspection import inspect_page
from tests.seminar.demo import town
from tests.wall_clock import SetClock
from toolkit import clock, content, starting
from toolkit.audit import verifying
from toolkit.config import Settings
from toolkit.cycles import assignments, outlook, planning
from toolkit.db import db
from toolkit.errors import InvalidInput
from toolkit.interviews import guide_choice, guide_editions
from toolkit.jobs.models import Job
from toolkit.language import force_locale
from toolkit.log_review import drawing
from toolkit.people import directory, passwords, sessions
from toolkit.people.models import Person
from transcription.transcripts.models import Transcript

pytestmark = pytest.mark.xdist_group("practice year")

NAMED = ("Granlunda", "Björkskolan", "Petronella")  # replaced before the talks were handed over
DAYS = (datetime(2028, 2, 29, 9, tzinfo=UTC), datetime(2026, 12, 31, 9, tzinfo=UTC))
EDGES = (
    *(date(2027, month, 1) for month in range(1, 13)), date(2028, 1, 1), date(2028, 2, 29),
    date(2027, 3, 31), date(2027, 6, 30), date(2027, 12, 31), date(2028, 12, 31),
)  # fmt: skip


def find(username: str) -> Person:
    return db.session.scalars(sa.select(Person).where(Person.username == username)).one()


def test_there_is_somebody_in_every_role_and_every_team(told: Flask) -> None:
    with told.app_context():
        people = db.session.scalars(sa.select(Person)).all()
        assert len(people) == 51
        assert len({person.team_id for person in people if person.team_id}) == 5
        assert len(frozenset[str]().union(*(person.roles for person in people))) == 5


def test_there_is_an_interview_at_every_stage(told: Flask) -> None:
    with told.app_context():
        states = set(db.session.scalars(sa.select(Transcript.state)))
        assert {"draft", "corrected", "handed_over"} <= states
        assert {job.kind for job in db.session.scalars(sa.select(Job))} == {
            "transcription:transcribe",
            "editions:files",
        }
        karin = directory.as_actor(find("karin"))
        _next_year, this_year, last_year = planning.list_cycles(karin)
        assert {one.interviewer.username for one in outlook.list_going(karin, this_year.id)} >= {"sara", "amir"}
        assert not outlook.foresee(karin, this_year.id).waiting
        assert outlook.foresee(karin, last_year.id).waiting


def test_nobody_s_pages_are_empty(told: Flask) -> None:
    for username, *_ in starting.SIGN_INS:
        with told.app_context():
            person = find(username)
            roles, token = person.roles, sessions.begin(person)
            db.session.commit()
        client = told.test_client()
        client.set_cookie(sessions.cookie_name(secure=False), token)
        for item in (each for each in NAVIGATION if each.roles & roles and each.only_when is None):
            with told.test_request_context():
                address = told.url_for(item.endpoint)
            answer = client.get(address, follow_redirects=True)
            assert answer.status_code == 200, item.endpoint
            inspect_page(answer.get_data(as_text=True), answer.headers)
            assert 'class="empty"' not in answer.get_data(as_text=True), f"{item.endpoint} is empty for {username}"


def test_the_facilitator_has_an_interview_left_to_read(told: Flask) -> None:
    with told.app_context():
        karin = directory.as_actor(find("karin"))
        cycle = planning.list_cycles(karin)[1]
        read_already = marked_texts.count_quotes(karin, cycle.id)
        texts = transcripts.list_transcripts(karin, cycle.id)
        assert len(texts) == 6
        assert sum(text.id not in read_already for text in texts) == 1
        assert not any(name in segment.text for text in texts for segment in text.segments for name in NAMED)


def test_a_guide_is_the_unit_s_own_and_a_child_in_a_foster_home_is_asked_as_one(told: Flask) -> None:
    with told.app_context():
        words, karin = content.in_language("sv"), directory.as_actor(find("karin"))
        editions = guide_editions.list_editions(karin, "guide_9_12")
        assert [*guide_editions.list_differences(editions).values()] == [["added"], ["reworded"]]
        assert lint_guide(guide_editions.applied(words.guide("guide_9_12"), editions[0]), words) == ()
        amir = directory.as_actor(find("amir"))
        alva = next(one for one in assignments.list_own(amir) if one.child.code == "N-03")
        used = guide_choice.in_use(alva, content=words)
        asked = {card.id: card.text for card in used.asked.questions}
        assert used.variants == (Variant.PLACED,)
        assert "before_moving" in asked
        assert "Hur får du veta vad som ska hända nästa gång?" in asked.values()
        assert asked["hard_when_meeting"].startswith("Berätta")


def test_last_year_s_seminar_is_over_and_this_year_s_waits_for_its_readers(told: Flask) -> None:
    with told.app_context():
        over, coming = db.session.query(Seminar).order_by(Seminar.on)
        assert (over.state, coming.state) == ("ended", "planned")
        assert over.on < clock.today() < coming.on
        was, waits = readers.look(over), readers.look(coming)
        assert was.done == was.to_do > 0
        assert len(over.groups) > 1
        assert {mark.participant.seminar_id for mark in db.session.query(Mark)} == {over.id}
        assert waits.to_do > waits.done == 0
        someone = next(iter(waits.pairs))[0]
        reader = next(one.person for one in waits.participants if one.id == someone)
        assert [one.seminar_id for one in reading.list_due(directory.as_actor(reader))] == [coming.id]


def test_what_was_promised_last_year_hangs_on_one_sheet(told: Flask) -> None:
    """Whoever tries the poster first sees what it is meant to be."""
    with told.test_request_context(), force_locale("sv"):
        eva = directory.as_actor(find("eva"))
        report = drafting.facts_of(eva, planning.list_cycles(eva)[1])
        fits = [poster.measure(report, content.in_language("sv"), "sv", paper=paper) for paper in Paper]
    assert [fit.sheets for fit in fits] == [1, 1]


def test_the_trail_was_kept_and_holds(told: Flask) -> None:
    with told.app_context():
        verdict = verifying.check(directory.as_actor(find("admin")))
        assert verdict.is_whole
        assert verdict.entries > 200


@pytest.mark.one_database
@pytest.mark.parametrize("moment", DAYS, ids=["leap day", "new year's eve"])
def test_two_years_overlap_whatever_day_it_is(empty: Flask, set_clock: SetClock, moment: datetime) -> None:
    set_clock(moment)
    with empty.app_context():
        town.tell()
        karin = directory.as_actor(find("karin"))
        coming, cycle, before = planning.list_cycles(karin)
        assert [each.state for each in (coming, cycle, before)] == ["running", "running", "reported"]
        assert {one.interviewer.username for one in outlook.list_going(karin, coming.id)} >= {"sara", "amir"}
        assert not outlook.foresee(karin, coming.id).waiting
        sara = directory.as_actor(find("sara"))
        assert {one.cycle_id for one in assignments.list_own(sara)} >= {cycle.id, coming.id}
        waits = waiting.collect(directory.as_actor(find("eva")))
        assert waits.decisions
        assert {one.proposal.theme.cycle_id for one in (*waits.now, *waits.later)} == {before.id}
        assert drawing.draw_due(), "a month of the log waits to be checked"


@pytest.mark.one_database
@pytest.mark.parametrize("day", EDGES, ids=str)
def test_three_years_are_planned_one_after_the_other_on_any_day(empty: Flask, set_clock: SetClock, day: date) -> None:
    set_clock(datetime(day.year, day.month, day.day, 0, 30, tzinfo=clock.LOCAL_ZONE))
    with empty.app_context():
        cast = staff.hire(town.SMALL_TOWN.read("unit"))
        for ahead, on in ((-1, story_planning.KICK_OFF), (0, story_planning.KICK_OFF), (1, -A_YEAR - 6)):
            story_planning.begin(Year(cast, {"interviewers": ["sara"]}, ahead=ahead), on=on)
        coming, cycle, before = planning.list_cycles(cast.actors["karin"])
        assert coming.year - 1 == cycle.year == before.year + 1
        interviews = planning.days_of(cycle)["interviews"]
        assert interviews.starts_on <= day <= interviews.ends_on <= day + timedelta(days=14)
        assert planning.days_of(before)["year_end"].ends_on <= planning.days_of(cycle)["year_end"].starts_on


class Broken(Story):
    """A story in which this year's facts are missing."""

    def read(self, name: str) -> Facts:
        return {"children": []} if name == "this_year" else super().read(name)


def test_a_story_that_breaks_leaves_nothing_behind(empty: Flask) -> None:
    with empty.app_context():
        with pytest.raises(KeyError, match="interviewers"):
            loading.load(Broken(town.SMALL_TOWN.folder))
        assert directory.is_empty()


def test_the_command_needs_a_practice_installation(empty: Flask) -> None:
    answer = empty.test_cli_runner().invoke(loading.demo)
    assert answer.exception is not None
    assert "BR_DEMO=1" in str(answer.exception)


def test_the_password_is_one_that_nobody_may_choose_for_themselves() -> None:
    with pytest.raises(InvalidInput):
        passwords.check(starting.PRACTICE_PASSWORD, around=(), field="new")


def test_the_greeting_says_where_and_who_to_be(settings: Settings) -> None:
    shown = starting.greeting(replace(settings, demo=True, port=8499))
    assert "http://127.0.0.1:8499/" in shown
    assert all(f"  {name} " in shown for name, *_ in starting.SIGN_INS)
    assert starting.PRACTICE_PASSWORD in shown
    assert starting.PRACTICE_PASSWORD not in starting.greeting(replace(settings, demo=False))


def test_every_sign_in_of_the_greeting_is_hired() -> None:
    assert {name for name, *_ in starting.SIGN_INS} <= {
        each["username"] for each in loading.WHOLE.read("unit")["people"]
    }
