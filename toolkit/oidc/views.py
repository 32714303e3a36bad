"""The way to the municipality's own sign-in and back, and the provider's word that somebody has signed out there.

A GET changes nothing here: the page that the provider leads back to holds a form, which its script sends at once.
"""

import uuid
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from toolkit import config, cookies, navigation, web
from toolkit.access import Role, allow, allow_anyone, allow_signed_in, current_actor, find_actor, step_up
from toolkit.errors import HouseError, NotFound, WrongState
from toolkit.hosts import absolute
from toolkit.language import gettext as _
from toolkit.large_body import csrf
from toolkit.oidc import accounts, asking, logging_out, signing_in
from toolkit.oidc import provider as providers
from toolkit.oidc.forms import ReturnForm
from toolkit.oidc.signing_in import Answer
from toolkit.people.entering import current_token, let_in, place
from toolkit.transactions import prepares

bp = Blueprint("oidc", __name__)


@bp.app_template_global()
def provider_is_there() -> bool:
    """Whether people may sign in by the municipality's own accounts."""
    return providers.find() is not None


@bp.app_template_global()
def provider_ends_sessions() -> bool:
    """Whether one can sign out at the provider too, as far as is known without asking it."""
    provider = providers.find()
    facts = provider.known() if provider else None
    return bool(facts and facts.end_session_endpoint)


@bp.app_template_global()
def provider_account_of(person_id: uuid.UUID) -> object | None:
    """The account at the provider that a person signs in by, for the administrator's page."""
    return accounts.find_account(current_actor(), person_id)


@bp.get("/sign-in/municipality")
@allow_anyone
def start() -> ResponseReturnValue:
    """To the provider."""
    if find_actor() is not None:
        return redirect("/", 303)
    return _ask(navigation.safe_next(request.args.get("next")))


@bp.get("/confirm/municipality")
@allow_signed_in
def confirm() -> ResponseReturnValue:
    """To the provider, to show anew who one is."""
    to = url_for("second_factor.confirmed", next=navigation.safe_next(request.args.get("next")))
    return _ask(to, person=current_actor().id.hex)


@bp.get(asking.RETURN)
@allow_anyone
def come_back() -> ResponseReturnValue:
    """Back from the provider: a page with the answer in it, which is sent at once. Without a provider, no page."""
    if providers.find() is None:
        raise NotFound
    if "error" in request.args or "code" not in request.args:
        return _page(sentence=_("The municipality's sign-in was stopped, so nobody was let in.")), 403
    form = ReturnForm(formdata=None)
    for name in ("code", "state", "iss"):
        form[name].data = request.args.get(name, "")
    return render_template("oidc/come_back.html", form=form)


@bp.post(asking.RETURN)
@allow_anyone
@prepares
def finish() -> ResponseReturnValue:
    """Let somebody in whom the provider knows, or note that somebody showed anew who they are."""
    form, provider, actor = ReturnForm(), providers.find(), find_actor()
    if provider is None:
        raise NotFound
    if form.validate_on_submit():
        with form.catching():
            if actor is not None:
                to = signing_in.prove_anew(actor, provider, answer=_answer(form), token=current_token())
                return _forget(redirect(to, 303))
            return _enter(signing_in.sign_in(provider, _answer(form)))
    return _forget(current_app.make_response((_page(form=form), form.status)))


@csrf.exempt  # type: ignore[untyped-decorator]  # the provider's server sends it, and what it sends is signed
@bp.post("/sign-in/municipality/logout")
@allow_anyone
@prepares
def back_channel() -> ResponseReturnValue:
    """The provider's server says that somebody has signed out there: 200, or 400 for what does not hold."""
    provider, token = providers.find(), request.form.get("logout_token", "")
    if provider is None or not token:
        return {"error": "invalid_request"}, 400
    try:
        logging_out.end_sessions(provider, token, place=place())
    except HouseError:
        return {"error": "invalid_request"}, 400
    return {}, 200


@bp.get("/sign-out/municipality")
@allow_anyone
def leave() -> ResponseReturnValue:
    """Sign out at the provider too, which leads back to our door."""
    provider, to = providers.find(), ""
    if provider is not None:
        try:
            to = asking.address_to_leave(provider, back_to=_own(url_for("people.sign_in")))
        except WrongState as error:
            return _page(sentence=_(error.message)), 409
    return redirect(to or url_for("people.sign_in"), 303)


@bp.post("/admin/people/<uuid:person_id>/municipality/release")
@allow(Role.ADMINISTRATOR)
@step_up
def release(person_id: uuid.UUID) -> ResponseReturnValue:
    """Let a person's account at the provider go."""
    actor = current_actor()
    accounts.release(actor, person_id)
    flash(_("The account is released. The next one that signs in with the user name takes its place."))
    return redirect(url_for("administration.sessions", person_id=person_id), 303)


def _ask(to: str, *, person: str = "") -> ResponseReturnValue:
    provider = providers.find()
    if provider is None:
        return redirect(url_for("people.sign_in"), 303)
    asked = asking.begin(to, person=person)
    try:
        address = asking.address(provider, asked, redirect_uri=_own(asking.RETURN))
    except WrongState as error:
        return _page(sentence=_(error.message)), 409
    answer = redirect(address, 303)
    answer.set_cookie(
        _cookie_name(), asking.seal(asked), max_age=asking.LIFETIME, httponly=True, samesite="Lax",
        secure=config.current().secure_cookies, path="/",
    )  # fmt: skip
    return answer


def _enter(entered: signing_in.Entered) -> Response:
    if entered.actor is None:
        web.keep_despite_error()
        sentence = _(accounts.SENTENCES[entered.refusal]) if entered.refusal else ""
        return _forget(current_app.make_response((_page(sentence=sentence), 403)))
    to = entered.to if entered.is_whole else url_for("second_factor.prove", next=entered.to)
    return _forget(let_in(redirect(to, 303), entered.actor.id, entered.token, is_whole=entered.is_whole))


def _answer(form: ReturnForm) -> Answer:
    return Answer(
        code=form.code.data or "", state=form.state.data or "", issuer=form.iss.data or "",
        carried=request.cookies.get(_cookie_name(), ""), redirect_uri=_own(asking.RETURN), place=place(),
    )  # fmt: skip


def _page(**what: object) -> str:
    return render_template("oidc/refused.html", **what)


def _forget(response: Response) -> Response:
    """The question has its answer."""
    response.delete_cookie(
        _cookie_name(), path="/", secure=config.current().secure_cookies, httponly=True, samesite="Lax"
    )
    return response


def _cookie_name() -> str:
    return cookies.named(asking.COOKIE, secure=config.current().secure_cookies)


def _own(path: str) -> str:
    """The whole address of a page, under the name that the browser knows: the cookie is bound to it."""
    named = (one for one in current_app.config["ADDRESSES"] if urlsplit(one).netloc == request.host.lower())
    found = next(named, "")
    return found + path if found else absolute(path)
