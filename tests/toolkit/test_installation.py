"""What is held for one app is found inside its contexts, and nowhere else."""

import threading

import pytest
from flask import Flask

from toolkit import app_context
from toolkit.installation import Held, Installation, current

COLOUR: Held[str] = Held("its colour")


def coloured(colour: str) -> Flask:
    app, installation = Flask("coloured"), Installation()
    COLOUR.put(colour, installation)
    app_context.bind(app, installation)
    return app


def test_outside_an_app_there_is_nothing() -> None:
    with pytest.raises(LookupError, match="app_context"):
        COLOUR.get()


def test_each_app_finds_its_own_also_when_their_contexts_are_nested() -> None:
    red, blue = coloured("red"), coloured("blue")
    with red.app_context():
        assert COLOUR.get() == "red"
        with blue.test_request_context():
            assert COLOUR.get() == "blue"
        assert COLOUR.get() == "red"
    with pytest.raises(LookupError):
        current()


def test_a_request_finds_its_app_s() -> None:
    app = coloured("green")
    app.add_url_rule("/", view_func=COLOUR.get)
    assert app.test_client().get("/").text == "green"


def test_a_context_that_ends_with_an_error_is_left_all_the_same() -> None:
    with pytest.raises(ZeroDivisionError), coloured("red").app_context():
        raise ZeroDivisionError
    with pytest.raises(LookupError):
        current()


def test_a_thread_of_its_own_knows_nothing_of_the_one_that_began_it() -> None:
    found: list[str] = []

    def look() -> None:
        try:
            found.append(COLOUR.get())
        except LookupError:
            found.append("nothing")

    with coloured("red").app_context():
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert found == ["nothing"]


def test_what_the_app_forgot_is_named() -> None:
    app = Flask("pale")
    app_context.bind(app, Installation())
    with app.app_context(), pytest.raises(LookupError, match="its colour"):
        COLOUR.get()


def test_a_value_is_replaced_for_one_app_only() -> None:
    red, blue = coloured("red"), coloured("blue")
    with red.app_context():
        COLOUR.put("pink")
    COLOUR.put("navy", app_context.installation_of(blue))
    with red.app_context():
        assert COLOUR.get() == "pink"
    with blue.app_context():
        assert COLOUR.get() == "navy"


def test_an_app_without_an_installation_leaves_the_outer_one_alone() -> None:
    with coloured("red").app_context(), Flask("bare").app_context():
        assert COLOUR.get() == "red"
    app = Flask("late")
    with coloured("red").app_context():
        with app.app_context():
            app_context.bind(app, Installation())  # too late for this context: it never began
        assert COLOUR.get() == "red"
