"""The monthly check: what is drawn, whose names open for whom, and a signature that nobody changes afterwards."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests import wall_clock
from tests.toolkit.disposal.planning import Scene, a_scene, decide
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.archiving.models import ArchiveDelivery
from toolkit.audit import cutting, trail
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.disposal.models import Material
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.log_review import checking, drawing, record
from toolkit.log_review.models import Finding, LogReview, LogReviewLine
from toolkit.people.models import Person
from toolkit.reminders.due import ReminderKind, list_due
from toolkit.subject_access import requests as subject_requests
from transcription.transcripts.models import DeidentifiedTranscript

SignIn = Callable[[Person], FlaskClient]
READ = datetime(2026, 10, 20, 12, tzinfo=UTC)
pytestmark = pytest.mark.clock(datetime(2026, 11, 3, 9, tzinfo=UTC))


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


def read(actor: Actor, event: Event, thing: object, *, at: datetime = READ) -> None:
    with wall_clock.at(at):
        trail.record(actor, event, thing)  # type: ignore[arg-type]  # an id
        db.session.commit()


def other_leader(scene: Scene) -> Actor:
    return make.actor(make.a_person(scene.seminar.unit, Role.UNIT_LEADER))


def draw(scene: Scene) -> LogReview:
    """October: the administrator, the leader and a colleague have read."""
    copy = db.session.scalars(sa.select(DeidentifiedTranscript)).first()
    assert copy is not None
    read(scene.administrator, Event.CONTACT_DETAILS_READ, scene.assignment.id)
    read(scene.leader, Event.DEIDENTIFIED_READ, copy.id)
    read(make.actor(scene.assignment.interviewer), Event.NOTES_READ, scene.assignment.id)
    drawing.draw_due()
    db.session.commit()
    return db.session.scalars(sa.select(LogReview).where(LogReview.unit_id == scene.leader.unit_id)).one()


def judge_all(actor: Actor, review: LogReview) -> None:
    checking.begin(actor, review.id)
    for one in checking.list_lines(actor, review):
        if not one.is_readers:
            checking.judge(actor, review.id, line_id=one.row.id, finding=Finding.RIGHT, note="")
    db.session.commit()


def test_a_month_is_drawn_once_when_it_is_over(scene: Scene) -> None:
    read(scene.leader, Event.NOTES_READ, scene.assignment.id, at=datetime(2026, 11, 2, 12, tzinfo=UTC))
    review = draw(scene)
    assert (review.month, review.accesses, review.people) == (date(2026, 10, 1), 3, 3)
    assert drawing.draw_due() == 0, "once for all"
    told = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.LOG_SAMPLE_DRAWN)).one()
    assert (told.actor_id, told.facts) == (None, {"count": 3, "found": 3, "people": 3})


def test_what_was_opened_many_times_in_a_day_is_one_access(scene: Scene) -> None:
    for hours in (0, 1, 2, 11):  # the last is past midnight here
        read(scene.leader, Event.NOTES_READ, scene.assignment.id, at=READ + timedelta(hours=hours))
    assert draw(scene).accesses == 2 + 3


def test_a_copy_that_was_taken_out_is_in_the_sample_with_what_was_in_it(scene: Scene) -> None:
    asked = subject_requests.register(scene.leader, scene.assignment.child, reference="Dnr 7")
    delivery = make.add(
        ArchiveDelivery(
            unit_id=scene.leader.unit_id, number=1, cycle_id=scene.seminar.cycle.id, material=Material.INTERVIEW,
            decision=decide(scene, Material.INTERVIEW, None), proposed_by_id=scene.leader.id,
        )
    )  # fmt: skip
    read(scene.leader, Event.SUBJECT_COPY_FETCHED, asked.id)
    read(scene.leader, Event.ARCHIVE_COPY_FETCHED, delivery.id)
    read(scene.leader, Event.SEMINAR_EXPORTED, scene.seminar.cycle.id)
    elsewhere = make.a_cycle(make.a_unit(), make.a_person(make.a_unit(), Role.FACILITATOR))
    read(scene.leader, Event.SEMINAR_EXPORTED, elsewhere.id)
    review = draw(scene)
    assert review.accesses == 3 + 3
    other = other_leader(scene)
    checking.begin(other, review.id)
    shown = [one for one in checking.list_lines(other, review) if one.is_copy]
    year = scene.seminar.cycle.name
    assert [(one.interview, one.copied_year, one.is_own_interview) for one in shown] == [
        (f"{scene.assignment.child.code}, {year}", "", False), ("", year, False), ("", year, False),
    ]  # fmt: skip
    assert [one.at for one in shown] == sorted(one.at for one in shown if one.at)


@pytest.mark.parametrize(
    ("at", "month"),
    [
        (datetime(2026, 9, 30, 22, 30, tzinfo=UTC), date(2026, 10, 1)),  # past midnight here
        (datetime(2026, 10, 31, 22, 59, tzinfo=UTC), date(2026, 10, 1)),
        (datetime(2026, 10, 31, 23, 0, tzinfo=UTC), None),  # November has begun here
        (datetime(2026, 8, 15, tzinfo=UTC), date(2026, 8, 1)),  # the worker was away
        (datetime(2026, 7, 15, tzinfo=UTC), None),
    ],
)
def test_a_month_is_a_month_here(scene: Scene, at: datetime, month: date | None) -> None:
    read(scene.leader, Event.NOTES_READ, scene.assignment.id, at=at)
    drawing.draw_due()
    assert db.session.scalars(sa.select(LogReview.month)).all() == ([month] if month else [])


def test_what_is_about_no_interview_or_another_units_is_not_in_it(scene: Scene) -> None:
    elsewhere = make.actor(make.a_person(make.a_unit(), Role.ADMINISTRATOR))
    read(scene.leader, Event.SURVEY_READ, scene.seminar.cycle.id)
    read(scene.leader, Event.LOG_READ, scene.assignment.id)
    drawing.draw_due()
    assert db.session.scalars(sa.select(LogReview)).all() == []
    read(elsewhere, Event.NOTES_READ, scene.assignment.id)  # somebody from another unit: that is what it is for
    drawing.draw_due()
    assert db.session.scalars(sa.select(LogReview.unit_id)).all() == [scene.leader.unit_id]
    assert checking.list_reviews(elsewhere) == []


def test_names_open_for_whoever_goes_through_it_and_nobody_else(scene: Scene) -> None:
    review = draw(scene)
    names = {scene.leader.name, scene.administrator.name, scene.assignment.interviewer.name}
    code = scene.assignment.child.code
    closed = checking.list_lines(scene.leader, review)
    assert not names & {one.who for one in closed}
    assert not any(code in one.interview or one.roles for one in closed)
    checking.begin(scene.leader, review.id)
    opened = checking.list_lines(scene.leader, review)
    assert {one.who for one in opened} == names
    assert all(one.interview for one in opened)
    assert [one.is_own_interview for one in opened].count(True) == 1
    assert {role for one in opened for role in one.roles} >= {Role.UNIT_LEADER, Role.ADMINISTRATOR}
    still = checking.list_lines(scene.administrator, review)
    assert not names & {one.who for one in still}
    assert [event for event, _ in trail.pending()] == ["log_review:check:begun", "log_review:check:read"]


def test_nobody_judges_their_own_access_or_without_opening(scene: Scene) -> None:
    review = draw(scene)
    lines = {one.event: one.row for one in checking.list_lines(scene.leader, review)}
    with pytest.raises(WrongState, match="Begin the check"):
        checking.judge(scene.leader, review.id, line_id=review.lines[0].id, finding=Finding.RIGHT, note="")
    checking.begin(scene.leader, review.id)
    with pytest.raises(WrongState, match="This was you"):
        checking.judge(
            scene.leader, review.id, line_id=lines[Event.DEIDENTIFIED_READ].id, finding=Finding.RIGHT, note=""
        )
    with pytest.raises(InvalidInput) as refused:
        checking.judge(scene.leader, review.id, line_id=lines[Event.NOTES_READ].id, finding=Finding.ASK, note="  ")
    assert refused.value.field == "note"
    worker = make.actor(scene.assignment.interviewer)
    elsewhere = make.actor(make.a_person(make.a_unit(), Role.UNIT_LEADER))
    for somebody in (worker, elsewhere):
        for act in (checking.begin, checking.sign, checking.get_review):
            with pytest.raises(NotFound):
                act(somebody, review.id)


def test_it_is_signed_once_all_is_looked_at_and_then_stands(scene: Scene) -> None:
    review = draw(scene)
    checking.begin(scene.leader, review.id)
    with pytest.raises(WrongState, match="nobody has looked at"):
        checking.sign(scene.leader, review.id)
    judge_all(scene.leader, review)
    signed = checking.sign(scene.leader, review.id)
    assert (signed.signed_by_id, signed.left, signed.asked) == (scene.leader.id, 1, 0)
    told = dict(trail.pending())[Event.LOG_CHECK_SIGNED]
    assert told["sha256"] == checking.digest(signed)
    db.session.commit()
    with pytest.raises(WrongState, match="signed"):
        checking.judge(scene.administrator, review.id, line_id=review.lines[0].id, finding=Finding.RIGHT, note="")
    with pytest.raises(WrongState, match="signed"):
        checking.sign(scene.administrator, review.id)
    assert record.write(signed, "Norr").startswith(b"%PDF")
    db.session.execute(sa.update(LogReviewLine).values(finding=Finding.ASK))  # somebody at the database
    db.session.expire_all()
    assert checking.digest(review) != told["sha256"]


def test_where_more_people_have_read_than_can_be_gone_through_page_and_paper_say_so(
    scene: Scene, signed_in: SignIn
) -> None:
    review = draw(scene)
    browser = signed_in(db.session.get_one(Person, scene.leader.id))
    everybody, some = "Alla som läste något har minst en rad här", "Minst 60 av dem som läste något har en rad här"
    page = browser.get(f"/log-check/{review.id}").text
    assert everybody in page
    assert some not in page
    db.session.execute(sa.update(LogReview).values(people=61))
    db.session.commit()
    page = browser.get(f"/log-check/{review.id}").text
    assert some in page
    assert everybody not in page


def test_a_second_person_looks_at_the_first_ones(scene: Scene) -> None:
    review = draw(scene)
    judge_all(scene.leader, review)
    judge_all(scene.administrator, review)
    assert checking.sign(scene.administrator, review.id).left == 0


def test_it_is_reminded_of_until_it_is_signed(scene: Scene) -> None:
    def waiting(actor: Actor) -> int:
        return sum(one.count for one in list_due(actor) if one.kind is ReminderKind.LOG_CHECK)

    assert waiting(scene.leader) == 0
    review = draw(scene)
    assert waiting(scene.leader) == waiting(scene.administrator) == 1
    assert waiting(make.actor(scene.assignment.interviewer)) == 0
    judge_all(scene.leader, review)
    checking.sign(scene.leader, review.id)
    assert waiting(scene.leader) == 0


def test_after_the_last_row_comes_the_first_that_was_passed_over_and_never_ones_own(scene: Scene) -> None:
    review = draw(scene)
    read(scene.leader, Event.NOTES_READ, scene.assignment.id)
    checking.begin(scene.leader, review.id)
    rows = [one.row for one in checking.list_lines(scene.leader, review) if not one.is_readers]
    assert len(rows) == 2 < len(review.lines)
    assert checking.find_next(scene.leader, review.id, after=rows[1]) == rows[1], "it is the next until it is judged"
    checking.judge(scene.leader, review.id, line_id=rows[1].id, finding=Finding.RIGHT, note="")
    assert checking.find_next(scene.leader, review.id, after=rows[1]) == rows[0]
    checking.judge(scene.leader, review.id, line_id=rows[0].id, finding=Finding.RIGHT, note="")
    assert checking.find_next(scene.leader, review.id, after=rows[0]) is None
    with pytest.raises(NotFound):
        checking.find_next(make.actor(scene.assignment.interviewer), review.id, after=rows[0])


def test_themes_alone_are_no_copy_of_childrens_words(scene: Scene) -> None:
    read(scene.leader, Event.CODEBOOK_EXPORTED, scene.seminar.cycle.id)
    assert draw(scene).accesses == 3


def test_with_the_logs_lines_go_the_notes_about_them_and_the_numbers_stay(scene: Scene) -> None:
    review = draw(scene)
    judge_all(scene.leader, review)
    checking.sign(scene.leader, review.id)
    db.session.commit()
    cutting.cut(db.session(), before=clock.now() + timedelta(seconds=1))
    db.session.commit()
    db.session.expire_all()
    assert review.lines == []
    assert (review.accesses, review.signed_by_id) == (3, scene.leader.id)


def test_on_the_pages_it_is_begun_judged_and_signed(scene: Scene, signed_in: SignIn) -> None:
    review = draw(scene)
    browser = signed_in(db.session.get_one(Person, scene.leader.id))
    address = f"/log-check/{review.id}"
    assert scene.administrator.name not in browser.get(address).text
    assert browser.get(f"{address}/record").status_code == 409
    assert browser.post(f"{address}/begin").status_code == 303
    page = browser.get(address).text
    assert scene.administrator.name in page
    assert "Skriv under" not in page
    lines = [one for one in checking.list_lines(scene.leader, review) if not one.is_readers]
    first = f"{address}/lines/{lines[0].row.id}"
    assert "Frågar om oktober" not in browser.get(first).text
    refused = browser.post(first, data={"finding": "ask", "note": ""})
    assert refused.status_code == 422
    assert "Skriv vad du frågar om" in refused.text
    judged = browser.post(first, data={"finding": "ask", "note": "Frågar om oktober"})
    assert judged.headers["Location"] == f"{address}#line-{lines[1].row.seq}", "on to the next one that waits"
    assert "Frågar om oktober" in browser.get(first).text
    assert browser.post(f"{address}/sign").status_code == 409
    last = [browser.post(f"{address}/lines/{one.row.id}", data={"finding": "right"}) for one in lines[1:]][-1]
    assert last.headers["Location"] == f"{address}#state", "nothing waits: to where it is signed"
    assert 'id="state" tabindex="-1"' in browser.get(address).text
    assert "Skriv under" in browser.get(address).text
    done = browser.post(f"{address}/sign", follow_redirects=True)
    assert "Kontrollen är underskriven" in done.text
    paper = browser.get(f"{address}/record")
    assert paper.data.startswith(b"%PDF")
    assert scene.administrator.name.encode() not in paper.data
