"""A search: what it finds is kept, sealed, and made anew when the text or the names change."""

import threading

import pytest

from tests.transcription.interviews import Interview, a_transcript
from transcription.deidentification import recognising, searching
from transcription.deidentification.kinds import Found, Kind
from transcription.transcripts import segment_rows
from transcription.transcripts.states import State

FOUND = [
    Found(0, 4, 8, Kind.NAME, "person", "name alva"),
    Found(2, 0, 2, Kind.KNOWN, "barnet", "known bo", ordinary=True),
]


def test_places_come_back_as_they_went() -> None:
    assert searching.from_json(searching.to_json(FOUND)) == FOUND


@pytest.mark.parametrize("kept", ["", "{}x", "[[1]]", '[[0, 0, 1, "nothing such", "", ""]]'])
def test_anything_else_is_refused(kept: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        searching.from_json(kept)


def test_a_search_is_made_once_and_again_after_a_change(interview: Interview, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def suggest(lines: list[str], _known: object) -> list[Found]:
        asked.append(lines)
        return [Found(0, 4, 8, Kind.NAME, "person", "name alva")]

    monkeypatch.setattr(recognising, "suggest", suggest)
    transcript = a_transcript(interview, state=State.CORRECTED)
    for _ in range(2):
        searching.search(interview.actor, transcript.id)
    assert len(asked) == 1
    segments = segment_rows.list_segments(transcript)
    assert [one.who for one in searching.list_found(transcript, segments)] == ["name alva"]
    segments[0].text = "Hej Alma."
    assert searching.list_found(transcript, segments) == []
    searching.search(interview.actor, transcript.id)
    assert asked[1][0] == "Hej Alma."


def test_one_search_is_made_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second begins when the first has ended, whichever was asked for first."""
    first_has_begun, second_has_begun = threading.Event(), threading.Event()
    steps: list[str] = []

    def suggest(lines: list[str], _known: object) -> list[Found]:
        steps.append(f"begins {lines[0]}")
        (first_has_begun if lines[0] == "first" else second_has_begun).set()
        second_has_begun.wait(0.2)  # in vain
        steps.append(f"ends {lines[0]}")
        return []

    def come_second() -> None:
        first_has_begun.wait(10)
        searching.suggest_alone(["second"], [])

    monkeypatch.setattr(recognising, "suggest", suggest)
    second = threading.Thread(target=come_second)
    second.start()
    searching.suggest_alone(["first"], [])
    second.join(10)
    assert steps == ["begins first", "ends first", "begins second", "ends second"]
