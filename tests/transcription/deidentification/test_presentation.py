"""The page says how surely words are found in this very text: names written in or not, capital letters or none."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.inspection import inspect_page
from tests.transcription.interviews import LINES, a_transcript, an_interview
from toolkit.people.models import Person
from transcription.deidentification import evaluation_results, known_names, presentation
from transcription.deidentification.evaluation_results import Letters
from transcription.transcripts.states import State


@pytest.mark.parametrize(
    ("names", "letters", "words"),
    [
        ({"siblings": "Elif"}, Letters.ORDINARY, "intervjuns namn är inskrivna, som här"),
        ({}, Letters.ORDINARY, "Inga namn är inskrivna för den här"),
        ({"siblings": "Elif"}, Letters.SMALL, "saknar stora bokstäver. Då"),
        ({}, Letters.SMALL, "saknar stora bokstäver och inga namn"),
        ({"siblings": "Elif"}, Letters.CAPITALS, "bara stora bokstäver. Då"),
        ({}, Letters.CAPITALS, "bara stora bokstäver och inga namn"),
    ],
)
def test_the_figure_is_that_of_the_situation(
    app: Flask, signed_in: Callable[[Person], FlaskClient], names: dict[str, str], letters: Letters, words: str
) -> None:
    interview = an_interview()
    written = {Letters.SMALL: str.lower, Letters.CAPITALS: str.upper}.get(letters, str)
    lines = tuple((who, written(text)) for who, text in LINES)
    made = a_transcript(interview, state=State.CORRECTED, lines=lines)
    known_names.save(interview.actor, interview.assignment.id, names=names, version=0)
    page = signed_in(interview.worker).get(f"/transcripts/{made.id}/words")
    inspect_page(page.text, page.headers)
    found = presentation.found_of_hundred(known=bool(names), letters=letters)
    assert words in page.text
    assert f"ungefär {found} av 100" in page.text
    assert f"<b>{found}</b>" in page.text, "the same figure in the table"


def test_what_is_missed_most_comes_first(monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    kinds = {"name": [9, 10], "place": [10, 10], "web": [1, 2], "age": [3, 4], "mail": [8, 9], "date": [19, 20]}
    kept = {"recall": [50, 55], "by_kind": kinds}
    monkeypatch.setattr(
        evaluation_results, "read", lambda: {"blind": {"sentences": 9, "interviews": 1, "unknown_ordinary": kept}}
    )
    with app.test_request_context():
        told = presentation.hardest(known=False, letters=Letters.ORDINARY)
    assert told == [
        "användarnamn och webbadresser (1 av 2)",
        "åldrar (1 av 4)",
        "e-postadresser (1 av 9)",
        "namn på personer och djur (1 av 10)",
    ]


def test_the_page_tells_the_least_favourable_of_the_honest_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    def kept(hits: int) -> dict[str, object]:
        return {"sentences": hits, "interviews": 1, "known_small": {"recall": [hits, 100], "by_kind": {}}}

    kept_figures = {"blind": kept(80), "held_out": kept(90), "development": kept(10)}
    monkeypatch.setattr(evaluation_results, "read", lambda: kept_figures)
    assert presentation.found_of_hundred(known=True, letters=Letters.SMALL) == 80
    assert presentation.sentences(known=True, letters=Letters.SMALL) == 80
