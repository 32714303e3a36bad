"""The administrator's page about copies: what is fine, and in plain words what is not."""

from collections.abc import Callable
from dataclasses import replace

from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from tests.toolkit.backup.lab import Lab
from toolkit import config
from toolkit.access import Role
from toolkit.backup import acting, runs
from toolkit.backup.models import Act
from toolkit.backup_settings import BackupSettings
from toolkit.db import db
from toolkit.people.models import Person


def read(signed_in: Callable[[Person], FlaskClient]) -> str:
    administrator = make.a_person(make.a_unit(), Role.ADMINISTRATOR)
    answer = signed_in(administrator).get("/admin/backup")
    assert answer.status_code == 200
    inspect_page(answer.get_data(as_text=True), answer.headers)
    return answer.get_data(as_text=True)


def test_what_is_wrong_stands_first_with_its_way_out(lab: Lab, signed_in: Callable[[Person], FlaskClient]) -> None:
    page = read(signed_in)
    assert "Ingen säkerhetskopia har gjorts än." in page
    assert "Återställningskoden har aldrig visats." in page
    assert "Varje dag görs" in page
    assert str(lab.copies) in page
    assert "Allt är bra" not in page
    runs.note(db.session(), Act.COPY, failure="full")
    page = read(signed_in)
    assert "Den senaste kopian misslyckades:" in page
    assert "det finns ingen plats kvar" in page


def test_when_all_is_well_it_says_so(lab: Lab, signed_in: Callable[[Person], FlaskClient]) -> None:
    copied = lab.copy()
    runs.note(db.session(), Act.COPY, name=copied.made.name, new_bytes=copied.made.new_bytes)
    db.session.commit()
    found = acting.drill()
    runs.note(db.session(), Act.DRILL, name=found.name, opened=3)
    runs.note(db.session(), Act.CODE)
    page = read(signed_in)
    assert "Allt är bra" in page
    assert "en inspelning, en text och en rapport gick att öppna" in page
    assert "för mindre än en timme sedan" in page
    assert lab.code[:9] not in page


def test_where_no_copies_are_made_nothing_says_that_they_are(
    lab: Lab, signed_in: Callable[[Person], FlaskClient]
) -> None:
    config.SETTINGS.put(replace(lab.settings, backup=BackupSettings()))
    page = read(signed_in)
    assert "Inga säkerhetskopior görs" in page
    assert "Varje dag görs" not in page
    assert "allt förlorat" in page
    runs.note(db.session(), Act.COPY)
    page = read(signed_in)
    assert "Inga säkerhetskopior görs av sig själva" in page
    assert "allt förlorat" not in page, "one was made by hand"


def test_a_shown_code_is_not_said_to_be_on_paper(lab: Lab, signed_in: Callable[[Person], FlaskClient]) -> None:
    runs.note(db.session(), Act.CODE)
    page = read(signed_in)
    assert "Återställningskoden visades senast" in page
    assert "uppskriven" not in page
