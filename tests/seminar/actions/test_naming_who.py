"""Who is named as responsible: a name that is nobody's is asked about, and a team does not confirm its own work."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.actions import child_words, progressing
from seminar.actions.models import Action
from seminar.proposals import responsibility, results
from seminar.proposals.models import Decision
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import InvalidInput, WrongState
from toolkit.people.models import Person, Team

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """A unit with a team, and with a facilitator whose name is easily misspelt."""
    found = making.a_seminar()
    make.add(Team(unit_id=found.unit.id, name="Team Barn"))
    found.facilitator.name = "Karin Öberg"
    db.session.commit()
    return found


def team_of(seminar: Seminar) -> Team:
    return next(team for team in seminar.unit.teams if team.name == "Team Barn")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("Karin Öberg", []), ("karin öberg", []), ("Karin Öhberg", ["Karin Öberg"]), ("Karin", ["Karin Öberg"]),
        ("Teamet Barn", ["Team Barn"]), ("Fastighetskontoret", []), ("", []),
    ],
)  # fmt: skip
def test_a_misspelt_name_has_near_ones(seminar: Seminar, written: str, near: list[str]) -> None:
    assert responsibility.list_near(seminar.decides, written) == near


def test_another_units_names_are_never_offered(seminar: Seminar) -> None:
    assert responsibility.list_near(making.a_seminar().decides, "Karin Öhberg") == []


def test_the_near_ones_are_offered_once_and_whoever_is_sure_keeps_the_own_words(
    seminar: Seminar, signed_in: SignIn
) -> None:
    drafts = [promising.propose(seminar, text, theme=text) for text in ("Ett sms.", "Ett brev.")]
    db.session.commit()
    browser, day = signed_in(seminar.leader), clock.today().isoformat()
    sent = {"decision": "yes", "kind": "other", "responsible": "Karin Öhberg", "due": day, "version": 1}
    for draft, chosen, kept in zip(drafts, ("Karin Öberg", ""), ("Karin Öberg", "Karin Öhberg"), strict=True):
        address = f"/cycles/{seminar.cycle.id}/proposals/{draft.id}/decision"
        page = browser.post(address, data=sent)
        inspect_page(page.text, page.headers)
        assert 'value="Karin Öberg"' in page.text
        assert "Ingen här heter precis så" in page.text
        assert promising.actions_of(seminar, draft) == []
        sure = re.search(r'name="sure"[^>]*value="(\d+)"', page.text)
        assert sure
        assert browser.post(address, data=sent | {"sure": sure[1], "instead": chosen}).status_code == 303
        db.session.expire_all()
        [action] = promising.actions_of(seminar, draft)
        assert action.responsible == kept
        assert (action.responsible_id == seminar.facilitator.id) is bool(chosen)


def test_a_no_needs_nobody_so_no_name_is_asked_about(seminar: Seminar, signed_in: SignIn) -> None:
    draft = promising.propose(seminar)
    db.session.commit()
    sent = {"decision": "no", "kind": "other", "words": "Huset är inte vårt.", "responsible": "Karin Öhberg",
            "version": 1}  # fmt: skip
    address = f"/cycles/{seminar.cycle.id}/proposals/{draft.id}/decision"
    assert signed_in(seminar.leader).post(address, data=sent).status_code == 303


def of_the_team(seminar: Seminar) -> Person:
    person = make.a_person(seminar.unit, Role.SOCIAL_WORKER)
    person.team_id = team_of(seminar).id
    db.session.flush()
    return person


def a_done_action(seminar: Seminar) -> Action:
    action = promising.an_action(seminar, responsible="team barn")
    promising.tell(seminar, action, "done")
    return action


def test_a_team_does_not_confirm_its_own_work(seminar: Seminar) -> None:
    member, action = make.actor(of_the_team(seminar)), a_done_action(seminar)
    assert (action.responsible, action.responsible_team_id) == ("Team Barn", team_of(seminar).id)
    assert not progressing.may_verify(member, action)
    with pytest.raises(WrongState):
        promising.confirm(seminar, action, actor=member)
    assert promising.confirm(seminar, action).closed_by_id == seminar.facilitator.id


def test_whoever_joins_the_team_later_does_not_either_and_who_leaves_it_may(seminar: Seminar) -> None:
    action, person = a_done_action(seminar), make.a_person(seminar.unit, Role.SOCIAL_WORKER)
    assert progressing.may_verify(make.actor(person), action)
    person.team_id = team_of(seminar).id
    db.session.flush()
    assert not progressing.may_verify(make.actor(person), action)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Nej.", False), ("Nej, det går inte.", False), ("Tyvärr!", False), ("-", False), ("No, we cannot.", False),
        ("För dyrt.", True), ("Allergi.", True), ("Huset är inte vårt.", True), ("Vi har inte råd.", True),
    ],
)  # fmt: skip
def test_a_no_says_why(words: str, says: bool) -> None:
    assert child_words.says_why(words) is says


def test_a_no_without_a_why_is_refused_beside_its_words(seminar: Seminar) -> None:
    draft = promising.propose(seminar)
    with pytest.raises(InvalidInput) as refused:
        promising.decide(seminar, draft, Decision.NO, words="Nej, det går inte.")
    assert refused.value.field == "words"
    assert draft.decision is None


def test_the_leader_sees_the_dots_where_they_decide(
    seminar: Seminar, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = promising.propose(seminar)
    db.session.commit()
    address = f"/cycles/{seminar.cycle.id}/proposals/{draft.id}/decision"
    assert "Prickar från omröstningen" not in signed_in(seminar.leader).get(address).text
    monkeypatch.setattr(results, "of_cycle", lambda _cycle_id: results.Result({draft.id: 4}, voters=4))
    page = signed_in(seminar.leader).get(address)
    inspect_page(page.text, page.headers)
    assert "4 prickar" in page.text
