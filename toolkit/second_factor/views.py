"""Signing in more safely: the second step, what a person sets up for it, and proving anew who one is."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from toolkit import navigation, qr_codes
from toolkit.access import Actor, allow_anyone, allow_signed_in, current_actor, find_actor, step_up
from toolkit.forms import HouseForm
from toolkit.ids import read_id
from toolkit.language import gettext as _
from toolkit.people import devices, directory
from toolkit.people.entering import current_token, give_cookies, let_in, place
from toolkit.second_factor import proving, resetting, setting_up, totp
from toolkit.second_factor import step_up as asking
from toolkit.second_factor.forms import CodeForm, ProofForm
from toolkit.sent_forms import once
from toolkit.transactions import prepares

bp = Blueprint("second_factor", __name__)


@bp.route("/sign-in/second-step", methods=["GET", "POST"])
@allow_anyone
@prepares
def prove() -> ResponseReturnValue:
    """The second step of a sign-in."""
    person = proving.find_waiting_person(current_token())
    to = navigation.safe_next(request.args.get("next"))
    if person is None:
        return redirect(url_for("people.sign_in"), 303)
    if proving.must_set_up(current_token()):
        return redirect(url_for("second_factor.index", next=to), 303)
    form = CodeForm()
    if form.validate_on_submit():
        with form.catching():
            actor, token = proving.prove(current_token(), form.code.data, place=place(), marks=devices.marks())
            return let_in(redirect(to, 303), actor.id, token)
    return render_template("second_factor/prove.html", form=form, has_app=proving.has_app(person)), form.status


@bp.post("/sign-in/stop")
@allow_anyone
def stop() -> ResponseReturnValue:
    """Not this person after all: back to the first step."""
    proving.stop(current_token())
    return redirect(url_for("people.sign_in"), 303)


@bp.get("/account/second-factor")
@allow_anyone
def index() -> ResponseReturnValue:
    """What the person has, and what can be set up. Also for whoever must set something up before they are let in."""
    actor = whose()
    if actor is None:
        return redirect(url_for("people.sign_in"), 303)
    return _index(actor, HouseForm())


@bp.post("/account/second-factor/app/begin")
@allow_anyone
@step_up
def begin_app() -> ResponseReturnValue:
    """A secret for an app."""
    actor, form = whose(), HouseForm()
    if actor is None:
        return redirect(url_for("people.sign_in"), 303)
    if form.validate_on_submit():
        with form.catching():
            setting_up.begin_app(actor)
            return redirect(url_for("second_factor.app", next=request.args.get("next")), 303)
    return _index(actor, form), form.status


@bp.route("/account/second-factor/app", methods=["GET", "POST"])
@allow_anyone
@prepares
@step_up
def app() -> ResponseReturnValue:
    """The QR code, and the first code that the app makes of it."""
    actor, form = whose(), CodeForm()
    if actor is None:
        return redirect(url_for("people.sign_in"), 303)
    if form.validate_on_submit():
        with form.catching():
            return enter_with_codes(actor, setting_up.confirm_app(actor, typed=form.code.data))
    begun = setting_up.find_begun(actor)
    if begun is None:
        return redirect(url_for("second_factor.index"), 303)
    picture = Markup(qr_codes.draw(setting_up.qr_address(actor, begun), css_class="qr"))  # noqa: S704 - our own SVG
    page = render_template("second_factor/app.html", form=form, qr=picture, secret=totp.in_groups(begun.secret))
    return page, form.status


@bp.post("/account/second-factor/app/remove")
@allow_signed_in
@step_up
def remove_app() -> ResponseReturnValue:
    """Take the app away."""
    actor, form = current_actor(), HouseForm()
    if form.validate_on_submit():
        with form.catching():
            setting_up.remove_app(actor)
            has_more = setting_up.get_own(actor).many > 0
            alone = _("The app is taken away. You sign in by your password alone.")
            flash(_("The app is taken away. Your passkeys stay.") if has_more else alone)
            return redirect(url_for("second_factor.index"), 303)
    return _index(actor, form), form.status


@bp.post("/account/second-factor/codes")
@allow_signed_in
@prepares
@step_up
def renew_codes() -> ResponseReturnValue:
    """Ten new recovery codes."""
    actor, form = current_actor(), HouseForm()
    if form.validate_on_submit():
        with form.catching():
            codes = setting_up.renew_codes(actor)
            once.answer_with(url_for("second_factor.index"))  # they are shown once
            return render_template("second_factor/codes.html", codes=codes, to=url_for("second_factor.index"))
    return _index(actor, form), form.status


@bp.post("/account/second-factor/seen")
@allow_signed_in
def note_seen() -> ResponseReturnValue:
    """The person knows that something was taken away."""
    resetting.note_seen(current_actor(), read_id(request.form.get("reset")))
    return redirect(url_for("second_factor.index"), 303)


@bp.route("/confirm", methods=["GET", "POST"])
@allow_signed_in
@prepares
def confirm() -> ResponseReturnValue:
    """Show anew who one is, before something that needs it; then on to that."""
    actor, form = current_actor(), ProofForm()
    to = navigation.safe_next(request.args.get("next"))
    if form.validate_on_submit():
        with form.catching():
            proving.prove_anew(actor, form.proof_password.data, token=current_token())
            return redirect(url_for("second_factor.confirmed", next=to), 303)
    return asking.show(actor, form), form.status


@bp.get("/confirmed")
@allow_signed_in
def confirmed() -> ResponseReturnValue:
    """On to what was asked for: a page, or a file that leaves this page standing."""
    return render_template("second_factor/confirmed.html", to=navigation.safe_next(request.args.get("next")))


def whose() -> Actor | None:
    """Whoever has signed in, or must set something up before they are let in."""
    waiting = proving.find_waiting_person(current_token()) if proving.must_set_up(current_token()) else None
    return find_actor() or (directory.as_actor(waiting) if waiting else None)


def _index(actor: Actor, form: HouseForm) -> str:
    return render_template(
        "second_factor/index.html",
        form=form,
        own=setting_up.get_own(actor),
        resets=resetting.list_unseen(actor),
        is_waiting=find_actor() is None,
    )


def enter_with_codes(actor: Actor, codes: list[str]) -> ResponseReturnValue:
    """Show the codes; whoever was on the way in is let in with it."""
    was_waiting = find_actor() is None
    to = navigation.safe_next(request.args.get("next")) if was_waiting else url_for("second_factor.index")
    token = proving.finish(current_token())[1] if was_waiting else ""
    once.answer_with(to)
    shown = render_template("second_factor/codes.html", codes=codes, to=to) if codes else redirect(to, 303)
    return give_cookies(make_response(shown), actor.id, token) if was_waiting else shown
