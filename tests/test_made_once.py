"""What the apps of a test run share is found by what it was made of, and is what each would have made itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from werkzeug.routing import Map, Rule

from interview_guides import loader
from tests.made_once import MAPS
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


def small_app(*endpoints: str) -> Flask:
    app = Flask("small", static_folder=None)
    for endpoint in endpoints:
        app.add_url_rule(f"/{endpoint}/<int:number>", endpoint, lambda number, said=endpoint: f"{said} {number}")
    return app


def test_apps_with_the_same_routes_share_them_and_answer_for_themselves() -> None:
    one, other = small_app("red", "blue"), small_app("red", "blue")
    other.view_functions["red"] = lambda number: f"of the other {number}"
    assert [app.test_client().get("/red/3").text for app in (one, other)] == ["red 3", "of the other 3"]
    assert one.url_map._matcher is other.url_map._matcher


def test_the_routes_of_many_other_apps_do_not_stop_two_from_sharing_theirs() -> None:
    for number in range(2 * MAPS):
        small_app(f"other{number}").test_client().get("/")
    test_apps_with_the_same_routes_share_them_and_answer_for_themselves()


def test_a_route_that_one_app_adds_later_is_not_the_others() -> None:
    one, other = small_app("red", "green"), small_app("red", "green")
    for app in (one, other):
        assert app.test_client().get("/green/3").status_code == 200
    one._got_first_request = False
    one.add_url_rule("/late", "late", lambda: "late", methods=["POST"], provide_automatic_options=False)
    assert [app.test_client().post("/late").status_code for app in (one, other)] == [200, 404]
    assert one.test_client().open("/late", method="OPTIONS").status_code == 405
    assert {rule.endpoint for rule in other.url_map.iter_rules()} == {"red", "green"}


def test_the_order_of_routes_and_what_answers_to_options_are_each_apps_own() -> None:
    asked, silent = (Flask("small", static_folder=None) for _ in range(2))
    asked.add_url_rule("/x", "x", lambda: "x", methods=["GET", "OPTIONS"], provide_automatic_options=True)
    silent.add_url_rule("/x", "x", lambda: "own", methods=["GET", "OPTIONS"], provide_automatic_options=False)
    assert [app.test_client().open("/x", method="OPTIONS").text for app in (asked, silent)] == ["", "own"]


def test_what_ships_is_read_once_and_a_folder_of_a_units_own_each_time(tmp_path: Path) -> None:
    assert loader.load(language="sv") is loader.load()
    assert loader.load(tmp_path) is not loader.load(tmp_path)
    assert loader.load(tmp_path) == loader.load()


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
