"""Tokens: one person, one token, through all forms of the name; and what a person can change about it."""

from collections.abc import Callable

import pytest

from tests import factories as make
from tests.transcription.interviews import Interview, a_transcript
from toolkit.db import db
from toolkit.errors import InvalidInput, WrongState
from toolkit.interviews.models import Recording
from transcription.deidentification import deciding, kinds, known_names, marked_text, searching
from transcription.deidentification.replacing import bent
from transcription.deidentification.token_markup import with_tokens
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import State

LINES = (
    ("child", "Min kompis Samir kom, och min kompis Elif. Samirs hund heter Doris."),
    ("child", "Sammir sa att Bo ringde. Jag vill bo hos Bo."),
    ("child", "Ring 070-123 45 67 eller 070-123 45 68. Elif bor i Sollefteå."),
)
Searched = Callable[..., Transcript]


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    made = a_transcript(interview, state=State.CORRECTED, lines=LINES)
    return searching.search(interview.actor, made.id)


def tokens(interview: Interview, transcript: Transcript) -> dict[str, str]:
    return {word.word: word.token for word in deciding.open_page(interview.actor, transcript.id).words}


def texts(transcript: Transcript) -> list[str]:
    return [text for _, text in marked_text.list_texts(transcript)]


def replace_people(interview: Interview, transcript: Transcript) -> None:
    for word in deciding.open_page(interview.actor, transcript.id).undecided:
        if word.kind in {kinds.Kind.NAME, kinds.Kind.KNOWN}:
            deciding.decide(interview.actor, transcript.id, word=word.word, action="replace", token=word.token)


def test_the_same_person_has_one_token_and_two_have_two(interview: Interview, transcript: Transcript) -> None:
    assert tokens(interview, transcript) == {
        "Samir": "[kompis 1]",
        "Elif": "[kompis 2]",
        "Doris": "[husdjur 1]",
        "Sammir": "[kompis 1]",
        "Bo": "[person 1]",
        "070-123 45 67": "[telefonnummer]",
        "070-123 45 68": "[telefonnummer]",
        "Sollefteå": "[orten]",
    }


def test_sure_suggestions_that_were_seen_are_replaced_together_and_undone_together(
    interview: Interview, transcript: Transcript
) -> None:
    page = deciding.open_page(interview.actor, transcript.id)
    seen = [word.word for word in page.sure]
    assert {"Samir", "Elif", "070-123 45 67", "Sollefteå"} <= set(seen)
    assert "Bo" in {word.word for word in page.unsure}, "a common word too"
    left_out = seen.pop(seen.index("Sollefteå"))
    assert deciding.replace_sure(interview.actor, transcript.id, words=[*seen, "Bo", "nobody"]) == len(seen)
    waiting = {word.word for word in deciding.open_page(interview.actor, transcript.id).undecided}
    assert waiting == {left_out, *(word.word for word in page.unsure)}
    deciding.undo_last(interview.actor, transcript.id)
    assert len(deciding.open_page(interview.actor, transcript.id).undecided) == 8


def test_two_become_one_person_and_one_becomes_two(interview: Interview, transcript: Transcript) -> None:
    replace_people(interview, transcript)
    deciding.rename(interview.actor, transcript.id, token="[kompis 2]", new="kompis 1")
    assert tokens(interview, transcript)["Elif"] == "[kompis 1]"
    deciding.split(interview.actor, transcript.id, word="Sammir")
    assert tokens(interview, transcript)["Sammir"] == "[kompis 2]"
    deciding.rename(interview.actor, transcript.id, token="[kompis 1]", new="bästa vän")
    assert {tokens(interview, transcript)[word] for word in ("Samir", "Elif")} == {"[bästa vän]"}
    with pytest.raises(InvalidInput):
        deciding.rename(interview.actor, transcript.id, token="[bästa vän]", new=" ")
    with pytest.raises(InvalidInput):
        deciding.split(interview.actor, transcript.id, word="Sollefteå")


def test_a_decided_token_is_offered_to_the_same_person(interview: Interview, transcript: Transcript) -> None:
    deciding.decide(interview.actor, transcript.id, word="Samir", action="replace", token="grannen")
    assert tokens(interview, transcript)["Sammir"] == "[grannen]"


def test_names_that_belong_to_the_interview_are_found_and_get_their_role(
    interview: Interview, transcript: Transcript
) -> None:
    names = {"siblings": "Elif, Alma", "friends": "Doris"}
    known_names.save(interview.actor, interview.assignment.id, names=names, version=0)
    assert known_names.open_form(interview.actor, interview.assignment.id)["siblings"] == "Elif, Alma"
    assert not deciding.open_page(interview.actor, transcript.id).is_current
    with pytest.raises(WrongState, match="search once more"):
        deciding.approve(interview.actor, transcript.id)
    searching.search(interview.actor, transcript.id)
    found = tokens(interview, transcript)
    assert (found["Elif"], found["Doris"]) == ("[syskon 1]", "[kompis 2]")


def test_too_long_and_too_many_names_are_refused(interview: Interview) -> None:
    for names in ({"child": "a" * 90}, {"friends": ",".join("ab" for _ in range(70))}):
        with pytest.raises(InvalidInput):
            known_names.save(interview.actor, interview.assignment.id, names=names, version=0)


def test_the_names_go_with_the_last_recording(interview: Interview, transcript: Transcript) -> None:
    known_names.save(interview.actor, interview.assignment.id, names={"child": "Alva"}, version=0)
    second = make.a_recording(interview.assignment, number=2)
    known_names.remove_with_last_recording(second)
    assert known_names.open_form(interview.actor, interview.assignment.id)["child"] == "Alva"
    db.session.delete(second)
    db.session.flush()
    recording = db.session.get_one(Recording, transcript.recording_id)
    known_names.remove_with_last_recording(recording)
    assert known_names.open_form(interview.actor, interview.assignment.id)["child"] == ""


def test_a_name_that_ends_in_s_keeps_it(interview: Interview) -> None:
    lines = (("child", "Jag såg Lars och Elias. Elias bil är röd."),)
    made = searching.search(interview.actor, a_transcript(interview, state=State.CORRECTED, lines=lines).id)
    assert set(tokens(interview, made)) == {"Lars", "Elias"}


@pytest.mark.parametrize(
    ("token", "genitive"),
    [("[barnet]", "[barnets]"), ("[kompis 2]", "[kompis 2:s]"), ("[hennes]", "[hennes]"), ("[skolan]", "[skolans]")],
)
def test_a_token_in_the_genitive(token: str, genitive: str) -> None:
    assert bent(token) == genitive


def test_roles_and_tokens() -> None:
    assert kinds.next_token("skolan", {"[skolan]"}) == "[skolan 2]"
    assert kinds.next_token("datum", {"[datum]"}) == "[datum]"
    assert [kinds.role_of(token) for token in ("[kompis 2]", "[barnet]", "[en röd 7]")] == [
        "kompis",
        "barnet",
        "en röd",
    ]


def test_boxes_change_no_letter() -> None:
    text = "Hej [barnet] & <b> [kompis 2:s] hund [inte\nen] 👩‍👧"
    shown = with_tokens(text)
    assert shown.count('<span class="replaced">') == 2
    assert shown.striptags() == " ".join(text.split())
    assert "<b>" not in shown
