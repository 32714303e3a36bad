"""The administrator takes in staff: looked at first, then accounts with one-time codes, shown once."""

import html
import io
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from toolkit.access import Role
from toolkit.errors import NotFound
from toolkit.people import directory, staff_intake
from toolkit.people.models import Person
from toolkit.spreadsheets.table import Answers

SignIn = Callable[[Person], FlaskClient]
LIST = (
    "Namn;E-post;Team;Roll;Språk;Antal barn\r\n"
    "Sara Lindgren;sara@exempel.se;Team Barn;;somaliska;2\r\n"
    "Olle Åström;olle@exempel.se;;enhetschef;;\r\n"
).encode()


def test_a_list_is_looked_at_then_kept_and_each_gets_a_code_once(signed_in: SignIn, client: FlaskClient) -> None:
    unit = make.a_unit()
    make.a_team(unit, name="Team Barn")
    boss = make.a_person(unit, Role.ADMINISTRATOR, name="Åsa Berg")
    browser, address = signed_in(boss), f"/admin/units/{unit.id}/staff"
    empty = browser.get(address)
    inspect_page(empty.text, dict(empty.headers))
    page = browser.post(address, data={"file": (io.BytesIO(LIST), "personal.csv")})
    inspect_page(page.text, dict(page.headers))
    assert (page.status_code, "2 nya personer" in page.text) == (200, True)
    assert len(directory.list_people(make.actor(boss))) == 1, "nothing is written before the yes"
    sealed = re.findall(r'name="sealed" value="([^"]*)"', page.text)[0]
    once = re.findall(r'name="once"[^>]*value="([^"]*)"', page.text)[0]
    sent = {"sealed": sealed, "act": "keep", "once": once}
    codes = browser.post(address, data=sent)
    inspect_page(codes.text, dict(codes.headers))
    found = re.findall(r"<kbd>([^<]+)</kbd>", codes.text)
    assert (codes.status_code, len(found)) == (200, 2)
    again = browser.post(address, data=sent)
    assert (again.status_code, again.headers["Location"]) == (303, "/admin/people"), "a second press makes nobody twice"
    people = {person.username: person for person in directory.list_people(make.actor(boss))}
    assert len(people) == 3
    sara = people["sara@exempel.se"]
    assert (sara.languages, sara.capacity, sara.roles) == ("somaliska", 2, frozenset({Role.SOCIAL_WORKER}))
    assert sara.team is not None
    first = {"username": "sara@exempel.se", "code": found[0], "new": make.PASSWORD}
    assert client.post("/first-password", data=first).status_code == 303


@pytest.mark.usefixtures("app")
def test_the_list_sent_again_changes_what_the_draw_goes_by_and_nothing_else() -> None:
    unit = make.a_unit()
    make.a_team(unit, name="Team Barn")
    boss = make.actor(make.a_person(unit, Role.ADMINISTRATOR))
    staff_intake.keep(boss, unit.id, data=LIST, answers=Answers())
    other = LIST.replace(b"Sara Lindgren", b"Sara Annan").replace(b"somaliska;2", b"arabiska, somaliska;3")
    intake, codes = staff_intake.keep(boss, unit.id, data=other, answers=Answers())
    assert (codes, [row.username for row in intake.changed]) == ([], ["sara@exempel.se"])
    sara = next(one for one in directory.list_people(boss) if one.username == "sara@exempel.se")
    assert (sara.name, sara.languages, sara.capacity, sara.version) == ("Sara Lindgren", "arabiska, somaliska", 3, 2)


def test_only_an_administrator_takes_in_staff(signed_in: SignIn) -> None:
    unit = make.a_unit()
    for role in (Role.FACILITATOR, Role.SOCIAL_WORKER, Role.UNIT_LEADER):
        person = make.a_person(unit, role)
        for act in (staff_intake.look, staff_intake.keep):
            with pytest.raises(NotFound):
                act(make.actor(person), unit.id, data=LIST, answers=Answers())
        assert signed_in(person).get(f"/admin/units/{unit.id}/staff").status_code == 404


def test_the_template_is_a_file(signed_in: SignIn) -> None:
    answer = signed_in(make.a_person(make.a_unit(), Role.ADMINISTRATOR)).get("/admin/staff/template.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=lista-med-personal.csv"
    assert answer.data.decode("utf-8-sig").startswith("Namn;Användarnamn;Team;")


def test_what_the_draw_goes_by_is_changed_on_the_page_of_a_person(signed_in: SignIn) -> None:
    unit = make.a_unit()
    boss, sara = make.a_person(unit, Role.ADMINISTRATOR), make.a_person(unit, Role.SOCIAL_WORKER)
    browser, address = signed_in(boss), f"/admin/people/{sara.id}"
    form = {
        "name": sara.name,
        "username": sara.username,
        "unit_id": str(unit.id),
        "team_id": "",
        "roles": ["social_worker"],
        "is_active": "y",
        "version": "1",
    }
    wrong = browser.post(address, data=form | {"languages": "arabisca", "capacity": "2"})
    assert (wrong.status_code, "Vi känner inte till språket arabisca" in html.unescape(wrong.text)) == (422, True)
    wrong = browser.post(address, data=form | {"capacity": "2", "youngest": "12", "oldest": "7"})
    assert (wrong.status_code, "aria-invalid" in wrong.text) == (422, True)
    right = form | {"languages": "Somali, arabic", "capacity": "2", "youngest": "7", "oldest": "12"}
    assert browser.post(address, data=right).status_code == 303
    shown = browser.get(address).text
    assert 'value="arabiska, somaliska"' in shown
