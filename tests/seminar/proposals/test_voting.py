"""Dots on proposals: a few for each, nobody's one too many, hidden until the voting is closed, and without a name."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.live import history, undo
from seminar.proposals import columns, ordering, proposing, voting
from seminar.proposals.models import Dot
from seminar.seminars import planning
from seminar.seminars.models import Voting
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.proposals import votes as voted
from tests.seminar.proposals.votes import proposals
from tests.seminar.seminars import days
from toolkit.access import Actor
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
TEXTS = ("Ett sms.", "Ett brev.", "Ett kort.", "Ett samtal.")


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return voted.an_open_seminar(*TEXTS)


@pytest.fixture
def votes(seminar: Seminar) -> Actor:
    return voted.open_for(seminar)


def stands(seminar: Seminar) -> str:
    ballot = voting.find_ballot(seminar.leads, seminar.cycle.id)
    assert ballot is not None
    db.session.refresh(ballot.seminar)
    return str(ballot.seminar.voting)


def dots(seminar: Seminar, actor: Actor) -> int:
    ballot = voting.find_ballot(actor, seminar.cycle.id)
    assert ballot is not None
    return len(ballot.own)


def test_each_has_a_few_and_can_take_them_back(seminar: Seminar, votes: Actor) -> None:
    first, second, third, _ = proposals(seminar)
    for each in (first, first, second):
        voting.place(votes, seminar.cycle.id, each.id)
    assert dots(seminar, votes) == 2
    with pytest.raises(WrongState, match="Take one back"):
        voting.place(votes, seminar.cycle.id, third.id)
    voting.take_back(votes, seminar.cycle.id, first.id)
    voting.take_back(votes, seminar.cycle.id, first.id)
    voting.place(votes, seminar.cycle.id, third.id)
    assert dots(seminar, votes) == 2


def test_two_windows_at_once_never_place_one_too_many(app: Flask, seminar: Seminar, votes: Actor) -> None:
    ids = [each.id for each in proposals(seminar)]
    cycle_id = seminar.cycle.id
    db.session.commit()
    together, refused = threading.Barrier(len(ids)), []

    def run(act: Callable[[], None]) -> None:
        with app.app_context():
            together.wait()
            try:
                act()
                db.session.commit()
            except WrongState:
                db.session.rollback()
                refused.append(1)

    threads = [threading.Thread(target=run, args=(partial(voting.place, votes, cycle_id, one),)) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    assert (dots(seminar, votes), len(refused)) == (2, 2)


def test_how_many_is_hidden_until_it_is_closed(seminar: Seminar, votes: Actor, signed_in: SignIn) -> None:
    browsers = [signed_in(seminar.worker), signed_in(seminar.facilitator)]
    address = f"/cycles/{seminar.cycle.id}/proposals/voting"
    first = proposals(seminar)[0]
    assert (
        browsers[0].post(f"/cycles/{seminar.cycle.id}/proposals/{first.id}/dot", data={"placed": 1}).status_code == 303
    )
    for browser in browsers:
        page = browser.get(address)
        inspect_page(page.text, page.headers)
        assert "1 prick<" not in page.text
        assert seminar.worker.name not in page.text.partition("<main")[2] or browser is browsers[0]
    assert "Du har 1 prick kvar." in browsers[0].get(address).text
    voting.place(votes, seminar.cycle.id, proposals(seminar)[1].id)
    db.session.commit()
    all_placed = browsers[0].get(address).text
    assert "Alla dina prickar är satta." in all_placed
    assert "Sätt dem på" not in all_placed
    voting.take_back(votes, seminar.cycle.id, proposals(seminar)[1].id)
    db.session.commit()
    assert "1 person har satt prickar." in browsers[1].get(address).text
    voted.by_others(seminar.cycle.id, first.id)
    assert browsers[1].post(f"{address}/close").status_code == 303
    for browser in browsers:
        page = browser.get(address)
        inspect_page(page.text, page.headers)
        assert "3 prickar<" in page.text
    assert "3 prickar<" in browsers[1].get(f"/cycles/{seminar.cycle.id}/board/contact").text
    late = browsers[0].post(f"/cycles/{seminar.cycle.id}/proposals/{first.id}/dot", data={"placed": 0})
    assert late.status_code == 409


def test_nobody_is_told_who_voted_for_what(seminar: Seminar, votes: Actor) -> None:
    first = proposals(seminar)[0]
    voting.place(votes, seminar.cycle.id, first.id)
    db.session.commit()
    told = history.get_history(seminar.leads, seminar.cycle.id).entries
    assert votes.name not in {entry.person for entry in told}
    assert "seminar:voting:voted" not in making.events_of(first.id)


def test_only_who_takes_part_votes_and_only_while_it_is_open(seminar: Seminar) -> None:
    first = proposals(seminar)[0]
    worker, outside = make.actor(seminar.worker), make.actor(make.a_person(seminar.unit, *seminar.leads.roles))
    with pytest.raises(WrongState, match="not open"):
        voting.place(worker, seminar.cycle.id, first.id)
    with pytest.raises(InvalidInput):
        voting.open_with(seminar.leads, seminar.cycle.id, dots=10)
    with pytest.raises(NotFound):
        voting.open_with(worker, seminar.cycle.id, dots=3)
    voting.open_with(outside, seminar.cycle.id, dots=3)  # another facilitator of the unit
    voting.place(outside, seminar.cycle.id, first.id)
    for nobody in (seminar.leader, days.readers_of(seminar, 1)[0], making.a_seminar().facilitator):
        with pytest.raises(NotFound):
            voting.place(make.actor(nobody), seminar.cycle.id, first.id)


def test_without_an_open_seminar_nothing_is_opened(app: Flask) -> None:
    alone = making.a_seminar()
    assert voting.find_ballot(alone.leads, alone.cycle.id) is None
    with pytest.raises(WrongState, match="Open the seminar first"):
        voting.open_with(alone.leads, alone.cycle.id, dots=3)


def test_the_order_starts_from_the_dots_and_is_made_by_hand(seminar: Seminar, votes: Actor) -> None:
    first, _, third, _ = proposals(seminar)
    voting.place(votes, seminar.cycle.id, third.id)
    voted.by_others(seminar.cycle.id, third.id)
    version = first.version
    voting.close(seminar.leads, seminar.cycle.id)
    ordering.sort_by_dots(seminar.leads, seminar.cycle.id)
    assert [each.text for each in proposals(seminar)] == ["Ett kort.", "Ett sms.", "Ett brev.", "Ett samtal."]
    ordering.move(seminar.leads, seminar.cycle.id, first.id, steps=1)
    ordering.move(seminar.leads, seminar.cycle.id, third.id, steps=-1)
    row = columns.list_rows(seminar.leads, seminar.cycle.id)[0]
    assert [each.text for each in row.proposals] == ["Ett kort.", "Ett brev.", "Ett sms.", "Ett samtal."]
    proposing.write(seminar.leads, seminar.cycle.id, row.theme_voices.theme.id, text="Ett till.")
    assert proposals(seminar)[-1].text == "Ett till."
    db.session.refresh(first)
    assert first.version == version, "whoever words a proposal is not disturbed"
    with pytest.raises(NotFound):
        ordering.move(votes, seminar.cycle.id, first.id, steps=1)


def test_opening_closing_and_ordering_are_undone(seminar: Seminar, votes: Actor) -> None:
    def undo_last() -> None:
        db.session.commit()
        last = undo.get_own(seminar.leads, seminar.cycle.id).last
        assert last is not None
        undo.take_back(seminar.leads, seminar.cycle.id, seq=last.seq)
        db.session.commit()

    voting.close(seminar.leads, seminar.cycle.id)
    undo_last()
    assert stands(seminar) == Voting.OPEN
    undo_last()
    assert stands(seminar) == Voting.CLOSED
    ordering.move(seminar.leads, seminar.cycle.id, proposals(seminar)[0].id, steps=1)
    assert proposals(seminar)[0].text == "Ett brev."
    undo_last()
    assert proposals(seminar)[0].text == "Ett sms."


def test_a_proposal_that_somebody_has_voted_for_is_not_undone_with_a_press(seminar: Seminar, votes: Actor) -> None:
    own = proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text="Ett nytt.")
    db.session.commit()
    last = undo.get_own(seminar.leads, seminar.cycle.id).last
    assert last is not None
    voting.place(votes, seminar.cycle.id, own.id)
    db.session.commit()
    assert undo.get_own(seminar.leads, seminar.cycle.id).last != last
    with pytest.raises(WrongState, match="can no longer be undone"):
        undo.take_back(seminar.leads, seminar.cycle.id, seq=last.seq)
    db.session.rollback()
    voting.take_back(votes, seminar.cycle.id, own.id)
    db.session.commit()
    undo.take_back(seminar.leads, seminar.cycle.id, seq=last.seq)
    assert own.id not in {each.id for each in proposals(seminar)}


def test_a_removed_proposal_takes_its_dots_with_it(seminar: Seminar, votes: Actor) -> None:
    first = proposals(seminar)[0]
    voting.place(votes, seminar.cycle.id, first.id)
    proposing.remove(seminar.leads, seminar.cycle.id, first.id)
    assert db.session.query(Dot).count() == 0
    assert dots(seminar, votes) == 0


def test_when_the_seminar_has_ended_its_page_leads_to_the_board(seminar: Seminar, signed_in: SignIn) -> None:
    address, browser = f"/cycles/{seminar.cycle.id}/proposals/voting", signed_in(seminar.worker)
    assert browser.get(address).status_code == 200
    planning.end(seminar.leads, seminar.cycle.id, planning.list_seminars(seminar.leads, seminar.cycle.id)[0].id)
    db.session.commit()
    answer = browser.get(address, follow_redirects=True)
    assert answer.request.path == f"/cycles/{seminar.cycle.id}/board"
    assert "står på tavlan" in answer.text
    inspect_page(answer.text, answer.headers)
    assert browser.get(address, headers={"X-Fragment": "true"}).status_code == 404, "an open window closes down"
    assert signed_in(making.a_seminar().worker).get(address).status_code == 404


def test_the_voting_asks_before_it_is_closed(seminar: Seminar, votes: Actor, signed_in: SignIn) -> None:
    page = signed_in(seminar.facilitator).get(f"/cycles/{seminar.cycle.id}/proposals/voting")
    inspect_page(page.text, page.headers)
    assert "Ska röstningen avslutas?" in page.text
