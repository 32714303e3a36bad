"""The door: signing in and out, the first set-up, the own account."""

import uuid

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import session as form_session
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from toolkit import navigation
from toolkit.access import allow_anyone, allow_signed_in, current_actor, find_actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.errors import NotFound
from toolkit.ids import read_id
from toolkit.language import gettext as _
from toolkit.people import devices, directory, lock_marks, locking, session_list, sessions, signin
from toolkit.people.forms import DEVICE_NAMES, CodeForm, PasswordForm, PinForm, SetUpForm, SignInForm
from toolkit.transactions import prepares

bp = Blueprint("people", __name__)


@bp.app_context_processor
def unit_of_reader() -> dict[str, str]:
    """The unit's name, for the foot of the page."""
    actor = find_actor()
    return {"unit_name": directory.get_own_unit(actor).name} if actor else {}


@bp.get("/sign-in")
@allow_anyone
def sign_in() -> ResponseReturnValue:
    """The door."""
    if directory.is_empty():
        return redirect(url_for("people.set_up"), 303)
    if find_actor() is not None:
        return redirect("/", 303)
    if locking.is_locked(_token()) and "password" not in request.args:
        return redirect(url_for("people.unlock"), 303)
    return render_template("people/sign_in.html", form=SignInForm())


@bp.post("/sign-in")
@allow_anyone
@prepares
def do_sign_in() -> ResponseReturnValue:
    """Let somebody in."""
    form = SignInForm()
    if form.validate_on_submit():
        with form.catching():
            person, token = signin.sign_in(
                form.username.data, form.password.data, place=_place(), marks=devices.marks()
            )
            trail.record(directory.as_actor(person), Event.SIGNED_IN, person.id)
            return _let_in(person.id, token)
    return render_template("people/sign_in.html", form=form), form.status


@bp.route("/unlock", methods=["GET", "POST"])
@allow_anyone
@prepares
def unlock() -> ResponseReturnValue:
    """The browser comes back from a child: the PIN, and the session goes on."""
    if not locking.is_locked(_token()):
        return redirect(url_for("people.sign_in"), 303)
    form = PinForm()
    if form.validate_on_submit():
        with form.catching():
            if locking.unlock(_token(), pin=form.pin.data, place=_place()):
                form_session.pop(lock_marks.VISIT, None)
                return lock_marks.remove(redirect(form_session.pop(lock_marks.CAME_FROM, "/"), 303))
            flash(_("That was too many tries. Sign in with your password."), "warn")
            return lock_marks.remove(redirect(url_for("people.sign_in"), 303))
    return render_template("people/unlock.html", form=form), form.status


@bp.post("/sign-out")
@allow_signed_in
def sign_out() -> ResponseReturnValue:
    """End the session: the cookie is dead, on every copy of it."""
    actor = current_actor()
    sessions.end(_token())
    trail.record(actor, Event.SIGNED_OUT, actor.id)
    form_session.clear()
    response = redirect(url_for("people.sign_in"), 303)
    response.delete_cookie(sessions.cookie_name(secure=_secure()))
    # Not "storage": chunks of a recording may wait there. Not "cookies": that reaches the municipality's other sites.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.route("/first-password", methods=["GET", "POST"])
@allow_anyone
@prepares
def first_password() -> ResponseReturnValue:
    """Set a password with a one-time code from the administrator."""
    form = CodeForm()
    if form.validate_on_submit():
        with form.catching():
            person, token = signin.use_code(form.username.data, form.code.data, new=form.new.data, place=_place())
            trail.record(directory.as_actor(person), Event.PERSON_CODE_USED, person.id)
            return _let_in(person.id, token)
    return render_template("people/first_password.html", form=form), form.status


@bp.route("/set-up", methods=["GET", "POST"])
@allow_anyone
@prepares
def set_up() -> ResponseReturnValue:
    """The very first start: a unit and its administrator."""
    if not directory.is_empty():
        raise NotFound
    form = SetUpForm()
    if form.validate_on_submit():
        with form.catching():
            person, token = directory.set_up(**form.values())
            return _let_in(person.id, token, to=url_for("administration.index"))
    return render_template("people/set_up.html", form=form), form.status


@bp.get("/account")
@allow_signed_in
def account() -> ResponseReturnValue:
    """The own account: the password, and where one is signed in."""
    return _account_page(PasswordForm()), 200


@bp.post("/account/password")
@allow_signed_in
@prepares
def change_password() -> ResponseReturnValue:
    """A new password; other browsers are signed out."""
    actor, form = current_actor(), PasswordForm()
    if form.validate_on_submit():
        with form.catching():
            signin.change_password(actor, old=form.old.data, new=form.new.data, keep_token=_token())
            trail.record(actor, Event.PASSWORD_CHANGED, actor.id)
            flash(_("Your password is changed. Other browsers have been signed out."))
            return redirect(url_for("people.account"), 303)
    return _account_page(form), form.status


@bp.post("/account/sign-out-elsewhere")
@allow_signed_in
def sign_out_elsewhere() -> ResponseReturnValue:
    """End the person's other sessions."""
    actor = current_actor()
    sessions.end_all(actor.id, but=_token())
    trail.record(actor, Event.SESSIONS_ENDED, actor.id)
    flash(_("You are signed out everywhere else."))
    return redirect(url_for("people.account"), 303)


@bp.post("/account/sessions/end")
@allow_signed_in
def end_session() -> ResponseReturnValue:
    """End one of the person's own sessions."""
    session_list.end_own(current_actor(), read_id(request.form.get("session")))
    flash(_("That browser is signed out."))
    return redirect(url_for("people.account"), 303)


def _account_page(form: PasswordForm) -> str:
    actor = current_actor()
    open_now = session_list.list_own(actor, token=_token())
    return render_template("people/account.html", form=form, sessions=open_now, device_names=DEVICE_NAMES)


def _let_in(person_id: uuid.UUID, token: str, *, to: str | None = None) -> Response:
    sessions.end(_token())
    form_session.clear()  # a new CSRF token for a new session (ASVS 7.2.4)
    response = redirect(to or navigation.safe_next(request.args.get("next")), 303)
    response.set_cookie(
        sessions.cookie_name(secure=_secure()),
        token,
        httponly=True,
        samesite="Lax",
        secure=_secure(),
        path="/",
    )
    devices.remember(response, person_id, secure=_secure())
    return lock_marks.remove(response)


def _token() -> str | None:
    return sessions.token_of_request(secure=_secure())


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def _place() -> str:
    return request.remote_addr or "?"
