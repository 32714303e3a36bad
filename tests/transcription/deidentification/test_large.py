"""20 000 words and 200 suggestions: all of them stand on the page, and one is decided. `make bench` takes the time."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.transcription.interviews import a_transcript, an_interview
from toolkit.people.models import Person
from transcription.deidentification import lexicon, searching
from transcription.transcripts.states import State

TALK = "Jag tycker att det var ganska jobbigt när vi skulle prata om det och ingen frågade mig först."


@pytest.mark.one_database
def test_a_page_of_20_000_words(app: Flask, signed_in: Callable[[Person], FlaskClient]) -> None:
    names = [one for one in sorted(lexicon.words("given_names")) if not lexicon.is_two_things(one)][:200]
    lines = tuple(("child", f"{TALK} Sen kom {names[at % 200]} dit.") for at in range(950))
    assert sum(len(text.split()) for _, text in lines) > 20_000
    interview = an_interview()
    made = searching.search(interview.actor, a_transcript(interview, state=State.CORRECTED, lines=lines).id)
    client, place = signed_in(interview.worker), f"/transcripts/{made.id}/words"
    page = client.get(place)
    assert page.text.count("<li data-key=") > 190
    answer = client.post(
        place, data={"word": names[0], "token": "x", "action": "replace"}, headers={"Accept": "application/json"}
    )
    assert answer.json == {"decided": True}
