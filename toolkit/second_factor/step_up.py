"""Before grave acts (files out, a release, disposal, keys, how one signs in) a person shows anew who they are.

A view carries `@access.step_up`. Whoever proved lately who they are passes. A form that comes too late is held in the
page that asks, and goes on with the answer to where it was on its way: nothing that was typed is lost.
"""

from datetime import timedelta

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from toolkit import access, config, web
from toolkit.access import Actor
from toolkit.errors import N_, WrongState
from toolkit.people import sessions
from toolkit.people.entering import current_token
from toolkit.second_factor import proofs, proving
from toolkit.second_factor.forms import ProofForm

NOT_CARRIED = frozenset({"csrf_token", "proof_password"})


class NotProved(WrongState):
    """A script asks for what needs a fresh proof: it cannot type one."""

    def __init__(self) -> None:
        super().__init__(N_("You have to confirm first that it is you. Load the page anew, and press once more."))


def within() -> timedelta:
    """How old a proof may be."""
    return timedelta(minutes=config.current().step_up_minutes)


def is_needed() -> bool:
    """Whether this request is for who has to prove anew who they are: never in a practice year.

    Where a view shows a form and takes it, only the form is asked about.
    """
    if request.method != "POST" and request.url_rule and "POST" in (request.url_rule.methods or ()):
        return False
    wanted = access.needs_step_up(current_app, request.endpoint or "")
    return wanted and not config.current().demo and not sessions.is_proved(within())


def check() -> ResponseReturnValue | None:
    """Ask, in place of the view, or let the request on. Raises `NotProved` for a script's."""
    actor = access.find_actor()
    if actor is None or not is_needed():
        return None
    if web.wants_json() or web.redraws():
        raise NotProved
    if request.method != "POST":
        return redirect(url_for("second_factor.confirm", next=request.full_path.removesuffix("?")), 303)
    form = ProofForm()
    if "proof_password" in request.form and form.validate_on_submit():
        with form.catching():
            proving.prove_anew(actor, form.proof_password.data, token=current_token())
            return None
    is_first = "proof_password" not in request.form
    return show(actor, form), 403 if is_first else form.status


def show(actor: Actor, form: ProofForm) -> str:
    """The page that asks. It holds the form that was on its way, if one was."""
    is_on_its_way = access.needs_step_up(current_app, request.endpoint or "")
    sent = request.form.lists() if is_on_its_way else ()
    held = [(name, value) for name, values in sent if name not in NOT_CARRIED for value in values]
    return render_template(
        "second_factor/confirm.html", form=form, held=held, has_app=proofs.load(actor.id).has_app,
        minutes=config.current().step_up_minutes,
    )  # fmt: skip
