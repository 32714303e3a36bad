"""The process that searches: it gets lines and names, answers with places, and loads spaCy where nobody else waits."""

import json
import subprocess
import sys

import pytest

from tests.transcription.interviews import Interview, a_transcript
from toolkit.config import ROOT
from toolkit.errors import WrongState
from transcription.deidentification import recognising, searching, worker_process
from transcription.deidentification.kinds import Found, Kind
from transcription.transcripts import segment_rows
from transcription.transcripts.states import State

FOUND = [
    Found(0, 4, 8, Kind.NAME, "person", "name alva"),
    Found(2, 0, 2, Kind.KNOWN, "barnet", "known bo", ordinary=True),
]


def test_places_come_back_as_they_went() -> None:
    assert worker_process.from_json(worker_process.to_json(FOUND)) == FOUND


@pytest.mark.parametrize("kept", ["", "{}x", "[[1]]", '[[0, 0, 1, "nothing such", "", ""]]'])
def test_anything_else_is_refused(kept: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        worker_process.from_json(kept)


@pytest.mark.slow
def test_the_process_answers_and_says_nothing_else() -> None:
    asked = {"lines": ["Jag heter Alva.", "Min kompis Samir."], "known": [["Alva", "barnet"]]}
    done = subprocess.run(
        [sys.executable, "-m", "transcription.deidentification.worker_process"],
        input=json.dumps(asked).encode(), capture_output=True, cwd=ROOT, check=True, timeout=120,
    )  # fmt: skip
    found = worker_process.from_json(done.stdout.decode())
    assert [(one.line, one.start, one.end, one.role) for one in found] == [(0, 10, 14, "barnet"), (1, 11, 16, "kompis")]
    assert done.stderr == b""


def test_a_search_that_fails_leaves_the_text_as_it_was(interview: Interview, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript = a_transcript(interview, state=State.CORRECTED)
    monkeypatch.delitem(sys.modules, "spacy")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(WrongState, match="by hand"):
        searching.search(interview.actor, transcript.id)
    assert transcript.suggestions == ""
    assert not searching.is_current(transcript, segment_rows.list_segments(transcript))


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
