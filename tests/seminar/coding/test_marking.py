"""Coding: the marked words and no others, once, undone when wanted, and gone when the child takes the yes back."""

import pytest
from flask import Flask

from seminar.board import voices
from seminar.coding import marked_texts, marking, withdrawing
from seminar.coding.models import Coding, Excerpt
from seminar.texts import anchors, transcripts
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import InvalidInput, NotFound
from transcription.transcripts.models import DeidentifiedTranscript


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def mark(seminar: Seminar, words: str, *, position: int = 1) -> Coding:
    """Mark words as a browser does: with UTF-16 offsets in their line."""
    transcript, theme = seminar.transcripts[0], making.a_theme(seminar)
    text = transcript.segments[position].text
    at = text.index(words)
    start, end = anchors.to_utf16(text, at), anchors.to_utf16(text, at + len(words))
    return marking.mark(
        seminar.leads,
        seminar.cycle.id,
        transcript.id,
        theme_id=theme.id,
        start=(position, start),
        end=(position, end),
    )


def count(model: type[Coding] | type[Excerpt]) -> int:
    return len(db.session.query(model).all())


def test_words_after_an_emoji_are_the_words_that_were_marked(seminar: Seminar) -> None:
    assert mark(seminar, "Eller skickat ett sms.").excerpt.quote == "Eller skickat ett sms."


def test_a_stretch_over_several_lines_and_backwards_is_the_same_stretch(seminar: Seminar) -> None:
    transcript, theme = seminar.transcripts[0], making.a_theme(seminar)
    there = marking.mark(seminar.leads, seminar.cycle.id, transcript.id, theme_id=theme.id, start=(1, 0), end=(3, 10))
    back = marking.mark(seminar.leads, seminar.cycle.id, transcript.id, theme_id=theme.id, start=(3, 10), end=(1, 0))
    assert there.id == back.id
    assert there.excerpt.quote.startswith("Att hon hade")
    assert there.excerpt.quote.endswith("Man orkar")


def test_marking_twice_is_marking_once(seminar: Seminar) -> None:
    assert mark(seminar, "skickat").id == mark(seminar, "skickat").id
    assert (count(Excerpt), count(Coding)) == (1, 1)


def test_the_same_words_under_two_themes_are_one_excerpt(seminar: Seminar) -> None:
    first, second = making.a_theme(seminar, "Ett"), making.a_theme(seminar, "Två")
    making.an_excerpt(seminar, first)
    making.an_excerpt(seminar, second)
    assert (count(Excerpt), count(Coding)) == (1, 2)


def test_taking_away_and_putting_back_undo_each_other(seminar: Seminar) -> None:
    row = mark(seminar, "skickat")
    for _ in range(2):
        marking.remove(seminar.leads, seminar.cycle.id, row.id)
        assert marked_texts.list_codings(seminar.transcripts[0]) == []
    marking.restore(seminar.leads, seminar.cycle.id, row.id)
    assert marked_texts.list_codings(seminar.transcripts[0]) == [row]


def test_only_white_space_is_nothing(seminar: Seminar) -> None:
    with pytest.raises(InvalidInput):
        mark(seminar, " ")


@pytest.mark.parametrize(("start", "end"), [((1, 0), (1, 999)), ((9, 0), (9, 3))])
def test_an_offset_that_is_not_in_the_text_is_refused_kindly(
    seminar: Seminar, start: tuple[int, int], end: tuple[int, int]
) -> None:
    theme = making.a_theme(seminar)
    with pytest.raises(InvalidInput):
        marking.mark(
            seminar.leads,
            seminar.cycle.id,
            seminar.transcripts[0].id,
            theme_id=theme.id,
            start=start,
            end=end,
        )


def test_a_theme_of_another_cycle_is_not_found(seminar: Seminar) -> None:
    cycle = make.a_cycle(seminar.unit, seminar.facilitator)
    other = making.Seminar(seminar.unit, cycle, seminar.facilitator, seminar.leader, seminar.worker, ())
    theme = making.a_theme(other)
    with pytest.raises(NotFound):
        marking.mark_segment(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, theme_id=theme.id, position=1)


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR])
def test_nobody_but_the_facilitator_opens_a_transcript(seminar: Seminar, role: Role) -> None:
    person = make.actor(make.a_person(seminar.unit, role))
    with pytest.raises(NotFound):
        transcripts.get_transcript(person, seminar.cycle.id, seminar.transcripts[0].id)


def test_a_page_keeps_every_letter_of_the_text(seminar: Seminar) -> None:
    mark(seminar, "Eller skickat")
    page = marked_texts.open_page(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id)
    assert ["".join(text for text, _ in line.runs) for line in page.lines] == [text for _, text in making.LINES]


def test_a_new_revision_keeps_what_it_finds_and_shows_what_it_lost(seminar: Seminar) -> None:
    transcript = seminar.transcripts[0]
    kept, lost = mark(seminar, "Eller skickat ett sms."), mark(seminar, "Man orkar inte", position=3)
    transcript.segments[0].text = "En helt ny fråga, som är längre än den förra?"
    transcript.segments[3].text = "Nej."
    transcript.revision = 2
    page = marked_texts.open_page(seminar.leads, seminar.cycle.id, transcript.id)
    marked = [text for text, codings in page.lines[1].runs if codings]
    assert marked == ["Eller skickat ett sms."]
    assert page.lines[1].codings == (kept,)
    assert page.lost == (lost,)


def test_children_are_counted_not_quotes(app: Flask) -> None:
    seminar = making.a_seminar((13, "girl"), (10, "boy"), (16, "boy"))
    theme = making.a_theme(seminar)
    for transcript, position in ((0, 1), (0, 3), (1, 1)):
        making.an_excerpt(seminar, theme, transcript=transcript, position=position)
    making.read_all(seminar)
    theme_voices = voices.get_theme_voices(seminar.leads, seminar.cycle.id, theme.id)
    assert (len(theme_voices.codings), theme_voices.children, theme_voices.of) == (3, 2, 3)


def test_a_quote_that_is_set_aside_still_counts(seminar: Seminar) -> None:
    row = mark(seminar, "skickat")
    marking.show(seminar.leads, seminar.cycle.id, row.id, on_board=False)
    theme_voices = voices.get_theme_voices(seminar.leads, seminar.cycle.id, row.theme_id)
    assert theme_voices.shown == ()
    assert theme_voices.children == 1


def test_a_withdrawal_takes_every_excerpt_with_it(seminar: Seminar) -> None:
    row = mark(seminar, "skickat")
    theme_id, assignment = row.theme_id, seminar.transcripts[0].assignment
    withdrawal.withdraw(seminar.leads, assignment)
    assert (count(Excerpt), count(Coding)) == (0, 0)
    theme_voices = voices.get_theme_voices(seminar.leads, seminar.cycle.id, theme_id)
    assert (theme_voices.children, theme_voices.of) == (0, 0)
    assert transcripts.list_transcripts(seminar.leads, seminar.cycle.id) == []


def test_when_the_copy_goes_the_excerpts_go(seminar: Seminar) -> None:
    mark(seminar, "skickat")
    db.session.delete(db.session.get_one(DeidentifiedTranscript, seminar.transcripts[0].id))
    db.session.flush()
    db.session.expire_all()
    assert (count(Excerpt), count(Coding)) == (0, 0)


def test_a_text_can_be_taken_back_until_words_in_it_are_marked(seminar: Seminar) -> None:
    assignment = seminar.transcripts[0].assignment
    assert not withdrawing.has_begun(assignment)
    row = mark(seminar, "skickat")
    assert withdrawing.has_begun(assignment)
    marking.remove(seminar.leads, seminar.cycle.id, row.id)
    assert not withdrawing.has_begun(assignment)
