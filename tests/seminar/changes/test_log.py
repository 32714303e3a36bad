"""The log of a seminar: every change has its line, in an order without holes, and nobody who follows skips one."""

import threading
import uuid

import pytest
import sqlalchemy as sa
from flask import Flask

from seminar.board import voices
from seminar.changes import log, reading
from seminar.changes.models import ChangeKind, SeminarChange, SeminarSequence
from seminar.changes.notices import NOTICES
from seminar.coding import marking, readings
from seminar.proposals import proposing
from seminar.themes import codebook, removing
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import NotFound


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def told(seminar: Seminar, *, after: int = 0) -> list[str]:
    """The kinds on the log, once everything so far is committed."""
    db.session.commit()
    news = reading.list_news(seminar.leads, seminar.cycle.id, after=after)
    assert [change.seq for change in news.changes] == list(range(after + 1, news.last + 1))
    return [str(change.kind) for change in news.changes]


def test_every_change_has_its_line_in_the_order_of_the_deeds(seminar: Seminar) -> None:
    leads, cycle, text = seminar.leads, seminar.cycle.id, seminar.transcripts[0].id
    theme, other = making.a_theme(seminar), making.a_theme(seminar, "Tid")
    row = making.an_excerpt(seminar, theme)
    marking.remove(leads, cycle, row.id)
    marking.restore(leads, cycle, row.id)
    marking.show(leads, cycle, row.id, on_board=False)
    marking.show(leads, cycle, row.id, on_board=True)
    readings.mark_read(leads, cycle, text, is_read=True)
    readings.mark_read(leads, cycle, text, is_read=False)
    codebook.change(
        leads, cycle, theme.id, name="Tilltro", area="contact", definition="", version=theme.version
    )  # fmt: skip
    codebook.move(leads, cycle, theme.id, steps=1)
    removing.remove(leads, cycle, other.id)
    voice = voices.write(leads, cycle, theme.id, text="Vi byter ofta.")
    voices.change(leads, cycle, voice.id, text="Vi byter för ofta.", version=voice.version)
    voices.remove(leads, cycle, voice.id)
    wish = proposing.write(leads, cycle, theme.id, text="Byt inte.")
    wish = proposing.change(
        leads, cycle, wish.id, text="Byt mer sällan.", responsible="", due=None, indicator="", version=wish.version
    )
    proposing.remove(leads, cycle, wish.id)
    assert told(seminar) == [
        "theme_created", "theme_created", "coded", "uncoded", "coded", "set_aside", "shown", "read", "unread",
        "theme_changed", "theme_moved", "theme_removed", "voice_written", "voice_changed", "voice_removed",
        "proposal_written", "proposal_changed", "proposal_removed",
    ]  # fmt: skip


def test_what_changes_nothing_leaves_no_line(seminar: Seminar) -> None:
    leads, cycle = seminar.leads, seminar.cycle.id
    theme = making.a_theme(seminar)
    row = making.an_excerpt(seminar, theme)
    voice = voices.write(leads, cycle, theme.id, text="Så är det.")
    before = len(told(seminar))
    making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    marking.restore(leads, cycle, row.id)
    marking.show(leads, cycle, row.id, on_board=True)
    codebook.move(leads, cycle, theme.id, steps=-1)
    codebook.change(leads, cycle, theme.id, name="Tillit", area="contact", definition="", version=theme.version)
    voices.change(leads, cycle, voice.id, text="Så är det.", version=voice.version)
    voices.write(leads, cycle, theme.id, text="Så är det.")
    assert told(seminar, after=before) == []


def test_what_is_rolled_back_leaves_no_line_and_no_hole(seminar: Seminar) -> None:
    making.a_theme(seminar)
    db.session.commit()
    making.a_theme(seminar, "Ångrat")
    db.session.rollback()
    savepoint = db.session.begin_nested()
    making.a_theme(seminar, "Ångrat inuti")
    savepoint.rollback()
    making.a_theme(seminar, "Tid")
    assert log.pending() == [ChangeKind.THEME_CREATED]
    assert told(seminar) == ["theme_created", "theme_created"]


def test_a_cycle_has_a_log_of_its_own_and_only_who_leads_the_unit_reads_it(seminar: Seminar) -> None:
    making.a_theme(seminar)
    next_year = making.another_cycle(seminar)
    making.a_theme(next_year)
    stranger = making.a_seminar()
    assert told(seminar) == told(next_year) == ["theme_created"]
    for person in (stranger.facilitator, seminar.worker, seminar.leader):
        with pytest.raises(NotFound):
            reading.list_news(make.actor(person), seminar.cycle.id, after=0)
    both = {seminar.cycle.id: 0, next_year.cycle.id: 1}
    assert {cycle: news.last for cycle, news in reading.list_news_of(both).items()} == {seminar.cycle.id: 1}


def test_who_missed_much_or_counts_on_another_log_looks_at_everything(
    seminar: Seminar, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        making.a_theme(seminar, f"Tema {number}")
    db.session.commit()
    monkeypatch.setattr(reading, "MOST", 3)
    for after, missed in ((0, True), (1, False), (4, False), (5, True)):
        news = reading.list_news(seminar.leads, seminar.cycle.id, after=after)
        assert (news.last, news.missed) == (4, missed)


def test_an_event_says_ids_and_nobodys_words(seminar: Seminar) -> None:
    theme = making.a_theme(seminar, "Hemligt")
    row = making.an_excerpt(seminar, theme)
    db.session.commit()
    event = reading.list_news(seminar.leads, seminar.cycle.id, after=1).as_events()["changes"]
    assert event == [
        {"seq": 2, "kind": "coded", "object": str(row.id), "transcript": str(seminar.transcripts[0].id),
         "theme": str(theme.id)}
    ]  # fmt: skip


def test_a_withdrawn_interview_is_forgotten_and_its_windows_are_told(app: Flask) -> None:
    seminar = making.a_seminar((13, "girl"), (9, "boy"))
    theme = making.a_theme(seminar)
    gone = making.an_excerpt(seminar, theme)
    stays = making.an_excerpt(seminar, theme, transcript=1)
    readings.mark_read(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, is_read=True)
    db.session.commit()
    ids = {gone.id, seminar.transcripts[0].id}
    withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
    assert told(seminar) == ["theme_created", "gone", "coded", "gone", "gone"]
    rows = db.session.scalars(sa.select(SeminarChange).order_by(SeminarChange.seq)).all()
    assert [row.object_id for row in rows] == [theme.id, None, stays.id, None, seminar.transcripts[0].id]
    for row in (rows[1], rows[3]):
        assert not {row.person_id, row.transcript_id, row.theme_id, row.undoes} - {None}
        assert not ids & {row.object_id}
        assert row.words == ""


def test_whoever_waits_is_told_after_the_commit_and_only_then(seminar: Seminar) -> None:
    heard: list[int] = []
    NOTICES.get().listen(lambda: heard.append(1))
    making.a_theme(seminar)
    db.session.rollback()
    db.session.commit()
    assert heard == []
    making.a_theme(making.a_seminar())
    db.session.flush()
    assert heard == []
    db.session.commit()
    assert heard == [1]


def test_a_reader_beside_many_writers_skips_no_change(app: Flask, seminar: Seminar) -> None:
    """Several connections write and one reads all the while: what it has passed by is never filled in afterwards."""
    cycle_id, seen, done, theme_id = seminar.cycle.id, list[int](), threading.Event(), making.a_theme(seminar).id
    leads = [make.actor(make.a_person(seminar.unit, Role.FACILITATOR)) for _ in range(4)]
    db.session.commit()

    def write(who: int) -> None:
        with app.app_context():
            for number in range(12):
                voices.write(leads[who], cycle_id, theme_id, text=f"Röst {who} {number}")
                db.session.commit()

    def follow() -> None:
        with app.app_context():
            while True:
                last_look = done.is_set()
                news = reading.list_news_of({cycle_id: seen[-1] if seen else 0}).get(cycle_id)
                db.session.rollback()
                seen.extend(change.seq for change in (news.changes if news else ()))
                if last_look:
                    return

    follower = threading.Thread(target=follow)
    writers = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for thread in (follower, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    follower.join()
    assert seen == list(range(1, 50))
    assert db.session.scalar(sa.select(SeminarSequence.last)) == 49


def test_a_number_that_waits_for_its_commit_holds_back_the_next(app: Flask, seminar: Seminar) -> None:
    """Two connections: the second gets no number while the first has one that nobody sees yet."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    cycle_id, leads, theme_id = seminar.cycle.id, seminar.leads, making.a_theme(seminar).id
    db.session.commit()
    voices.write(leads, cycle_id, theme_id, text="Först")
    held: list[uuid.UUID] = []
    log._number_at_commit(db.session())  # the number is taken; the commit is still to come

    def write() -> None:
        with app.app_context():
            voices.write(leads, cycle_id, theme_id, text="Sedan")
            db.session.commit()
            held.append(cycle_id)

    second = threading.Thread(target=write)
    second.start()
    second.join(0.5)
    assert held == []
    db.session.commit()
    second.join(10)
    assert [change.seq for change in reading.list_news(leads, cycle_id, after=1).changes] == [2, 3]
