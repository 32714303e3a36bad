"""The page says how surely words are found in this very text: names written in or not, capital letters or none."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.inspection import inspect_page
from tests.transcription.interviews import LINES, a_transcript, an_interview
from toolkit.people.models import Person
from transcription.deidentification import evaluation_results, known_names, presentation
from transcription.transcripts.states import State


@pytest.mark.parametrize(
    ("names", "small", "words"),
    [
        ({"siblings": "Elif"}, False, "intervjuns namn är inskrivna, som här"),
        ({}, False, "Inga namn är inskrivna för den här"),
        ({"siblings": "Elif"}, True, "saknar stora bokstäver. Då"),
        ({}, True, "saknar stora bokstäver och inga namn"),
    ],
)
def test_the_figure_is_that_of_the_situation(
    app: Flask, signed_in: Callable[[Person], FlaskClient], names: dict[str, str], words: str, *, small: bool
) -> None:
    interview = an_interview()
    lines = tuple((who, text.lower() if small else text) for who, text in LINES)
    made = a_transcript(interview, state=State.CORRECTED, lines=lines)
    known_names.save(interview.actor, interview.assignment.id, names=names, version=0)
    page = signed_in(interview.worker).get(f"/transcripts/{made.id}/words")
    inspect_page(page.text, page.headers)
    found = presentation.found_of_hundred(known=bool(names), small=small)
    assert words in page.text
    assert f"ungefär {found} av 100" in page.text
    assert f"<b>{found}</b>" in page.text, "the same figure in the table"


def test_what_is_missed_most_comes_first(monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    kinds = {"name": [9, 10], "place": [10, 10], "web": [1, 2], "age": [3, 4], "mail": [8, 9], "date": [19, 20]}
    monkeypatch.setattr(evaluation_results, "read", lambda: {"unknown": {"by_kind": kinds}})
    with app.test_request_context():
        told = presentation.hardest(known=False, small=False)
    assert told == "användarnamn och webbadresser (1 av 2), åldrar (1 av 4), e-postadresser (1 av 9), " + (
        "namn på personer och djur (1 av 10)"
    )
