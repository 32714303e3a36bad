"""The pages that teach: whole in both languages, found from Help, with the unit's own ways where they are written."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from interview_guides.help_pages import StaffRole
from tests import factories as make
from toolkit import content
from toolkit.access import Role
from toolkit.people.models import Person

LANGUAGES = ("sv", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_has_no_account_reads_what_needs_none(client: FlaskClient, language: str) -> None:
    client.post("/language", data={"locale": language})
    help_page, said = client.get("/help").text, content.in_language(language)
    for address, title in (
        ("/help/seminar", said.seminar_guide.title),
        ("/help/taking-part", said.taking_part.title),
        ("/help/local-support", said.local_support.title),
    ):
        assert f'href="{address}"' in help_page
        assert f"<h1>{title}</h1>" in client.get(address).text
    assert "/help/complaints" not in help_page
    assert client.get("/help/complaints").headers["Location"].startswith("/sign-in")


def test_each_role_has_its_page_and_leads_to_the_others(client: FlaskClient) -> None:
    said = content.in_language("sv")
    for role in StaffRole:
        page = client.get(f"/help/refresher/{role}").text
        assert f"<h1>{said.refresher(role).title}</h1>" in page
        for other in StaffRole:
            assert f'href="/help/refresher/{other}"' in page
        for moment in said.refresher(role).moments:
            assert moment.when in page
    assert client.get("/help/refresher/child").status_code == 404


def test_the_roles_of_the_texts_are_those_of_the_program() -> None:
    assert [role.value for role in StaffRole] == [role.value for role in Role]


def test_a_worry_goes_where_the_unit_says(signed_in: Callable[[Person], FlaskClient]) -> None:
    unit = make.a_unit(complaints_contact="Synpunkter,\nreceptionen", lex_sarah_contact="Kvalitetssamordnaren")
    page = signed_in(make.a_person(unit, Role.SOCIAL_WORKER)).get("/help/complaints").text
    for own in ("Synpunkter,\nreceptionen", "Kvalitetssamordnaren"):
        assert f'<p class="written">{own}</p>' in page
    assert "Enheten har inte skrivit" not in page


def test_without_the_units_own_way_the_page_says_so(signed_in: Callable[[Person], FlaskClient]) -> None:
    page = signed_in(make.a_person(make.a_unit(), Role.UNIT_LEADER)).get("/help/complaints").text
    assert page.count("Enheten har inte skrivit sin egen väg här än.") == 2


def test_another_units_way_is_not_shown(signed_in: Callable[[Person], FlaskClient]) -> None:
    make.a_unit(lex_sarah_contact="Någon annanstans")
    page = signed_in(make.a_person(make.a_unit(), Role.SOCIAL_WORKER)).get("/help/complaints").text
    assert "Någon annanstans" not in page
