"""What is told of a practice year happens in the order in which a year goes, and the counts of it hold together."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from seminar.actions import listing
from seminar.actions.models import ActionState
from seminar.board.models import StaffVoice
from seminar.coding import readings
from seminar.coding.models import Coding, Excerpt
from seminar.demo import loading
from seminar.demo.story import FOLDER
from seminar.proposals import proposing
from seminar.proposals.models import Decision
from seminar.report import drafting, running_text
from seminar.texts import transcripts
from seminar.themes.models import Theme
from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles import planning
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.interviews.models import Booking, Recording, RecordingState
from toolkit.jobs.models import Job, State
from toolkit.people import directory
from toolkit.people.models import Person
from toolkit.surveys import interviewer
from toolkit.surveys.models import InterviewerResponse
from transcription.transcripts.models import DeidentifiedTranscript, Transcript
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.states import Source

pytestmark = pytest.mark.xdist_group("practice year")


@pytest.fixture
def karin(told: Flask) -> Iterator[Actor]:
    """The facilitator, in a context of the program."""
    with told.app_context():
        yield directory.as_actor(db.session.scalars(sa.select(Person).where(Person.username == "karin")).one())


def cycle_of(actor: Actor, *, back: int) -> Cycle:
    """This year's cycle (0), or last year's (1)."""
    return planning.list_cycles(actor)[1 + back]


def local(moment: datetime) -> date:
    return moment.astimezone(clock.LOCAL_ZONE).date()


def test_nothing_is_proposed_before_the_seminar_and_nothing_decided_before_it_is_over(karin: Actor) -> None:
    before = cycle_of(karin, back=1)
    days, proposals = planning.days_of(before), proposing.list_proposals(karin, before.id)
    for proposal in proposals:
        written = local(proposal.created_at)
        assert days["seminars"].starts_on <= written <= days["seminars"].ends_on
        if proposal.decided_on:
            assert days["board"].starts_on <= proposal.decided_on <= days["board"].ends_on
            assert written < proposal.decided_on
    actions = listing.list_actions(karin, cycle_id=before.id)
    for action in actions:
        decided = action.proposal.decided_on
        assert decided
        assert all(decided <= report.on <= clock.today() for report in action.progress)
    assert {proposal.decision for proposal in proposals} == {None, *Decision}
    assert {action.state for action in actions} == {*ActionState}
    assert before.reported_at
    assert local(before.reported_at) > max(proposal.decided_on for proposal in proposals if proposal.decided_on)


def test_this_year_s_seminar_has_not_been_so_the_board_holds_the_children_s_words_alone(karin: Actor) -> None:
    now = cycle_of(karin, back=0)
    assert planning.days_of(now)["seminars"].starts_on > clock.today()
    assert not proposing.list_proposals(karin, now.id)
    voiced = sa.select(sa.func.count()).select_from(StaffVoice).join(StaffVoice.theme).where(Theme.cycle_id == now.id)
    assert db.session.scalar(voiced) == 0
    assert moments_of_coding(now)


@pytest.mark.parametrize("back", [0, 1], ids=["this year", "last year"])
def test_a_text_is_read_after_it_was_handed_over(karin: Actor, back: int) -> None:
    for coded, handed_over in moments_of_coding(cycle_of(karin, back=back)):
        assert handed_over < coded


def test_the_talks_lie_on_days_of_their_own_and_are_handed_over_before_the_seminar(karin: Actor) -> None:
    before = cycle_of(karin, back=1)
    days = planning.days_of(before)
    booked = db.session.scalars(
        sa.select(Booking.starts_at).join(Assignment, Assignment.id == Booking.assignment_id).where(of(before))
    ).all()
    assert len({local(at) for at in booked}) == len(booked) > 1
    assert all(days["interviews"].starts_on <= local(at) <= days["interviews"].ends_on for at in booked)
    texts = sa.select(DeidentifiedTranscript.handed_over_at).join(DeidentifiedTranscript.assignment).where(of(before))
    assert all(local(at) < days["seminars"].starts_on for at in db.session.scalars(texts))


def test_who_was_asked_and_did_not_come_is_counted_with_the_reason(told: Flask, karin: Actor) -> None:
    facts = loading.WHOLE.read("last_year")
    with told.test_request_context():
        method = drafting.collect(karin, cycle_of(karin, back=1).id).method
    talks, declined = len(facts["children"]), len(facts["declined"])
    assert [number.value for _step, number in method.steps] == [talks + declined, talks, talks, talks]
    assert dict(method.reasons)["Barnet vill inte"].value == 5
    assert method.hides_a_reason  # the others are few


@pytest.mark.parametrize(
    "said",
    [
        "10 av de 18 barnen talade om ”Byten och övergångar”",
        "12 av de 18 barnen talade om ”Fick det förklarat”",
        "11 om ”Någon lyssnade”",
        "4 om ”Vet inte varför”",
    ],
)
def test_the_report_says_in_running_text_how_many_of_the_eighteen(told: Flask, karin: Actor, said: str) -> None:
    with told.test_request_context():
        report = drafting.collect(karin, cycle_of(karin, back=1).id)
        areas = [*(area.rows for area in report.areas), report.works_well]
        assert said in " ".join(running_text.sentences(rows) for rows in areas).replace("\u00a0", " ")


def test_the_sound_of_two_children_has_gone_the_whole_way_to_the_seminar(karin: Actor) -> None:
    before, recorded = cycle_of(karin, back=1), sorted(file.stem for file in (FOLDER / "recorded").iterdir())
    made = sa.select(Transcript).join(Transcript.assignment).where(of(before), Transcript.recording_id.is_not(None))
    heard = {one.assignment.child.code: one for one in db.session.scalars(made)}
    copies = transcripts.list_transcripts(karin, before.id)
    assert sorted(heard) == recorded != []
    told_of = {child["code"]: child for child in loading.WHOLE.read("last_year")["children"]}
    for code, transcript in heard.items():
        said = told_of[code]["recorded"]
        copy = next(one for one in copies if one.transcript_id == transcript.id)
        words = [(one.speaker == Speaker.INTERVIEWER, one.text) for one in copy.segments]
        assert [asked for asked, _ in words] == [line.startswith("- ") for line in said["said"].splitlines()]
        assert transcript.is_practice
        assert copy.is_practice
        assert not any(name in text for _, text in words for name in said.get("replace", ()))
        assert copy.id in readings.list_read(karin, before.id)
        assert db.session.get_one(Recording, transcript.recording_id).state == RecordingState.WHOLE


def test_what_the_interviewers_say_of_the_recording_is_where_the_text_is_from(karin: Actor) -> None:
    """Notes are called notes, and most talks were recorded: by the program, or elsewhere and brought in as a file."""
    told: dict[str, set[Source]] = {"recorded": set(), "not recorded": set()}
    numbers = dict.fromkeys(told, 0)
    for back in (0, 1):
        answers = sa.select(InterviewerResponse).join(Assignment).where(of(cycle_of(karin, back=back)))
        for row in db.session.scalars(answers):
            how = "recorded" if interviewer.opened(row)["recording"] in {"no_trouble", "partly"} else "not recorded"
            texts = sa.select(Transcript.source).where(Transcript.assignment_id == row.assignment_id)
            told[how] |= set(db.session.scalars(texts)) - ({Source.NOTES} if has_sound(row.assignment_id) else set())
            numbers[how] += 1
    assert told == {"recorded": {Source.MACHINE, Source.IMPORT}, "not recorded": {Source.NOTES}}
    assert numbers["recorded"] > 3 * numbers["not recorded"] > 0


def has_sound(assignment_id: uuid.UUID) -> bool:
    """Two children were met twice: the first time in notes, the second with the recorder on."""
    return db.session.scalar(sa.select(Recording.id).where(Recording.assignment_id == assignment_id)) is not None


def test_no_work_is_left_of_last_year_s_sound(told: Flask, karin: Actor) -> None:
    assert karin
    waiting = db.session.scalars(sa.select(Job).where(Job.state == State.QUEUED)).all()
    recordings = {one.ref for one in waiting}
    ours = sa.select(Recording.id).join(Recording.assignment).where(of(cycle_of(karin, back=0)))
    assert recordings == set(db.session.scalars(ours))


def moments_of_coding(cycle: Cycle) -> list[tuple[datetime, datetime]]:
    """When words were put under a theme, and when their text had been handed over."""
    query = sa.select(Coding.created_at, DeidentifiedTranscript.handed_over_at).select_from(Coding)
    query = query.join(Coding.excerpt).join(Excerpt.transcript).join(DeidentifiedTranscript.assignment)
    return [(coded, handed_over) for coded, handed_over in db.session.execute(query.where(of(cycle)))]


def of(cycle: Cycle) -> sa.ColumnElement[bool]:
    return Assignment.cycle_id == cycle.id
