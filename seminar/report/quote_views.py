"""The quotes of the report, theme by theme: which stand in it, and how much of each."""

import uuid
from itertools import groupby
from operator import itemgetter

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.quotable import quoting
from seminar.report import facts, quote_choice
from seminar.report.forms import TrimForm
from seminar.themes import codebook
from toolkit import page_numbers, paging
from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _
from toolkit.versions import Seen

bp = Blueprint("report_quotes", __name__, url_prefix="/cycles/<uuid:cycle_id>/report/quotes")


@bp.get("")
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Every theme with its quotes, and which of them stand in the report."""
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    groups = facts.signatures(actor, cycle)
    themes, waiting = quote_choice.list_and_count(actor, cycle_id)
    all_of_them = [(under, one) for under in themes for one in under.candidates]
    listed = paging.cut(all_of_them, number=page_numbers.asked())
    quote_choice.open_words(one for _under, one in listed)
    return render_template(
        "report/quotes.html",
        cycle=cycle,
        listed=listed,
        themes=[(under, [one for _, one in ones]) for under, ones in groupby(listed, key=itemgetter(0))],
        waiting=waiting,
        sign=lambda quote: quoting.sign_among(quote, groups),
    )


@bp.post("/<uuid:coding_id>/chosen")
@allow(Role.FACILITATOR)
def choose(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """Let it stand in the report, or not."""
    quote_choice.choose(current_actor(), cycle_id, coding_id, is_chosen=request.form.get("chosen") == "1")
    return _back(cycle_id, coding_id)


@bp.route("/<uuid:coding_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def trim(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """Leave out a part of it."""
    actor = current_actor()
    one = quote_choice.get_candidate(actor, cycle_id, coding_id)
    stood = {"words": (one.row.words if one.row else "") or one.quote.words}
    form = TrimForm(data={**stood, "version": one.version})
    if form.validate_on_submit():
        with form.catching():
            quote_choice.trim(actor, cycle_id, coding_id, **form.values())
            flash(_("The quote stands in the report like this."))
            return _back(cycle_id, coding_id)
    form.accept_newer(Seen(one.version), **stood)
    cycle = codebook.get_cycle(actor, cycle_id)
    signed = quoting.sign_among(one.quote, facts.signatures(actor, cycle))
    return render_template("report/quote.html", cycle=cycle, one=one, form=form, signed=signed), form.status


def _back(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """To the quote, on the page of the list that it was on."""
    return redirect(url_for(".index", cycle_id=cycle_id, page=page_numbers.kept(), _anchor=f"quote-{coding_id}"), 303)
