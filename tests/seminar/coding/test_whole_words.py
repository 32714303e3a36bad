"""Whoever marks a bit of a word gets the word, wherever words are marked; and just that bit where it is meant."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.coding.models import Excerpt
from seminar.leading import spotlight
from seminar.seminars import planning
from seminar.seminars.models import Mark
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
Found = Callable[[Seminar], set[str]]
LINE = making.LINES[3][1]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    made = making.a_seminar()
    day = days.a_day(made, made.facilitator)
    planning.open_seminar(made.leads, made.cycle.id, day.id)
    db.session.commit()
    return made


def excerpts(seminar: Seminar) -> set[str]:
    return {row.quote for row in db.session.query(Excerpt)}


def marks(seminar: Seminar) -> set[str]:
    return {row.quote for row in db.session.query(Mark)}


def pointed_at(seminar: Seminar) -> set[str]:
    view = spotlight.find_shared_view(seminar.leads, seminar.cycle.id)
    assert view is not None
    assert view.pointer is not None
    return {LINE[view.pointer.starts : view.pointer.ends]}


@pytest.mark.parametrize(("exact", "kept"), [(None, "Man orkar"), ("1", "an ork"), ("", "Man orkar")])
@pytest.mark.parametrize(
    "way",
    [
        ("seminar/transcripts/{text.id}", excerpts),
        ("seminar/transcripts/{text.id}/notes", excerpts),
        ("seminar/spotlight", pointed_at),
        ("seminars/{day.id}/mine/{text.assignment_id}", marks),
    ],
)
def test_it_is_so_wherever_words_are_marked(
    seminar: Seminar, signed_in: SignIn, way: tuple[str, Found], exact: str | None, kept: str
) -> None:
    (address, found), text = way, seminar.transcripts[0]
    day = planning.list_seminars(seminar.leads, seminar.cycle.id)[0]
    sent = {
        "start_segment": 3,
        "start_offset": 1,
        "end_segment": 3,
        "end_offset": 7,
        "text": "Så",
        "shown_text": text.id,
    }
    sent |= {"theme_id": making.a_theme(seminar).id} | ({} if exact is None else {"exact": exact})
    to = f"/cycles/{seminar.cycle.id}/{address.format(text=text, day=day)}"
    assert signed_in(seminar.facilitator).post(to, data=sent).status_code == 303
    assert found(seminar) == {kept}
