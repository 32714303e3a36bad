"""A text is corrected that readers have marked: their marks move along with their notes, and no old word stays."""

import pytest
from flask import Flask
from sqlalchemy import select

from seminar.seminars import marks, reading
from seminar.seminars.models import Mark, Seminar
from tests import factories as make
from tests.seminar import making
from tests.seminar.corrected import correct, with_line
from tests.seminar.making import LINES
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit.access import Actor
from toolkit.db import db

CHILD = LINES[1][1]


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar((13, "girl"))


@pytest.fixture
def reads(material: Material) -> tuple[Actor, Seminar]:
    (reader,) = days.readers_of(material, 1)
    day = days.a_day(material, reader)
    days.give(material, day, [(reader, material.transcripts[0])])
    return make.actor(reader), day


def rows() -> list[tuple[str, str, str, str]]:
    found = db.session.scalars(select(Mark).order_by(Mark.created_at))
    return [(one.quote, one.before, one.after, one.note) for one in found]


def page(material: Material, reads: tuple[Actor, Seminar]) -> reading.ReadingPage:
    actor, day = reads
    assignment_id = material.transcripts[0].assignment_id
    return reading.open_text(actor, material.cycle.id, day.id, assignment_id=assignment_id)


def test_marks_move_with_their_notes_and_those_without_words_are_among_the_lost(
    material: Material, reads: tuple[Actor, Seminar]
) -> None:
    text = material.transcripts[0]
    kept = days.a_mark(*reads, text, "skickat ett sms", note="Viktigt.")
    gone = days.a_mark(*reads, text, "hade sagt det själv", note="Fråga om det.")
    correct(text, with_line(1, "Att hon. 🙂 Eller skickat ett brev."))
    shown = page(material, reads)
    assert (shown.marks, shown.lost) == ([kept], [gone])
    assert (kept.quote, kept.revision, kept.note) == ("skickat ett brev", text.revision, "Viktigt.")
    assert [spoken.text for spoken in shown.spoken[kept.id]] == ["skickat ett brev"]
    assert (gone.quote, gone.before, gone.after, gone.note) == ("", "", "", "Fråga om det.")
    assert not [said for said in rows() if "själv" in "".join(said[:3]) or "sms" in "".join(said)]
    correct(text, [("child", "Först."), *with_line(1, "Att hon. 🙂 Eller skickat ett kort.")])
    assert [one.quote for one in page(material, reads).marks] == ["skickat ett kort"]
    assert gone.lost_at is not None


def test_two_marks_that_come_to_the_same_words_are_one_with_both_notes(
    material: Material, reads: tuple[Actor, Seminar]
) -> None:
    text = material.transcripts[0]
    days.a_mark(*reads, text, "Eller skickat", note="Ett.")
    days.a_mark(*reads, text, "skickat", note="Två.")
    correct(text, with_line(1, CHILD.replace("Eller skickat", "Skickat")))
    assert [(one.quote, one.note) for one in page(material, reads).marks] == [("Skickat", "Ett.\nTvå.")]


def test_a_mark_that_was_taken_away_comes_back_with_the_words_of_now_or_is_gone(
    material: Material, reads: tuple[Actor, Seminar]
) -> None:
    text, (actor, day) = material.transcripts[0], reads
    named = {"assignment_id": text.assignment_id}
    away = days.a_mark(actor, day, text, "ett sms")
    gone = days.a_mark(actor, day, text, "hade sagt")
    for one in (away, gone):
        marks.remove(actor, material.cycle.id, day.id, **named, mark_id=one.id)
    correct(text, with_line(1, "Att hon. 🙂 Eller skickat ett brev."))
    marks.restore(actor, material.cycle.id, day.id, **named, mark_id=away.id)
    assert [said[0] for said in rows()] == ["ett brev"]
