"""A text is corrected in the middle of a seminar: excerpts move along with the words of the new text, what has none
left stands on a list without them, and not one old word stays behind."""

import pytest
from flask import Flask
from sqlalchemy import select

from seminar.board import voices
from seminar.changes import reading
from seminar.coding import correcting, lost, marked_texts, marking, notes
from seminar.coding.lost import Lost
from seminar.coding.models import Excerpt
from seminar.live import history, undo, wording
from seminar.themes.models import Theme
from tests import factories as make
from tests.seminar import making
from tests.seminar.corrected import begin, correct, mark, standing, with_line
from tests.seminar.making import LINES, Seminar
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from transcription.handover import handing_over
from transcription.transcripts.models import DeidentifiedTranscript, Transcript

CHILD = LINES[1][1]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (10, "boy"))


@pytest.fixture
def theme(seminar: Seminar) -> Theme:
    return making.a_theme(seminar)


def gone(seminar: Seminar) -> list[Lost]:
    return lost.list_lost(seminar.leads, seminar.transcripts[0])


def on_board(seminar: Seminar, theme: Theme) -> list[str]:
    return [quote.words for quote in voices.get_theme_voices(seminar.leads, seminar.cycle.id, theme.id).shown]


def test_a_passage_in_which_a_word_was_corrected_has_the_new_words(seminar: Seminar, theme: Theme) -> None:
    row, text = mark(seminar, theme, "Eller skickat ett sms"), seminar.transcripts[0]
    copy_id, revision = text.id, text.revision
    correct(text, with_line(1, CHILD.replace("sms", "brev").replace("Att hon hade", "Att han hade")))
    excerpt = row.excerpt
    assert excerpt.quote == "Eller skickat ett brev"
    assert excerpt.before == "\nAtt han hade sagt det själv. 🙂 "
    assert excerpt.after == ".\nBerätta mer om det.\nMan orkar "
    assert (text.id, text.revision, excerpt.revision) == (copy_id, revision + 1, revision + 1)
    assert standing(seminar) == [("Eller skickat ett brev", 1)]
    assert on_board(seminar, theme) == ["Eller skickat ett brev"]
    assert gone(seminar) == []


def test_lines_that_are_put_in_move_what_comes_after(seminar: Seminar, theme: Theme) -> None:
    mark(seminar, theme, "börja om", line=3)
    mark(seminar, theme, "skickat", until=(3, "allt igen"))
    correct(
        seminar.transcripts[0],
        [("child", "Öh 🙂."), *LINES[:2], ("interviewer", "Vänta, berätta mer om det."), LINES[3]],
    )
    told = [row.excerpt for row in marked_texts.list_codings(seminar.transcripts[0])]
    assert [one.quote for one in told] == [
        "skickat ett sms.\nVänta, berätta mer om det.\nMan orkar inte säga allt igen", "börja om"
    ]  # fmt: skip
    ((start, end),) = told[0].asides["spans"]
    assert told[0].quote[start:end] == "Vänta, berätta mer om det.", "the question is left out as it is worded now"
    assert [line for _, line in standing(seminar)] == [2, 4]


def test_what_has_no_words_left_is_off_the_board_and_on_the_list_by_theme_and_line(
    seminar: Seminar, theme: Theme
) -> None:
    row = mark(seminar, theme, "Eller skickat ett sms.")
    correct(seminar.transcripts[0], with_line(1, "Att hon hade sagt det själv. 🙂"))
    assert (standing(seminar), on_board(seminar, theme)) == ([], [])
    (one,) = gone(seminar)
    assert (one.coding, one.position, one.may_remove, one.coding.theme) == (row, 1, True, theme)
    assert (row.excerpt.quote, row.excerpt.before, row.excerpt.after, row.excerpt.asides) == ("", "", "", {})
    with pytest.raises(WrongState, match="no longer in it"):
        marking.restore(seminar.leads, seminar.cycle.id, row.id)
    correct(seminar.transcripts[0], [("child", "Ny rad."), *with_line(1, "Att hon hade sagt det själv. 🙂")])
    assert [each.position for each in gone(seminar)] == [2], "the place moves on with the next correction"


def test_what_only_the_interviewer_says_now_is_lost(seminar: Seminar, theme: Theme) -> None:
    mark(seminar, theme, "Man orkar", line=3)
    correct(seminar.transcripts[0], with_line(3, LINES[3][1], speaker="interviewer"))
    assert (standing(seminar), len(gone(seminar))) == ([], 1)


def test_what_is_lost_can_be_marked_anew_and_taken_off_the_list(seminar: Seminar, theme: Theme) -> None:
    row = mark(seminar, theme, "skickat")
    correct(seminar.transcripts[0], with_line(1, "Att hon hade sagt det själv."))
    mark(seminar, theme, "själv")
    assert [words for words, _ in standing(seminar)] == ["själv"]
    assert lost.remove(seminar.leads, seminar.cycle.id, row.id) == seminar.transcripts[0].id
    assert gone(seminar) == []
    assert db.session.scalars(select(Excerpt.quote)).all() == ["själv"]
    with pytest.raises(NotFound):
        lost.remove(seminar.leads, seminar.cycle.id, row.id)


def test_nobody_else_and_nothing_that_stands_comes_off_the_list(seminar: Seminar, theme: Theme) -> None:
    stands, row = mark(seminar, theme, "hon hade"), mark(seminar, theme, "skickat")
    correct(seminar.transcripts[0], with_line(1, "Att hon hade sagt det själv."))
    with pytest.raises(WrongState, match="stand in the text"):
        lost.remove(seminar.leads, seminar.cycle.id, stands.id)
    with pytest.raises(NotFound):
        lost.remove(make.actor(make.a_person(seminar.unit, Role.SOCIAL_WORKER)), seminar.cycle.id, row.id)
    assert len(gone(seminar)) == 1


def test_two_that_come_to_the_same_words_are_one_under_both_themes(seminar: Seminar, theme: Theme) -> None:
    other = making.a_theme(seminar, "Tid")
    mark(seminar, theme, "Man orkar inte", line=3)
    mark(seminar, other, "orkar inte", line=3)
    taken_away = mark(seminar, theme, "orkar inte", line=3)
    marking.remove(seminar.leads, seminar.cycle.id, taken_away.id)
    correct(seminar.transcripts[0], with_line(3, "Orkar inte. Åsså slapp jag börja om."))
    assert len(db.session.scalars(select(Excerpt)).all()) == 1
    assert {row.theme_id for row in marked_texts.list_codings(seminar.transcripts[0])} == {theme.id, other.id}
    assert on_board(seminar, theme) == on_board(seminar, other) == ["Orkar inte"]


def test_what_was_taken_away_can_be_put_back_with_the_words_of_now(seminar: Seminar, theme: Theme) -> None:
    kept, away = mark(seminar, theme, "ett sms"), mark(seminar, theme, "slapp jag", line=3)
    for row in (kept, away):
        marking.remove(seminar.leads, seminar.cycle.id, row.id)
    correct(seminar.transcripts[0], [*with_line(1, CHILD.replace("sms", "SMS"))[:3], ("child", "Nej.")])
    marking.restore(seminar.leads, seminar.cycle.id, kept.id)
    assert [words for words, _ in standing(seminar)] == ["ett SMS"]
    assert gone(seminar) == [], "what nobody wanted any more is not on the list"
    with pytest.raises(NotFound):
        marking.get_coding(seminar.leads, seminar.cycle.id, away.id)


def test_the_same_text_once_more_changes_nothing(seminar: Seminar, theme: Theme) -> None:
    row, text = mark(seminar, theme, "skickat"), seminar.transcripts[0]
    db.session.commit()
    before = (text.revision, reading.find_position(seminar.cycle.id))
    correct(text, LINES)
    db.session.commit()
    assert (text.revision, reading.find_position(seminar.cycle.id)) == before
    assert row.excerpt.quote == "skickat"


def test_the_log_says_it_once_without_a_name_and_it_cannot_be_undone(seminar: Seminar, theme: Theme) -> None:
    row = mark(seminar, theme, "skickat")
    db.session.commit()
    at = reading.find_position(seminar.cycle.id) or 0
    correct(seminar.transcripts[0], with_line(1, "Nej."))
    db.session.commit()
    (change,) = reading.list_news(seminar.leads, seminar.cycle.id, after=at).changes
    assert (str(change.kind), change.transcript_id) == ("corrected", seminar.transcripts[0].id)
    newest = history.get_history(seminar.leads, seminar.cycle.id).entries[0]
    assert (newest.person, str(newest.text)) == (None, "1")
    assert "corrected" in wording.act(newest) or "rättad" in wording.act(newest)
    own = undo.get_own(seminar.leads, seminar.cycle.id)
    assert own.last is None or own.last.object_id != row.id, "what has lost its words is not undone to an empty quote"


def test_notes_stay_with_their_excerpt_also_when_it_has_lost_its_words(seminar: Seminar, theme: Theme) -> None:
    text, (leads, cycle_id) = seminar.transcripts[0], (seminar.leads, seminar.cycle.id)
    line = len("Att hon hade sagt det själv")
    notes.write(leads, cycle_id, text.id, text="Ofta så.", start=(1, 0), end=(1, line))
    notes.write(leads, cycle_id, text.id, text="Fråga.", start=(3, 0), end=(3, len("Man orkar inte säga allt igen")))
    mark(seminar, theme, "Man", line=3, until=(3, "allt igen"))
    correct(text, [*with_line(1, CHILD.replace("hon", "han"))[:3], ("child", "Nej. Åsså slapp jag börja om.")])
    shown = {one.note.text: (one.note.excerpt.quote, one.position) for one in notes.list_notes(leads, text)}
    assert shown == {"Ofta så.": ("Att han hade sagt det själv", 1), "Fråga.": ("", None)}
    lost.remove(leads, cycle_id, gone(seminar)[0].coding.id)
    assert len(notes.list_notes(leads, text)) == 2, "the note is its writer's"


def test_a_second_correction_goes_on_from_the_first(seminar: Seminar, theme: Theme) -> None:
    mark(seminar, theme, "Eller skickat ett sms")
    for words in ("Eller skickat ett brev", "Eller så hade hon skickat ett brev"):
        correct(seminar.transcripts[0], with_line(1, f"Att hon hade sagt det själv. 🙂 {words}."))
    assert standing(seminar) == [("Eller så hade hon skickat ett brev", 1)]
    assert seminar.transcripts[0].revision == 3


def test_while_it_is_corrected_the_seminar_goes_on_and_its_new_marks_move_too(seminar: Seminar, theme: Theme) -> None:
    text = seminar.transcripts[0]
    begin(text, with_line(1, CHILD.replace("sms", "brev")))
    mark(seminar, theme, "ett sms")
    assert standing(seminar) == [("ett sms", 1)]
    handing_over.hand_over(make.actor(text.assignment.interviewer), text.assignment_id)
    assert standing(seminar) == [("ett brev", 1)]


def test_a_mark_in_a_wording_that_was_just_replaced_is_refused(seminar: Seminar) -> None:
    text = seminar.transcripts[0]
    db.session.expunge(text)  # read by another request, before the correction
    correct(db.session.get_one(DeidentifiedTranscript, text.id), with_line(1, "Nej."))
    with pytest.raises(InvalidInput, match="has changed since"):
        correcting.hold(text)


def test_a_recording_whose_text_the_seminar_reads_stays_while_it_is_corrected(seminar: Seminar) -> None:
    begin(seminar.transcripts[0], LINES)
    transcript = db.session.get_one(Transcript, seminar.transcripts[0].transcript_id)
    assert (transcript.is_being_corrected, transcript.is_at_seminar) == (True, True)
