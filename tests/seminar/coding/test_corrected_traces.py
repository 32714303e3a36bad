"""A text is corrected while others write, or is withdrawn meanwhile: one text, whole anchors, no old word anywhere."""

import json
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from seminar.coding import marking
from seminar.coding.models import Coding, Excerpt
from seminar.texts import anchors
from seminar.themes.models import Theme
from tests import factories as make
from tests.sealed import Blob, every_blob
from tests.seminar import making
from tests.seminar.corrected import begin, correct, mark, standing, with_line
from tests.seminar.making import LINES, Seminar
from tests.toolkit.disposal.test_bytes import END, database_of
from toolkit.config import Settings
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.vault.texts import text_key_id
from transcription.handover import handing_over
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript

CHILD = LINES[1][1]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (10, "boy"))


@pytest.fixture
def theme(seminar: Seminar) -> Theme:
    return making.a_theme(seminar)


def test_withdrawn_while_it_is_corrected_everything_goes(seminar: Seminar, theme: Theme) -> None:
    text = seminar.transcripts[0]
    mark(seminar, theme, "skickat")
    mark(seminar, theme, "slapp", line=3)
    correct(text, with_line(1, "Nej."))
    begin(text, with_line(1, "Jo."))
    actor, assignment = make.actor(text.assignment.interviewer), text.assignment
    withdrawal.withdraw(actor, assignment)
    with pytest.raises(NotFound):
        handing_over.hand_over(actor, assignment.id)
    for table in (Excerpt, Coding):
        assert db.session.scalars(select(table)).all() == []
    left = select(DeidentifiedTranscript.assignment_id)
    assert db.session.scalars(left).all() == [seminar.transcripts[1].assignment_id]


def test_two_handovers_and_a_mark_at_once_leave_one_text_and_whole_anchors(
    app: Flask, seminar: Seminar, theme: Theme
) -> None:
    text, theme_id, leads, cycle_id = seminar.transcripts[0], theme.id, seminar.leads, seminar.cycle.id
    interviewer, assignment_id, text_id = make.actor(text.assignment.interviewer), text.assignment_id, text.id
    mark(seminar, theme, "ett sms")
    begin(text, with_line(1, CHILD.replace("sms", "brev")))
    db.session.commit()
    hand_over = _in_app(app, lambda: handing_over.hand_over(interviewer, assignment_id))
    go_on = _in_app(app, lambda: marking.mark(leads, cycle_id, text_id, theme_id=theme_id, start=(3, 0), end=(3, 9)))
    threads = [threading.Thread(target=act) for act in (hand_over, go_on, hand_over)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    assert text.revision == 2
    assert db.session.query(DeidentifiedSegment).filter_by(deidentified_transcript_id=text.id).count() == len(LINES)
    assert [words for words, _ in standing(seminar)][:1] == ["ett brev"]
    whole = anchors.join(segment.text for segment in text.segments)
    for excerpt in db.session.scalars(select(Excerpt)):
        assert (excerpt.revision, excerpt.quote) == (2, whole[excerpt.start : excerpt.end])


def _in_app(app: Flask, act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        with app.app_context():
            try:
                act()
                db.session.commit()
            except (InvalidInput, WrongState):  # the text was replaced in that very moment: the reader marks anew
                db.session.rollback()

    return run


def test_no_old_word_stays_in_any_row_nor_its_bytes_in_the_database_or_its_log(
    seminar: Seminar, theme: Theme, settings: Settings
) -> None:
    text = seminar.transcripts[0]
    for words, line in (("Eller skickat ett sms", 1), ("orkar inte", 3), ("skickat", 1)):
        mark(seminar, theme, words, line=line)
    marking.remove(seminar.leads, seminar.cycle.id, mark(seminar, theme, "hade sagt", line=1).id)
    db.session.commit()
    old = [blob.data[-END:] for blob in _sealed(text)]
    assert len(old) == 4 + 4 * 3, "lines and excerpts"
    correct(text, [("child", "Nya ord."), ("child", "Helt andra ord än förr.")])
    db.session.commit()
    lines = [
        *db.session.scalars(
            select(DeidentifiedSegment.text).where(DeidentifiedSegment.deidentified_transcript_id == text.id)
        )
    ]
    rows = db.session.execute(select(Excerpt.quote, Excerpt.before, Excerpt.after, Excerpt.asides)).all()
    said = json.dumps([*lines, *map(list, rows)], ensure_ascii=False)
    assert not [word for word in ("skickat", "orkar", "sagt", "själv") if word in said]
    if (database := database_of(settings)) is None:
        return  # PostgreSQL's files are its administrator's
    held = b"".join(path.read_bytes() for path in (database, database.with_name(f"{database.name}-wal")))
    assert not [end for end in old if end in held]


def _sealed(text: DeidentifiedTranscript) -> list[Blob]:
    """The bytes of the lines and excerpts of a text."""
    own = text.assignment_id.hex
    held = [blob for blob in every_blob() if blob.label.startswith(("deidentified_segment.", "excerpt."))]
    return [blob for blob in held if text_key_id(blob.data) == own]
