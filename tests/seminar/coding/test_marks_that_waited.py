"""A mark that comes late, from a window that had no contact: it is judged by what the text and the themes are now."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.coding import marking
from seminar.coding.models import Coding
from seminar.themes import removing
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.errors import WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
SCRIPT = {"X-Fragment": "true", "Accept": "application/json"}
CORRECTED = "Texten har ändrats sedan du öppnade den. Markera orden en gång till."


def sent(theme_id: uuid.UUID, **more: object) -> dict[str, object]:
    where = {"start_segment": 1, "start_offset": 0, "end_segment": 1, "end_offset": 7}
    return {**where, "theme_id": theme_id, "revision": 1, **more}


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def test_marking_twice_is_marking_once(seminar: Seminar, signed_in: SignIn) -> None:
    theme, browser = making.a_theme(seminar), signed_in(seminar.facilitator)
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}"
    answers = [browser.post(address, data=sent(theme.id), headers=SCRIPT).status_code for _ in range(3)]
    assert answers == [204, 204, 204]
    assert db.session.query(Coding).count() == 1


def test_what_somebody_took_away_meanwhile_is_not_put_back_by_sending_again(
    seminar: Seminar, signed_in: SignIn
) -> None:
    theme, browser = making.a_theme(seminar), signed_in(seminar.facilitator)
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}"
    first = browser.post(address, data=sent(theme.id, **{"outbox-once": "1"}), headers=SCRIPT)
    row = db.session.query(Coding).one()
    assert (first.status_code, first.json) == (200, {"coding": str(row.id)})
    marking.remove(seminar.leads, seminar.cycle.id, row.id)
    db.session.commit()
    again = browser.post(address, data=sent(theme.id, **{"outbox-once": "1"}), headers=SCRIPT)
    assert (again.status_code, again.json) == (200, first.json)
    db.session.refresh(row)
    assert row.removed_at
    assert browser.post(address, data=sent(theme.id, **{"outbox-once": "2"}), headers=SCRIPT).status_code == 200
    db.session.refresh(row)
    assert not row.removed_at


def test_a_text_that_was_corrected_meanwhile_refuses_it_with_a_sentence(seminar: Seminar, signed_in: SignIn) -> None:
    theme, text, browser = making.a_theme(seminar), seminar.transcripts[0], signed_in(seminar.facilitator)
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{text.id}"
    text.revision = 2
    db.session.commit()
    answer = browser.post(address, data=sent(theme.id), headers=SCRIPT)
    assert (answer.status_code, answer.json) == (409, {"error": CORRECTED})
    assert browser.post(address, data=sent(theme.id, revision=2), headers=SCRIPT).status_code == 204
    with pytest.raises(WrongState):
        marking.mark(
            seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, start=(1, 0), end=(1, 3), revision=1
        )  # fmt: skip
    assert marking.mark(seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, start=(1, 0), end=(1, 3))


def test_a_theme_that_is_gone_is_not_there_and_nothing_stands(seminar: Seminar, signed_in: SignIn) -> None:
    theme, browser = making.a_theme(seminar), signed_in(seminar.facilitator)
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}"
    removing.remove(seminar.leads, seminar.cycle.id, theme.id)
    db.session.commit()
    assert browser.post(address, data=sent(theme.id), headers=SCRIPT).status_code == 404
    assert db.session.query(Coding).count() == 0


def test_without_a_theme_the_sentence_says_what_is_missing(seminar: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(seminar.facilitator)
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}"
    answer = browser.post(address, data={**sent(uuid.uuid4()), "theme_id": ""}, headers=SCRIPT)
    assert (answer.status_code, answer.json) == (422, {"error": "Välj ett tema, eller skriv ett nytt."})


def test_a_line_says_its_revision(seminar: Seminar, signed_in: SignIn) -> None:
    page = signed_in(seminar.facilitator).get(
        f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}"
    )
    assert page.text.count('data-revision="1"') == len(making.LINES)
