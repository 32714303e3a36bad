"""Later rooms are heard upstream in the order that the occasion states, by exactly those whom it names, in one app."""

import pytest

from toolkit import hooks
from toolkit.hooks import Hook
from toolkit.installation import Installation, current

GREETING: Hook[str] = Hook("somebody comes in", "first", "second", "third")
ERRANDS: Hook[str] = Hook("an errand waits")


def greeted(installation: Installation) -> tuple[str, ...]:
    installation.begin()
    try:
        return GREETING.each()
    finally:
        installation.end()


def test_the_order_is_the_occasion_s_and_not_that_of_the_list_in_the_app() -> None:
    here = Installation()
    hooks.seat(here, [GREETING.register(third="bye", first="hello", second="how are you")])
    assert greeted(here) == ("hello", "how are you", "bye")


def test_the_names_come_in_the_same_order() -> None:
    said = GREETING.register({"third": "bye", "second": "how are you"}, first="hello")
    assert list(said.speakers.items()) == [("first", "hello"), ("second", "how are you"), ("third", "bye")]


@pytest.mark.parametrize(
    ("speakers", "complaint"),
    [
        ({"first": "a", "second": "b", "third": "c", "stranger": "d"}, "stranger may not speak"),
        ({"first": "a"}, "second, third is missing"),
        ({}, "first, second, third is missing"),
    ],
)
def test_who_is_unknown_or_missing_is_refused(speakers: dict[str, str], complaint: str) -> None:
    with pytest.raises(ValueError, match=f"somebody comes in: {complaint}"):
        GREETING.register(speakers)


def test_nobody_speaks_twice_on_one_occasion() -> None:
    with pytest.raises(ValueError, match="first is said twice"):
        GREETING.register({"first": "a"}, first="b", second="c", third="d")


def test_an_occasion_stands_once_in_the_list() -> None:
    once = GREETING.register(first="a", second="b", third="c")
    with pytest.raises(ValueError, match="is said twice"):
        hooks.seat(Installation(), [once, once])


def test_where_nobody_is_named_everybody_may_speak_under_a_name() -> None:
    here = Installation()
    hooks.seat(here, [ERRANDS.register({"letters:post": "walk"}, bread="buy")])
    here.begin()
    assert dict(ERRANDS.by_name()) == {"letters:post": "walk", "bread": "buy"}
    here.end()


def test_an_occasion_that_the_app_forgot_is_an_error_and_not_silence() -> None:
    here = Installation()
    here.begin()
    with pytest.raises(LookupError, match="somebody comes in"):
        GREETING.each()
    here.end()


def test_two_apps_in_one_process_hear_their_own() -> None:
    one, other = Installation(), Installation()
    hooks.seat(one, [GREETING.register(first="a", second="b", third="c")])
    hooks.seat(other, [GREETING.register(first="x", second="y", third="z")])
    one.begin()
    assert greeted(other) == ("x", "y", "z")
    assert GREETING.each() == ("a", "b", "c")
    assert current() is one
    one.end()


def test_what_was_said_cannot_be_changed_afterwards() -> None:
    said = GREETING.register(first="a", second="b", third="c")
    with pytest.raises(TypeError):
        said.speakers["first"] = "d"  # type: ignore[index]  # that is the point
