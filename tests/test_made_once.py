"""What the apps of a test run share is found by what it was made of, and is what each would have made itself."""

from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text
from werkzeug.routing import Map, Rule

from toolkit.people import passwords


def addresses(*rules: Rule) -> tuple[Callable[..., str], Callable[[str], object]]:
    of = Map(rules).bind("localhost")
    return of.build, of.match


def test_the_same_route_in_another_map_leads_to_its_own_endpoint() -> None:
    for endpoint in ("one", "two"):
        build, match = addresses(Rule("/c/<int:number>/<path:rest>", endpoint=endpoint))
        assert match("/c/7/a/b") == (endpoint, {"number": 7, "rest": "a/b"})
        assert build(endpoint, {"number": 7, "rest": "a/b", "q": "å"}) == "/c/7/a/b?q=%C3%A5"


def test_a_default_makes_another_route() -> None:
    build, match = addresses(
        Rule("/pages/", endpoint="pages", defaults={"page": 1}), Rule("/pages/<int:page>", endpoint="pages")
    )
    assert match("/pages/") == ("pages", {"page": 1})
    assert match("/pages/2") == ("pages", {"page": 2})
    assert [build("pages", {"page": page}) for page in (1, 2)] == ["/pages/", "/pages/2"]


def test_two_engines_know_each_others_statements_and_not_each_others_rows() -> None:
    one, two = create_engine("sqlite://"), create_engine("sqlite://")
    assert one.dialect == two.dialect
    assert one._compiled_cache is two._compiled_cache
    with one.begin() as connection:
        connection.execute(text("create table only_here (x integer)"))
    for engine, tables in ((one, 1), (two, 0)):
        with engine.connect() as connection:
            assert connection.scalar(text("select count(*) from sqlite_master")) == tables
        engine.dispose()


def test_passwords_are_hashed_at_once_in_tests() -> None:
    kept = passwords.hash_password("en lång mening om grankottar")
    assert "$m=8,t=1,p=1$" in kept
    assert passwords.matches(kept, "en lång mening om grankottar")
    assert not passwords.matches(kept, "en lång mening om kottar")


@pytest.mark.usefixtures("slow_hashes")
def test_a_test_can_ask_for_the_programs_own_hashes() -> None:
    assert "$m=65536,t=3,p=1$" in passwords.hash_password("en lång mening om grankottar")
