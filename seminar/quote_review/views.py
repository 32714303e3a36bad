"""The quotes before they leave the house: the facilitator's list, one quote, and the handlers' ticks."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.quotable import quoting
from seminar.quote_review import deciding, recognising
from seminar.quote_review.forms import QuoteForm, TicksForm
from seminar.report import facts
from seminar.texts.signatures import signature
from seminar.themes import codebook
from toolkit import page_numbers
from toolkit.access import Role, allow, current_actor
from toolkit.ids import is_id
from toolkit.language import gettext as _
from toolkit.versions import Seen

bp = Blueprint("quote_review", __name__, url_prefix="/cycles/<uuid:cycle_id>/quotes")
ONE = "/<uuid:excerpt_id>"


@bp.app_context_processor
def quote_checks() -> dict[str, object]:
    """Whether handlers are asked to look the quotes through, for the pages that lead there."""
    return {
        "is_quote_check_open": recognising.is_open,
        "list_quote_checks": lambda: recognising.list_open(current_actor()),
    }


@bp.get("")
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Every quote, and what was said of it; first what somebody has to act on."""
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    return render_template(
        "quote_review/index.html", cycle=cycle, signature=signature,
        listing=deciding.list_quotes(actor, cycle_id, page=page_numbers.asked()),
        is_checked=recognising.is_open(cycle),
    )  # fmt: skip


@bp.route(ONE, methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def quote(cycle_id: uuid.UUID, excerpt_id: uuid.UUID) -> ResponseReturnValue:
    """Reword a quote, or take its signature away."""
    actor = current_actor()
    found = deciding.get_quote(actor, cycle_id, excerpt_id)
    stood = {
        "wording": next((review.wording for review in found.own if review.wording), ""),
        "is_unsigned": any(review.is_unsigned for review in found.own),
    }
    form = QuoteForm(data={**stood, "version": found.version})
    if form.validate_on_submit():
        with form.catching():
            deciding.reword(actor, cycle_id, excerpt_id, **form.values())
            flash(_("The quote is saved. It stands like this everywhere."))
            return redirect(url_for(".index", cycle_id=cycle_id), 303)
    form.accept_newer(Seen(found.version), **stood)
    cycle = codebook.get_cycle(actor, cycle_id)
    return render_template(
        "quote_review/quote.html", cycle=cycle, one=found, form=form, signature=signature
    ), form.status


@bp.post(f"{ONE}/left-out")
@allow(Role.FACILITATOR)
def leave_out(cycle_id: uuid.UUID, excerpt_id: uuid.UUID) -> ResponseReturnValue:
    """Show the quote nowhere."""
    deciding.leave_out(current_actor(), cycle_id, excerpt_id)
    flash(_("The quote is left out everywhere."))
    return redirect(url_for(".index", cycle_id=cycle_id), 303)


@bp.post(f"{ONE}/for-child")
@allow(Role.FACILITATOR)
def choose(cycle_id: uuid.UUID, excerpt_id: uuid.UUID) -> ResponseReturnValue:
    """Ask the child about it, or do not."""
    deciding.choose(current_actor(), cycle_id, excerpt_id, for_child=request.form.get("for_child") == "1")
    return redirect(url_for(".index", cycle_id=cycle_id), 303)


@bp.post("/check/open")
@allow(Role.FACILITATOR)
def open_check(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Ask the handlers."""
    recognising.open_check(current_actor(), cycle_id)
    flash(_("Every social worker can now look through the quotes, each alone."))
    return redirect(url_for(".index", cycle_id=cycle_id), 303)


@bp.post("/check/close")
@allow(Role.FACILITATOR)
def close_check(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Take no more ticks, and see what was ticked."""
    recognising.close(current_actor(), cycle_id)
    flash(_("The check is closed. What was ticked is held until you have acted."))
    return redirect(url_for(".index", cycle_id=cycle_id), 303)


@bp.route("/check", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def check(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Tick the quotes in which one recognises somebody. What was ticked before is shown to nobody."""
    actor, form = current_actor(), TicksForm()
    if form.validate_on_submit():
        with form.catching():
            ticked = {uuid.UUID(each) for each in request.form.getlist("quote") if is_id(each)}
            recognising.tick(actor, cycle_id, ticked)
            flash(_("Thank you. What you ticked lies among what others ticked, and nobody can see which is yours."))
            return redirect(url_for(".check", cycle_id=cycle_id), 303)
    cycle = codebook.get_cycle(actor, cycle_id)
    groups = facts.signatures(actor, cycle)
    found = recognising.list_to_check(actor, cycle_id)
    shown = [(one.key, one.shown.words, quoting.sign_among(one.shown, groups)) for one in found if one.shown]
    return render_template("quote_review/check.html", cycle=cycle, form=form, shown=shown), form.status
