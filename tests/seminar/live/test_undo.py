"""Undo: one's own last change, whatever others did in between; and a plain word when it is too late."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from seminar.board import summaries, voices
from seminar.coding import marked_texts, marking, notes, readings
from seminar.live import undo
from seminar.live.inverses import INVERSES
from seminar.proposals import proposing, responsibility
from seminar.themes import codebook, merging, removing, retiring
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.errors import NotFound, WrongState


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def colleague(seminar: Seminar) -> Actor:
    return make.actor(make.a_person(seminar.unit, Role.FACILITATOR))


def undo_last(seminar: Seminar, actor: Actor | None = None) -> None:
    db.session.commit()
    last = undo.get_own(actor or seminar.leads, seminar.cycle.id).last
    assert last is not None
    undo.take_back(actor or seminar.leads, seminar.cycle.id, seq=last.seq)
    db.session.commit()


def do_again(seminar: Seminar) -> None:
    again = undo.get_own(seminar.leads, seminar.cycle.id).again
    assert again is not None
    undo.take_back(seminar.leads, seminar.cycle.id, seq=again.seq)
    db.session.commit()


def state(seminar: Seminar) -> object:
    """Everything that a window shows, in a form that can be compared."""
    db.session.expire_all()
    leads, cycle = seminar.leads, seminar.cycle.id
    return (
        [
            (theme.id, theme.slot, theme.is_retired, codebook.words_of(theme))
            for theme in codebook.list_themes(leads, cycle)
        ],
        [(row.id, row.theme_id, row.on_board) for row in marked_texts.list_codings(seminar.transcripts[0])],
        [(one.note.id, one.note.text) for one in notes.list_notes(leads, seminar.transcripts[0])],
        [
            (row.theme.id, row.summary, [(one.id, one.text) for one in row.staff])
            for row in voices.list_voices(leads, cycle)
        ],
        [(one.theme_id, one.id, proposing.words_of(one)) for one in proposing.list_proposals(leads, cycle)],
        readings.is_marked(seminar.transcripts[0]),
    )


def deeds(seminar: Seminar) -> dict[str, Callable[[], object]]:
    """One of every kind that can be undone, each on a world in which it can be done."""
    leads, cycle, text = seminar.leads, seminar.cycle.id, seminar.transcripts[0].id
    theme, empty = making.a_theme(seminar), making.a_theme(seminar, "Tid")
    row, gone = making.an_excerpt(seminar, theme), making.an_excerpt(seminar, theme, position=3)
    marking.remove(leads, cycle, gone.id)
    voice = voices.write(leads, cycle, theme.id, text="Vi byter ofta.")
    note = notes.write(leads, cycle, text, text="Hon ler.", start=(1, 0))
    summaries.write(leads, cycle, theme.id, text="De vill slippa byten.", version=0)
    proposing.write(leads, cycle, theme.id, text="Ett sms.", responsible="Team Barn")
    wish = proposing.write(leads, cycle, theme.id, text="Byt inte.", due=clock.today() + timedelta(days=9))
    return {
        "coded": lambda: marking.mark(leads, cycle, text, theme_id=theme.id, start=(3, 0), end=(3, 9)),
        "uncoded": lambda: marking.remove(leads, cycle, row.id),
        "coded again": lambda: marking.restore(leads, cycle, gone.id),
        "set_aside": lambda: marking.show(leads, cycle, row.id, on_board=False),
        "read": lambda: readings.mark_read(leads, cycle, text, is_read=True),
        "theme_created": lambda: making.a_theme(seminar, "Nytt"),
        "theme_changed": lambda: codebook.change(
            leads, cycle, theme.id, name="Tilltro", area="works_well", definition="Ny.", version=theme.version
        ),
        "theme_moved": lambda: codebook.move(leads, cycle, theme.id, steps=1),
        "note_written": lambda: notes.write(leads, cycle, text, text="Tyst länge.", start=(3, 0)),
        "note_changed": lambda: notes.change(leads, cycle, note.id, text="Annat.", version=note.version),
        "note_removed": lambda: notes.remove(leads, cycle, note.id),
        "theme_removed": lambda: removing.remove(leads, cycle, empty.id),
        "theme_merged": lambda: merging.merge(leads, cycle, theme.id, into=empty.id),
        "theme_retired": lambda: retiring.retire(leads, cycle, theme.id),
        "summary_written": lambda: summaries.write(leads, cycle, empty.id, text="De vill veta.", version=0),
        "summary_written anew": lambda: summaries.write(leads, cycle, theme.id, text="", version=1),
        "voice_written": lambda: voices.write(leads, cycle, theme.id, text="Ny röst."),
        "voice_changed": lambda: voices.change(leads, cycle, voice.id, text="Annat.", version=voice.version),
        "voice_removed": lambda: voices.remove(leads, cycle, voice.id),
        "proposal_written": lambda: proposing.write(leads, cycle, theme.id, text="Nytt förslag."),
        "proposal_changed": lambda: proposing.change(
            leads, cycle, wish.id, text="Annat.", responsible="Alla", due=None, indicator="", version=wish.version
        ),
        "proposal_removed": lambda: proposing.remove(leads, cycle, wish.id),
        "responsible_changed": lambda: responsibility.assign(
            leads,
            cycle,
            theme.id,
            of=None,
            responsible="Grupperna själva",
            due=None,
            version=responsibility.version_of(responsibility.list_undecided(leads, cycle, theme.id)),
        ),
    }


IN_TEST_VOTING = {"proposals_ordered", "voting_opened", "voting_closed"}  # tests/seminar/proposals
KINDS = (
    "coded", "uncoded", "coded again", "set_aside", "read", "theme_created", "theme_changed", "theme_moved",
    "note_written", "note_changed", "note_removed",
    "theme_removed", "theme_merged", "theme_retired", "voice_written", "voice_changed", "voice_removed",
    "proposal_written", "proposal_changed", "proposal_removed", "summary_written", "summary_written anew",
    "responsible_changed",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_undo_puts_back_and_again_does_it_again(seminar: Seminar, kind: str) -> None:
    act = deeds(seminar)[kind]
    before = state(seminar)
    act()
    db.session.commit()
    after = state(seminar)
    assert after != before
    undo_last(seminar)
    assert state(seminar) == before
    do_again(seminar)
    assert state(seminar) == after
    undo_last(seminar)
    assert state(seminar) == before


def test_every_kind_that_can_be_undone_is_tried() -> None:
    tried = {kind.partition(" ")[0] for kind in KINDS}
    elsewhere = {str(kind) for kind in INVERSES if str(kind).startswith("suggest")}  # in board/test_pending.py
    others = {"shown", "unread", "theme_split", "theme_brought_back", *IN_TEST_VOTING}
    elsewhere |= {str(kind) for kind in INVERSES if str(kind).startswith("seminar_")}  # seminars/test_reversing.py
    assert tried | others | elsewhere == {str(kind) for kind in INVERSES}


def test_showing_and_unreading_are_undone_too(seminar: Seminar) -> None:
    leads, cycle, text = seminar.leads, seminar.cycle.id, seminar.transcripts[0].id
    row = making.an_excerpt(seminar, making.a_theme(seminar))
    readings.mark_read(leads, cycle, text, is_read=True)
    marking.show(leads, cycle, row.id, on_board=False)
    before = state(seminar)
    marking.show(leads, cycle, row.id, on_board=True)
    readings.mark_read(leads, cycle, text, is_read=False)
    undo_last(seminar)
    undo_last(seminar)
    assert state(seminar) == before


def test_undo_takes_ones_own_last_although_somebody_else_did_more(seminar: Seminar, colleague: Actor) -> None:
    theme = making.a_theme(seminar)
    mine = making.an_excerpt(seminar, theme)
    theirs = marking.mark_segment(colleague, seminar.cycle.id, seminar.transcripts[0].id, theme_id=theme.id, position=3)
    undo_last(seminar)
    assert [row.id for row in marked_texts.list_codings(seminar.transcripts[0])] == [theirs.id]
    undo_last(seminar, colleague)
    assert marked_texts.list_codings(seminar.transcripts[0]) == []
    assert mine.id != theirs.id


def test_what_somebody_has_changed_since_is_told_and_the_one_before_it_is_offered(
    seminar: Seminar, colleague: Actor
) -> None:
    theme = making.a_theme(seminar)
    mine = making.an_excerpt(seminar, theme)
    voice = voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Mitt.")
    db.session.commit()
    last = undo.get_own(seminar.leads, seminar.cycle.id).last
    voices.change(colleague, seminar.cycle.id, voice.id, text="Vårt.", version=voice.version)
    db.session.commit()
    assert last is not None
    with pytest.raises(WrongState, match="can no longer be undone"):
        undo.take_back(seminar.leads, seminar.cycle.id, seq=last.seq)
    db.session.rollback()
    own = undo.get_own(seminar.leads, seminar.cycle.id)
    assert own.overtaken == 1
    assert own.last is not None
    assert own.last.object_id == mine.id


def test_pressed_twice_is_undone_once_and_nobody_is_blamed(seminar: Seminar) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    db.session.commit()
    last = undo.get_own(seminar.leads, seminar.cycle.id).last
    assert last is not None
    for _ in range(2):
        undo.take_back(seminar.leads, seminar.cycle.id, seq=last.seq)
        db.session.commit()
    assert marked_texts.list_codings(seminar.transcripts[0]) == []
    do_again(seminar)
    assert len(marked_texts.list_codings(seminar.transcripts[0])) == 1


def test_a_theme_with_words_under_it_stays(seminar: Seminar, colleague: Actor) -> None:
    theme = making.a_theme(seminar)
    marking.mark_segment(colleague, seminar.cycle.id, seminar.transcripts[0].id, theme_id=theme.id, position=3)
    db.session.commit()
    assert undo.get_own(seminar.leads, seminar.cycle.id).last is None


def test_what_somebody_else_did_is_not_found(seminar: Seminar, colleague: Actor) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    db.session.commit()
    last = undo.get_own(seminar.leads, seminar.cycle.id).last
    assert last is not None
    with pytest.raises(NotFound):
        undo.take_back(colleague, seminar.cycle.id, seq=last.seq)
    for person in (seminar.worker, seminar.leader, making.a_seminar().facilitator):
        with pytest.raises(NotFound):
            undo.get_own(make.actor(person), seminar.cycle.id)


def test_what_was_done_a_moment_ago_is_offered_where_it_was_done(seminar: Seminar, colleague: Actor) -> None:
    cycle_id = seminar.cycle.id
    assert undo.find_fresh(seminar.leads, cycle_id) is None
    codebook.create(seminar.leads, cycle_id, name="Nytt", area="contact")
    db.session.commit()
    fresh = undo.find_fresh(seminar.leads, cycle_id)
    assert fresh is not None
    assert undo.find_fresh(colleague, cycle_id) is None, "nobody is offered what somebody else did"
    undo.take_back(seminar.leads, cycle_id, seq=fresh.seq)
    db.session.commit()
    assert undo.find_fresh(seminar.leads, cycle_id) is None, "what takes back is not offered to be taken back"


def test_after_a_while_it_is_offered_no_more(seminar: Seminar) -> None:
    with ahead(-undo.FRESH - timedelta(seconds=1)):
        codebook.create(seminar.leads, seminar.cycle.id, name="Nytt", area="contact")
        db.session.commit()
    assert undo.find_fresh(seminar.leads, seminar.cycle.id) is None
