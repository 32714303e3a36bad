"""Requests whose body takes its time, a recording above all: the guard looks first, and no lock is held meanwhile.

Forms of every kind are checked here too, because checking one means reading its body.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from flask_wtf.csrf import CSRFProtect

from toolkit.db import begin_request, db

View = TypeVar("View", bound=Callable[..., Any])

csrf = CSRFProtect()


def unhurried(view: View) -> View:
    """Mark a view whose body may take minutes and be large: its transaction only reads to begin with.

    The view calls `start_writing` when everything that takes time is done.
    """
    view.unhurried = True  # type: ignore[attr-defined]  # read by is_unhurried, on the same function object
    return view


def is_unhurried() -> bool:
    """Whether this request is for such a view."""
    return bool(getattr(current_app.view_functions.get(request.endpoint or ""), "unhurried", False))


def let_go() -> None:
    """End the reading transaction before something that takes time. What was read must be read again."""
    db.session.rollback()


def start_writing() -> None:
    """End the reading transaction of an unhurried request. What follows writes, in a new and short one."""
    db.session.rollback()
    g.reading = False
    begin_request(read_only=False)


def protect_forms(app: Flask) -> None:
    """Refuse a form that did not come from our own page. Call it after the guard: a stranger's body is never read."""
    csrf.init_app(app)

    @app.before_request
    def check_form() -> None:
        if is_unhurried():
            db.session.rollback()  # the guard is done: hold nothing while the body arrives
        if app.config["WTF_CSRF_ENABLED"]:
            csrf.protect(apply_exemptions=True)
