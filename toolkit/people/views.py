"""The door: signing in and out, the first set-up, the own account."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import session as form_session
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from toolkit import navigation
from toolkit.access import Actor, allow_anyone, allow_signed_in, current_actor, find_actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.errors import NotFound
from toolkit.ids import read_id
from toolkit.language import gettext as _
from toolkit.people import devices, directory, first_start, lock_marks, locking, session_list, sessions, signin
from toolkit.people.entering import current_token, let_in, place
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
    if sessions.find_waiting(current_token()):
        return redirect(url_for("second_factor.prove", next=request.args.get("next")), 303)
    if locking.is_locked(current_token()) and "password" not in request.args:
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
            person, token = signin.sign_in(form.username.data, form.password.data, place=place(), marks=devices.marks())
            return _go_on(directory.as_actor(person), token)
    return render_template("people/sign_in.html", form=form), form.status


@bp.route("/unlock", methods=["GET", "POST"])
@allow_anyone
@prepares
def unlock() -> ResponseReturnValue:
    """The browser comes back from a child: the PIN, and the session goes on."""
    if not locking.is_locked(current_token()):
        return redirect(url_for("people.sign_in"), 303)
    form = PinForm()
    if form.validate_on_submit():
        with form.catching():
            if locking.unlock(current_token(), pin=form.pin.data, place=place()):
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
    left = "municipality" if sessions.is_by_provider(current_token()) else None
    sessions.end(current_token())
    trail.record(actor, Event.SIGNED_OUT, actor.id)
    form_session.clear()
    response = redirect(url_for("people.sign_in", left=left), 303)
    response.delete_cookie(sessions.cookie_name(secure=sessions.is_secure()))
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
            person, token = signin.use_code(form.username.data, form.code.data, new=form.new.data, place=place())
            trail.record(directory.as_actor(person), Event.PERSON_CODE_USED, person.id)
            return _go_on(directory.as_actor(person), token)
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
            person, token = first_start.set_up(**form.values())
            begins_at = "second_factor.index" if form.two_steps.data else "administration.index"
            return let_in(redirect(url_for(begins_at), 303), person.id, token)
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
            signin.change_password(actor, old=form.old.data, new=form.new.data, keep_token=current_token())
            trail.record(actor, Event.PASSWORD_CHANGED, actor.id)
            flash(_("Your password is changed. Other browsers have been signed out."))
            return redirect(url_for("people.account"), 303)
    return _account_page(form), form.status


@bp.post("/account/sign-out-elsewhere")
@allow_signed_in
def sign_out_elsewhere() -> ResponseReturnValue:
    """End the person's other sessions."""
    actor = current_actor()
    sessions.end_all(actor.id, but=current_token())
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
    open_now = session_list.list_own(actor, token=current_token())
    return render_template("people/account.html", form=form, sessions=open_now, device_names=DEVICE_NAMES)


def _go_on(actor: Actor, token: str) -> Response:
    """On to the page that was asked for, or first to whatever else is asked of the person."""
    to = navigation.safe_next(request.args.get("next"))
    waits = sessions.find_waiting(token) is not None
    trail.record(actor, Event.PASSWORD_SHOWN if waits else Event.SIGNED_IN, actor.id)
    to = url_for("second_factor.prove", next=to) if waits else to
    return let_in(redirect(to, 303), actor.id, token, is_whole=not waits)
