"""De-identification and handing over: nothing reaches the seminar undecided, and what reaches it names nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests import factories as make
from tests.speakers import only
from tests.transcription.interviews import Interview, a_transcript
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.interviews import removing
from transcription.deidentification import deciding, searching
from transcription.deidentification.replacing import Decision, Finder, apply
from transcription.editor import editing
from transcription.handover import handing_over
from transcription.transcripts.models import (
    DeidentifiedSegment,
    DeidentifiedTranscript,
    IdentifierDecision,
    Segment,
    Transcript,
)
from transcription.transcripts.states import State


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    return searched(interview, a_transcript(interview, state=State.CORRECTED))


def searched(interview: Interview, made: Transcript) -> Transcript:
    return searching.search(interview.actor, made.id)


@pytest.fixture
def decide(interview: Interview, transcript: Transcript) -> Callable[..., None]:
    def do(word: str, **values: str) -> None:
        told: dict[str, Any] = {"action": "replace", "token": "en person", **values}
        deciding.decide(interview.actor, transcript.id, word=word, **told)

    return do


def all_decided(interview: Interview, transcript: Transcript) -> None:
    for word in deciding.open_page(interview.actor, transcript.id).undecided:
        deciding.decide(interview.actor, transcript.id, word=word.word, action="replace", token=word.token)
    deciding.approve(interview.actor, transcript.id)


def replaced(text: str, *decisions: Decision) -> str:
    return apply(text, Finder(decisions).list_hits(text))


def texts_of_copies() -> list[str]:
    return list(db.session.scalars(select(DeidentifiedSegment.text).order_by(DeidentifiedSegment.position)))


def test_suggestions_are_words_with_their_places_and_what_the_person_is(
    interview: Interview, transcript: Transcript
) -> None:
    words = {one.word: (one.token, one.count) for one in deciding.open_page(interview.actor, transcript.id).words}
    assert words == {
        "Alva": ("[person 1]", 1),
        "Petra": ("[socialsekreteraren]", 1),
        "Samir": ("[kompis 1]", 2),
    }


def test_two_persons_of_whom_nothing_is_known_are_told_apart(interview: Interview) -> None:
    lines = (("child", "Jag såg Oddny och Torgny. Oddny gick."),)
    made = searched(interview, a_transcript(interview, state=State.CORRECTED, lines=lines))
    words = {one.word: one.token for one in deciding.open_page(interview.actor, made.id).words}
    assert words == {"Oddny": "[person 1]", "Torgny": "[person 2]"}


def test_the_page_shows_the_whole_text(
    interview: Interview, transcript: Transcript, decide: Callable[..., None]
) -> None:
    decide("Samir", token="en kompis")
    page = deciding.open_page(interview.actor, transcript.id)
    for segment, runs in page.lines:
        assert "".join(run.text for run in runs) == segment.text
    swapped = [
        run.occurrence.bent for _, runs in page.lines for run in runs if run.occurrence and run.occurrence.action
    ]
    assert swapped == ["[en kompis]", "[en kompis]"], "a word that ends in s has no other genitive"


def test_nothing_is_approved_or_handed_over_before_each_word_is_decided(
    interview: Interview, transcript: Transcript
) -> None:
    with pytest.raises(WrongState, match="not decided"):
        deciding.approve(interview.actor, transcript.id)
    with pytest.raises(WrongState, match="corrected and approved"):
        handing_over.hand_over(interview.actor, interview.assignment.id)
    assert db.session.scalars(select(DeidentifiedTranscript)).all() == []


def test_the_seminar_gets_the_tokens_and_the_words_that_were_kept(
    interview: Interview, transcript: Transcript, decide: Callable[..., None]
) -> None:
    decide("Alva", token="[barnet]")
    decide("Petra", action="keep")
    decide("Samirs", token="en kompis")
    decide("pappa", token="en vuxen")
    deciding.approve(interview.actor, transcript.id)
    (copy,) = handing_over.hand_over(interview.actor, interview.assignment.id)
    assert (copy.revision, copy.is_practice) == (transcript.revision, True)
    assert texts_of_copies() == [
        "Hej [barnet], vad bra att du kom.",
        "Jag undrar varför Petra slutade.",
        "Fick du veta varför?",
        "Nej. Min kompis [en kompis] sa det, och [en kompis] [en vuxen].",
    ]


def test_what_a_person_sees_before_is_what_the_seminar_gets(interview: Interview, transcript: Transcript) -> None:
    all_decided(interview, transcript)
    seen = [line.text for line in handing_over.open_page(interview.actor, interview.assignment.id).lines]
    handing_over.hand_over(interview.actor, interview.assignment.id)
    assert texts_of_copies() == seen
    assert not any(name in " ".join(seen) for name in ("Alva", "Petra", "Samir"))


def test_handing_over_twice_makes_one_copy(interview: Interview, transcript: Transcript) -> None:
    all_decided(interview, transcript)
    handing_over.hand_over(interview.actor, interview.assignment.id)
    assert handing_over.hand_over(interview.actor, interview.assignment.id) == []
    assert len(db.session.scalars(select(DeidentifiedTranscript)).all()) == 1


def test_a_text_can_be_taken_back_until_somebody_objects(
    app: Flask, interview: Interview, transcript: Transcript
) -> None:
    all_decided(interview, transcript)
    handing_over.hand_over(interview.actor, interview.assignment.id)
    handing_over.take_back(interview.actor, interview.assignment.id)
    assert (transcript.state, texts_of_copies()) == (State.APPROVED, [])
    handing_over.hand_over(interview.actor, interview.assignment.id)
    only(app, handing_over.OBJECTIONS, seminar=lambda assignment: assignment.id == interview.assignment.id)
    with pytest.raises(WrongState, match="begun to work"):
        handing_over.take_back(interview.actor, interview.assignment.id)
    assert texts_of_copies()


def test_every_part_must_be_ready(interview: Interview, transcript: Transcript) -> None:
    all_decided(interview, transcript)
    make.a_recording(interview.assignment, number=2)
    page = handing_over.open_page(interview.actor, interview.assignment.id)
    assert [part.number for part in page.missing] == [2]
    with pytest.raises(WrongState):
        handing_over.hand_over(interview.actor, interview.assignment.id)


def test_deciding_anew_undoes_the_approval(
    interview: Interview, transcript: Transcript, decide: Callable[..., None]
) -> None:
    all_decided(interview, transcript)
    decide("veta", token="något")
    assert transcript.state == State.CORRECTED
    deciding.undecide(interview.actor, transcript.id, word="veta")
    words = [one.word for one in deciding.open_page(interview.actor, transcript.id).words]
    assert "veta" not in words


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"word": "Gunilla"}, "word"),
        ({"word": "Alva", "token": " [ ] "}, "token"),
        ({"word": "Alva", "action": "x"}, None),
    ],
)
def test_what_cannot_be_decided_is_refused_beside_its_field(
    decide: Callable[..., None], values: dict[str, str], field: str | None
) -> None:
    with pytest.raises(InvalidInput) as refused:
        decide(**values)
    assert refused.value.field == field


def test_correcting_comes_first(interview: Interview) -> None:
    draft = a_transcript(interview, state=State.DRAFT)
    with pytest.raises(WrongState, match="correct first"):
        deciding.open_page(interview.actor, draft.id)
    editing.mark_corrected(interview.actor, draft.id)
    searched(interview, draft)
    assert deciding.open_page(interview.actor, draft.id).words


def test_nobody_else_decides_or_hands_over(interview: Interview, transcript: Transcript) -> None:
    for other in (interview.colleague, interview.facilitator):
        actor = make.actor(other)
        with pytest.raises(NotFound):
            deciding.open_page(actor, transcript.id)
        with pytest.raises(NotFound):
            deciding.decide(actor, transcript.id, word="Alva", action="keep")
        with pytest.raises(NotFound):
            handing_over.hand_over(actor, interview.assignment.id)
        with pytest.raises(NotFound):
            handing_over.take_back(actor, interview.assignment.id)


def test_a_withdrawal_leaves_no_word(interview: Interview, transcript: Transcript) -> None:
    all_decided(interview, transcript)
    handing_over.hand_over(interview.actor, interview.assignment.id)
    withdrawal.withdraw(interview.actor, interview.assignment)
    for table in (Transcript, Segment, IdentifierDecision, DeidentifiedTranscript, DeidentifiedSegment):
        assert db.session.scalars(select(table)).all() == [], table.__name__


def test_removing_a_recording_removes_its_text_but_not_once_it_was_handed_over(
    interview: Interview, transcript: Transcript
) -> None:
    recording_id = transcript.recording_id
    assert recording_id is not None
    transcript.state = State.HANDED_OVER
    with pytest.raises(WrongState, match="handed over"):
        removing.remove_recording(interview.actor, interview.assignment.id, recording_id=recording_id)
    transcript.state = State.DRAFT
    removing.remove_recording(interview.actor, interview.assignment.id, recording_id=recording_id)
    assert db.session.scalars(select(Segment)).all() == []


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Lena kom. LENA! Lenas bil, lena.", "[hon] kom. [hon]! [hons] bil, [hon]."),
        ("Magdalena och Lenagatan", "Magdalena och Lenagatan"),
        ("Åsa-Lena", "Åsa-[hon]"),
        ("Lena\nKarlsson", "[hon]\nKarlsson"),
    ],
)
def test_a_word_is_replaced_whole_in_every_case_and_in_the_genitive(text: str, result: str) -> None:
    assert replaced(text, Decision("Lena", "[hon]")) == result


def test_the_longest_word_wins_and_tokens_are_left_alone() -> None:
    decisions = [Decision("Anna", "[a]"), Decision("Anna Karlsson", "[b]"), Decision("b", "[c]")]
    assert replaced("Anna  Karlssons och Anna", *decisions) == "[bs] och [a]"


@given(st.text(alphabet="abÅ [s].", max_size=60), st.lists(st.text(alphabet="abÅ .", max_size=4), max_size=3))
def test_what_is_not_decided_stays_as_it_is(text: str, words: list[str]) -> None:
    assert replaced(text, *(Decision(word, None) for word in words)) == text
