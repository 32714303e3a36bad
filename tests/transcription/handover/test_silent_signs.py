"""What a child says without words stands in the copy, in the child's own line."""

import pytest
from sqlalchemy import select

from tests import factories as make
from tests.transcription.handover.test_missing_sound import approved
from tests.transcription.interviews import Interview
from toolkit.db import db
from toolkit.interviews.models import Mark
from transcription.handover import handing_over, silent_signs
from transcription.handover.silent_signs import CopiedLine
from transcription.transcripts.models import DeidentifiedSegment
from transcription.transcripts.speaker_turns import Speaker

CHILD, ADULT = Speaker.CHILD, Speaker.INTERVIEWER
NOD = "[nickar]"


def lines(*spoken: tuple[Speaker, str]) -> list[CopiedLine]:
    """Lines of five seconds each."""
    return [CopiedLine(n * 5000, n * 5000 + 4000, who, words) for n, (who, words) in enumerate(spoken)]


@pytest.mark.parametrize(
    ("spoken", "at", "found"),
    [
        ([(ADULT, "Var det så?"), (CHILD, "Ja.")], 6000, [(ADULT, "Var det så?"), (CHILD, f"Ja. {NOD}")]),
        ([(ADULT, "Var det så?"), (CHILD, "Ja.")], 2000, [(ADULT, "Var det så?"), (CHILD, f"{NOD} Ja.")]),
        ([(ADULT, "Ett?"), (ADULT, "Två?")], 4500, [(ADULT, "Ett?"), (CHILD, NOD), (ADULT, "Två?")]),
        ([(ADULT, "Ett?")], 99_000, [(ADULT, "Ett?"), (CHILD, NOD)]),
        ([], 500, [(CHILD, NOD)]),
    ],
)
def test_a_sign_is_never_put_in_somebody_elses_mouth(
    spoken: list[tuple[Speaker, str]], at: int, found: list[tuple[Speaker, str]]
) -> None:
    placed = silent_signs.place(lines(*spoken), [(at, NOD)])
    assert [(line.speaker, line.text) for line in placed] == found


def test_several_signs_keep_their_order() -> None:
    placed = silent_signs.place(lines((ADULT, "Ett?"), (ADULT, "Två?")), [(1000, "[tystnad]"), (3000, NOD)])
    assert [line.text for line in placed] == ["Ett?", f"[tystnad] {NOD}", "Två?"]


def test_what_was_noted_in_the_room_is_in_what_is_handed_over(interview: Interview) -> None:
    made = approved(interview)
    for kind, at in (("silence", 11_000), ("nods", 5500), ("asked", 5600)):
        make.add(Mark(assignment_id=made.assignment_id, recording_id=made.recording_id, kind=kind, at_ms=at))
    handing_over.hand_over(interview.actor, interview.assignment.id)
    copied = select(DeidentifiedSegment.speaker, DeidentifiedSegment.text).order_by(DeidentifiedSegment.position)
    assert [tuple(row) for row in db.session.execute(copied)][1:] == [
        (CHILD, f"Det var bra. {NOD}"),
        (ADULT, "Vad var bra?"),
        (CHILD, "[tystnad]"),
    ]
