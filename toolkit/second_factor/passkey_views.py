"""Passkeys: making, naming and taking away one's own, and signing in with one."""

import secrets
import uuid

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import session as form_session
from flask.typing import ResponseReturnValue

from toolkit import navigation
from toolkit.access import Actor, allow_anyone, allow_signed_in, current_actor, find_actor, step_up
from toolkit.language import gettext as _
from toolkit.people.entering import current_token, let_in, place
from toolkit.second_factor import passkeys, proving, relying_party
from toolkit.second_factor.forms import NewPasskeyForm, PasskeyForm, PasskeyNameForm
from toolkit.second_factor.passkeys import Answer
from toolkit.second_factor.relying_party import RelyingParty
from toolkit.second_factor.views import enter_with_codes, whose
from toolkit.transactions import prepares

bp = Blueprint("passkeys", __name__)
BROWSER = "passkeys"
"""Where the form session holds a number that ties a challenge to this browser."""


@bp.app_template_global()
def passkey_to_sign_in() -> str | None:
    """What the sign-in page asks the browser for, as JSON; None where nobody has a passkey for this address."""
    party = _party()
    return passkeys.options_to_sign_in(party, browser=_browser()) if party and passkeys.are_any(party) else None


@bp.app_template_global()
def passkey_for_second_step() -> str | None:
    """What the second step asks the browser for, as JSON; None when the person has no passkey for this address."""
    party, person = _party(), proving.find_waiting_person(current_token())
    return passkeys.options_for_second_step(person, party, browser=_browser()) if party and person else None


@bp.app_template_global()
def passkey_to_confirm() -> str | None:
    """What is asked for before a grave act, as JSON; None when the person has no passkey for this address."""
    party, actor = _party(), find_actor()
    return passkeys.options_to_prove_anew(actor, party, browser=_browser()) if party and actor else None


@bp.post("/sign-in/passkey")
@allow_anyone
@prepares
def sign_in() -> ResponseReturnValue:
    """A passkey in place of name and password."""
    form, party = PasskeyForm(), _party()
    to = navigation.safe_next(request.args.get("next"))
    if party and form.validate_on_submit():
        with form.catching():
            actor, token = passkeys.sign_in(_answer(form, party))
            return let_in(redirect(to, 303), actor.id, token)
    return render_template("second_factor/passkey_refused.html", form=form, to=url_for("people.sign_in")), form.status


@bp.post("/sign-in/second-step/passkey")
@allow_anyone
@prepares
def prove() -> ResponseReturnValue:
    """A passkey as the second step."""
    form, party = PasskeyForm(), _party()
    to = navigation.safe_next(request.args.get("next"))
    if proving.find_waiting_person(current_token()) is None:
        return redirect(url_for("people.sign_in"), 303)
    if party and form.validate_on_submit():
        with form.catching():
            actor, token = passkeys.prove(current_token(), _answer(form, party))
            return let_in(redirect(to, 303), actor.id, token)
    back = url_for("second_factor.prove", next=to)
    return render_template("second_factor/passkey_refused.html", form=form, to=back), form.status


@bp.post("/confirm/passkey")
@allow_signed_in
@prepares
def confirm() -> ResponseReturnValue:
    """A passkey to show anew who one is."""
    form, party = PasskeyForm(), _party()
    to = navigation.safe_next(request.args.get("next"))
    if party and form.validate_on_submit():
        with form.catching():
            passkeys.prove_anew(current_actor(), _answer(form, party), token=current_token())
            return redirect(url_for("second_factor.confirmed", next=to), 303)
    back = url_for("second_factor.confirm", next=to)
    return render_template("second_factor/passkey_refused.html", form=form, to=back), form.status


@bp.route("/account/passkeys/new", methods=["GET", "POST"])
@allow_anyone
@prepares
@step_up
def new() -> ResponseReturnValue:
    """Make a passkey. Also for whoever must set something up before they are let in."""
    actor, form, party = whose(), NewPasskeyForm(), _party()
    if actor is None:
        return redirect(url_for("people.sign_in"), 303)
    if party and form.validate_on_submit():
        with form.catching():
            codes = passkeys.add(actor, name=form.name.data, answer=_answer(form, party))
            return enter_with_codes(actor, codes)
    options = passkeys.options_to_make(actor, party, browser=_browser()) if party else None
    return render_template("second_factor/new_passkey.html", form=form, options=options), form.status


@bp.route("/account/passkeys/<uuid:passkey_id>", methods=["GET", "POST"])
@allow_signed_in
@step_up
def passkey(passkey_id: uuid.UUID) -> ResponseReturnValue:
    """Give a passkey another name."""
    actor = current_actor()
    row = passkeys.get_own(actor, passkey_id)
    form = PasskeyNameForm(obj=row)
    if form.validate_on_submit():
        with form.catching():
            passkeys.rename(actor, passkey_id, name=form.name.data)
            return redirect(url_for("second_factor.index"), 303)
    return render_template("second_factor/passkey.html", form=form, passkey=row), form.status


@bp.post("/account/passkeys/<uuid:passkey_id>/remove")
@allow_signed_in
@step_up
def remove(passkey_id: uuid.UUID) -> ResponseReturnValue:
    """Take a passkey away."""
    passkeys.remove(current_actor(), passkey_id)
    flash(_("The passkey is taken away. Remove it on the device too."))
    return redirect(url_for("second_factor.index"), 303)


@bp.app_template_global()
def own_passkeys() -> list[object]:
    """The reader's own passkeys."""
    actor: Actor | None = find_actor()
    return list(passkeys.list_own(actor)) if actor else []


def _party() -> RelyingParty | None:
    return relying_party.find(request.host, addresses=current_app.config["ADDRESSES"])


def _browser() -> str:
    return str(form_session.setdefault(BROWSER, secrets.token_hex(16)))


def _answer(form: PasskeyForm, party: RelyingParty) -> Answer:
    return Answer(form.passkey_token.data or "", party, browser=form_session.get(BROWSER, ""), place=place())
