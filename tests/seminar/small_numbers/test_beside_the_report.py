"""Pages beside the report tell what the report told: nobody subtracts one from the other, or today from yesterday."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from interview_guides import loader
from seminar.actions import followup
from seminar.board import voices
from seminar.overview import years
from seminar.published import publications
from seminar.report import drafting
from seminar.visits.models import NoticeCount, NoticeTold
from tests import factories as make
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import NOT_SAID, Shown
from toolkit.disposal import withdrawal
from toolkit.language import force_locale
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
SV = loader.load(language="sv")
EACH, RAISED = 8, 9


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """Eight girls of 13, eight boys of 10 and one girl of 16; nine of them raised a theme."""
    found = making.a_seminar((16, "girl"), *[(13, "girl")] * EACH, *[(10, "boy")] * EACH)
    found.cycle.state = CycleState.RUNNING
    making.read_all(found)
    theme = making.a_theme(found)
    for number in range(RAISED):
        making.an_excerpt(found, theme, transcript=number)
    db.session.commit()
    return found


def release(seminar: Seminar) -> None:
    with force_locale("sv"):
        report = drafting.facts_of(seminar.leads, seminar.cycle)
    publications.register(seminar.cycle, edition=1, numbers=report.numbers)
    db.session.commit()


def take_back(seminar: Seminar, number: int) -> None:
    assignment = seminar.transcripts[number].assignment
    withdrawal.withdraw(make.actor(assignment.interviewer), assignment)
    db.session.commit()


def share(seminar: Seminar) -> Share:
    [row] = voices.list_voices(seminar.decides, seminar.cycle.id)
    return row.share


def test_the_page_of_a_proposal_tells_the_released_number_after_a_withdrawal(seminar: Seminar) -> None:
    told = Share(Shown(RAISED), Shown(2 * EACH + 1))
    assert share(seminar) == told
    release(seminar)
    take_back(seminar, 1)
    assert share(seminar) == told
    [row] = voices.list_voices(seminar.leads, seminar.cycle.id)
    assert (row.children, row.of) == (RAISED - 1, 2 * EACH), "whoever reads the interviews sees what stands"


def test_a_theme_of_after_the_release_has_no_number_until_the_next(seminar: Seminar) -> None:
    release(seminar)
    other = making.a_theme(seminar, "Nytt")
    for number in range(RAISED):
        making.an_excerpt(seminar, other, transcript=number, position=3)
    shares = {row.theme.name: row.share for row in voices.list_voices(seminar.decides, seminar.cycle.id)}
    assert shares["Nytt"].count == NOT_SAID


def test_over_the_years_stands_the_released_number_of_read_interviews(seminar: Seminar) -> None:
    release(seminar)
    take_back(seminar, 1)
    assert years.collect(seminar.decides).years[0].read == Shown(2 * EACH + 1)


def test_words_are_signed_as_the_report_signs_them_and_before_it_not_at_all(seminar: Seminar) -> None:
    """She of 16 is the only one: before a release, and after it, her words say at most that a girl said them."""
    [row] = voices.list_voices(seminar.decides, seminar.cycle.id)
    assert {row.sign(quote) for quote in row.shown} == {""}
    release(seminar)
    [row] = voices.list_voices(seminar.decides, seminar.cycle.id)
    signed = {row.sign(quote) for quote in row.shown}
    assert "Flicka, 15–18 år" not in signed
    groups = publications.recall(seminar.cycle).signable()
    assert all(quote.child.age != 16 or groups.nameable("girl", "15–18")[1] is None for quote in row.shown)


def test_no_page_of_the_unit_leader_signs_the_words_of_the_only_one(seminar: Seminar, signed_in: SignIn) -> None:
    action = promising.an_action(seminar)
    proposal = promising.propose(seminar, "Ett sms.")
    for number in range(RAISED):
        making.an_excerpt(seminar, action.proposal.theme, transcript=number, position=3)
    db.session.commit()
    browser = signed_in(seminar.leader)
    pages = (
        "/waiting", "/actions", f"/cycles/{seminar.cycle.id}/actions", f"/actions/{action.id}",
        f"/actions/{action.id}/thread", f"/cycles/{seminar.cycle.id}/proposals/{proposal.id}",
        f"/cycles/{seminar.cycle.id}/proposals/{proposal.id}/decide",
    )  # fmt: skip
    opened = 0
    for page in pages:
        answer = browser.get(page, follow_redirects=True)
        opened += answer.status_code == 200
        assert "15–18" not in answer.text, page
    assert opened >= 4


def test_an_unsigned_quote_stays_unsigned_where_one_decides(seminar: Seminar) -> None:
    release(seminar)
    [row] = voices.list_voices(seminar.decides, seminar.cycle.id)

    assert {row.sign(replace(quote, is_unsigned=True)) for quote in row.shown} == {""}


def test_a_promise_is_signed_no_more_than_the_report(seminar: Seminar) -> None:
    action = promising.an_action(seminar)
    making.an_excerpt(seminar, action.proposal.theme, transcript=0, position=3)
    release(seminar)
    [promise] = followup.list_promises(seminar.decides, seminar.cycle.id)
    assert promise.because
    assert "15–18" not in promise.signature


def test_the_years_sum_of_what_was_noticed_is_of_what_each_action_tells(seminar: Seminar) -> None:
    """One action tells 8 of 14 and another nothing yet, since few were asked: the sum is that of the first."""
    first, second = promising.an_action(seminar), promising.an_action(seminar, "Kaffe.", theme="Mat")
    make.add(NoticeTold(action_id=first.id, yes=8, asked=14, weighed=15))
    make.add(NoticeCount(action_id=second.id, month=clock.today().replace(day=1), yes=3))
    few = make.add(NoticeTold(action_id=second.id))
    assert years.collect(seminar.decides).years[0].noticed == Share(Shown(8), Shown(14))
    few.yes, few.asked, few.weighed = 6, 11, 11
    db.session.flush()
    assert years.collect(seminar.decides).years[0].noticed == Share(Shown(14), Shown(25))


def test_memories_of_several_years_are_asked_for_at_once_and_hold_each_its_own(seminar: Seminar) -> None:
    other: Cycle = making.another_cycle(seminar).cycle
    release(seminar)
    memories = publications.recall_each([seminar.cycle, other])
    assert memories[seminar.cycle.id].whole(3) == Shown(2 * EACH + 1)
    assert memories[other.id].whole(3) == Shown(None, 5), "nothing is released: what stands now"
