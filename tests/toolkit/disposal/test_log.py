"""The log goes by every unit's decision and two people, stays whole, and comes through a copy."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.toolkit.disposal.planning import Scene, a_scene, ahead, decide
from toolkit.access import Role
from toolkit.audit import cutting, trail, verifying
from toolkit.audit.events import Event
from toolkit.audit.models import AuditAnchor, AuditEntry
from toolkit.db import db
from toolkit.disposal import carrying_out, certifying, due, lines, reminding
from toolkit.disposal.models import CountedFrom, DisposalProposal, Material, ProposalState
from toolkit.errors import WrongState
from toolkit.jobs import daily, queue
from toolkit.jobs.models import OPEN
from toolkit.jobs.worker import Worker
from toolkit.people.models import Person
from toolkit.reminders.due import ReminderKind

SignIn = Callable[[Person], FlaskClient]
LOG = Material.TRAIL
TERM = timedelta(days=2 * 366)


@pytest.fixture
def scene(app: Flask) -> Scene:
    found = a_scene()
    decide(found, LOG, months=24, counted_from=CountedFrom.WRITTEN)
    for number in range(3):
        trail.record(found.leader, Event.NOTES_READ, found.assignment.id, number=number)
    db.session.commit()
    return found


def lines_of_log() -> list[int]:
    return list(db.session.scalars(sa.select(AuditEntry.seq).order_by(AuditEntry.seq)))


def dispose(scene: Scene) -> DisposalProposal:
    made = carrying_out.propose(scene.administrator, material=LOG)
    db.session.commit()
    done = carrying_out.confirm(scene.leader, made.id)
    db.session.commit()
    return done


def remove() -> None:
    while cutting.remove_cut(db.session()):
        db.session.commit()


def test_it_is_due_when_its_term_has_ended_and_not_before(scene: Scene) -> None:
    written = len(lines_of_log())
    with pytest.raises(WrongState, match="within a month"):
        carrying_out.propose(scene.leader, material=LOG)
    with ahead(TERM):
        assert due.count(scene.leader)[LOG] == due.Due(written - 1, written - 1, written - 1)
        done = dispose(scene)
        assert (done.state, done.disposed) == (ProposalState.CARRIED_OUT, written)  # the proposal has its line, too
        assert due.count(scene.leader)[LOG].soon == 0
        told = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.LOG_DISPOSED)).one()
        anchor = db.session.scalars(sa.select(AuditAnchor)).one()
        assert told.object_id == done.id
        assert told.facts == {"entries": anchor.seq, "sha256": anchor.hash, "removed": written}
        remove()
    assert min(lines_of_log()) == written + 1
    assert verifying.verify().is_whole
    certificate = certifying.compose(done, "Norr")
    assert "keys that opened them" not in certificate.end, "the log lies under no key, and the paper does not say so"


def test_a_unit_that_keeps_it_or_has_decided_nothing_keeps_all_of_it(scene: Scene) -> None:
    elsewhere = make.actor(make.a_person(make.a_unit(), Role.UNIT_LEADER))
    other = Scene(scene.seminar, elsewhere, elsewhere, scene.assignment, scene.other)
    with ahead(TERM):
        assert due.count(scene.leader)[LOG].soon == 0
        decide(other, LOG, months=None)
        assert due.count(scene.leader)[LOG].soon == 0
        decide(other, LOG, months=60, counted_from=CountedFrom.WRITTEN)
        assert due.count(scene.leader)[LOG].soon == 0, "the longest term counts"
    with ahead(timedelta(days=6 * 366)):
        assert due.count(scene.leader)[LOG].soon > 0


def test_a_decision_that_changes_between_the_two_keeps_it(scene: Scene) -> None:
    with ahead(TERM):
        made = carrying_out.propose(scene.administrator, material=LOG)
        decide(scene, LOG, months=None)
        done = carrying_out.confirm(scene.leader, made.id)
        db.session.commit()
    assert done.disposed == 0
    assert db.session.scalars(sa.select(AuditAnchor)).all() == []


def test_a_log_that_is_not_whole_is_not_disposed_of(scene: Scene) -> None:
    with ahead(TERM):
        made = carrying_out.propose(scene.administrator, material=LOG)
        db.session.commit()
        if db.engine.dialect.name == "sqlite":
            db.session.execute(sa.text("DROP TRIGGER audit_entry_no_update"))
        else:
            db.session.execute(sa.text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        db.session.execute(sa.text("UPDATE audit_entry SET event = 'people:unit:created' WHERE seq = 2"))
        db.session.commit()
        with pytest.raises(WrongState) as refused:
            carrying_out.confirm(scene.leader, made.id)
        assert refused.value.values == {"seq": 2}
        db.session.rollback()
    assert db.session.scalars(sa.select(AuditAnchor)).all() == []
    assert db.session.get_one(DisposalProposal, made.id).is_open


def test_the_worker_removes_the_bytes_and_goes_on_after_a_kill(
    app: Flask, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "AT_ONCE", 2)
    with ahead(TERM):
        dispose(scene)
        assert cutting.remove_cut(db.session()) == 2  # and then the worker was killed
        db.session.commit()
        assert verifying.verify().is_whole
        job = queue.find_job(lines.REMOVE, ref=daily.NOTHING)
        assert job is not None
        assert job.state in OPEN
        db.session.commit()  # the worker writes, and so must nobody else
        Worker(app).run(until_idle=True)
        anchor = db.session.scalars(sa.select(AuditAnchor)).one()
        assert min(lines_of_log()) == anchor.seq + 1
        assert verifying.verify().is_whole


def test_old_lines_are_one_thing_to_do_and_only_once_they_should_be_gone(scene: Scene) -> None:
    def overdue() -> int:
        return {one.kind: one.count for one in reminding.list_due(scene.leader)}[ReminderKind.DISPOSAL_OVERDUE]

    assert overdue() == 0
    with ahead(TERM):
        assert overdue() == 1
        dispose(scene)
        assert overdue() == 0


def test_two_people_do_it_on_the_pages(scene: Scene, signed_in: SignIn) -> None:
    leader, administrator = (db.session.get_one(Person, one.id) for one in (scene.leader, scene.administrator))
    with ahead(TERM):
        first = signed_in(administrator)
        page = first.get("/disposal/due/trail").text
        assert "ska gallras" in page or "gallra" in page
        answer = first.post("/disposal/due/trail")
        proposal = answer.headers["Location"]
        assert "bekräfta" in first.get(proposal).text
        second = signed_in(leader)
        assert re.search(r"\d+ ska gallras\.", second.get(proposal).text), "who confirms sees how much it is"
        done = second.post(f"{proposal}/confirm", follow_redirects=True)
        assert done.status_code == 200
        assert "gallr" in done.text
        log = first.get("/admin/log").text
        assert "Rader 1–" in log
    assert verifying.verify().is_whole
