"""A code opens until its day, is guessed at slowly, and ends with its visit."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from tests.toolkit.own_codes.conftest import Met, open_with
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.own_codes import opening
from toolkit.own_codes.models import OwnCode


def test_it_opens_until_its_day_and_is_then_forgotten(met: Met) -> None:
    code = met.give()
    row = db.session.scalars(sa.select(OwnCode)).one()
    assert row.valid_until is not None
    days = row.valid_until - clock.today()
    with ahead(days - timedelta(days=1)):
        visit = open_with(code)
        assert opening.is_open(visit)
        opening.sweep()
    with ahead(days + timedelta(days=2)):
        assert not opening.is_open(visit)
        with pytest.raises(NotFound):
            open_with(code)
        opening.sweep()
        assert db.session.scalars(sa.select(OwnCode)).all() == []


def test_whoever_guesses_has_to_wait_and_stands_on_the_trail_without_what_was_typed(
    client: FlaskClient, met: Met
) -> None:
    code = met.give()
    for _ in range(opening.WRONG_CODES.free):
        assert client.post("/mine", data={"code": "BBBBB-22222"}).status_code == 422
    page = client.post("/mine", data={"code": code})
    assert page.status_code == 409
    assert "Vänta 1 min" in page.text
    elsewhere = client.post("/mine", data={"code": code}, environ_base={"REMOTE_ADDR": "10.1.2.3"})
    assert elsewhere.status_code == 303
    lines = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.SIGN_IN_FAILED)).all()
    assert len(lines) == opening.WRONG_CODES.free
    assert {line.facts["kind"] for line in lines} == {"own_code"}
    assert not any("BBBBB" in str(line.facts) for line in lines)


def test_a_visit_ends_when_it_is_left_and_when_another_begins(met: Met) -> None:
    code = met.give()
    first = open_with(code)
    second = open_with(code)
    assert not opening.is_open(first)
    opening.leave(second)
    opening.leave(second)
    with pytest.raises(NotFound):
        opening.get_assignment(second)
