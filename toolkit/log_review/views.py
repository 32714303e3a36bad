"""The pages of the check of the log, for the unit leader and the administrator."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor, step_up
from toolkit.audit import saying
from toolkit.disposal import decisions
from toolkit.downloads import PDF, hand_out
from toolkit.errors import NotFound
from toolkit.forms import HouseForm
from toolkit.language import gettext as _
from toolkit.log_review import checking, record, sampling
from toolkit.log_review.forms import FindingForm
from toolkit.people.forms import ROLE_NAMES

bp = Blueprint("log_review", __name__, url_prefix="/log-check")


@bp.context_processor
def words() -> dict[str, object]:
    """What acts and roles are called."""
    return {"say_act": saying.say_act, "role_names": ROLE_NAMES}


@bp.get("")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """The months: those that wait, and those that are signed."""
    return render_template("log_review/index.html", reviews=checking.list_reviews(current_actor()))


@bp.get("/<uuid:log_review_id>")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def month(log_review_id: uuid.UUID) -> ResponseReturnValue:
    """The sample of one month."""
    return _page(log_review_id, HouseForm())


@bp.post("/<uuid:log_review_id>/begin")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
@step_up
def begin(log_review_id: uuid.UUID) -> ResponseReturnValue:
    """Open the names, for whoever goes through it."""
    form = HouseForm()
    if form.validate_on_submit():
        with form.catching():
            checking.begin(current_actor(), log_review_id)
            return redirect(url_for(".month", log_review_id=log_review_id), 303)
    return _page(log_review_id, form)


@bp.route("/<uuid:log_review_id>/lines/<uuid:log_review_line_id>", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def line(log_review_id: uuid.UUID, log_review_line_id: uuid.UUID) -> ResponseReturnValue:
    """One access: whether it looks right, or somebody is asked."""
    actor = current_actor()
    review = checking.get_review(actor, log_review_id)
    row = next((one for one in review.lines if one.id == log_review_line_id), None)
    if row is None:
        raise NotFound
    form = FindingForm.of(row)
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            checking.judge(actor, review.id, line_id=row.id, finding=values["finding"], note=values["note"] or "")
            following = checking.find_next(actor, review.id, after=row)
            there = f"line-{following.seq}" if following else "state"
            return redirect(url_for(".month", log_review_id=review.id, _anchor=there), 303)
    shown = next(one for one in checking.list_lines(actor, review) if one.row.id == log_review_line_id)
    page = render_template("log_review/line.html", form=form, review=review, line=shown)
    return page, form.status


@bp.post("/<uuid:log_review_id>/sign")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
@step_up
def sign(log_review_id: uuid.UUID) -> ResponseReturnValue:
    """Sign that the check was done."""
    form = HouseForm()
    if form.validate_on_submit():
        with form.catching():
            checking.sign(current_actor(), log_review_id)
            flash(_("The check is signed. This is the record."))
            return redirect(url_for(".month", log_review_id=log_review_id), 303)
    return _page(log_review_id, form)


@bp.get("/<uuid:log_review_id>/record")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def as_pdf(log_review_id: uuid.UUID) -> ResponseReturnValue:
    """The signed record on paper."""
    actor = current_actor()
    review = checking.get_review(actor, log_review_id)
    made = record.write(review, decisions.unit_of(actor).name)
    return hand_out(made, _("Check of the log"), review.month, kind=PDF, ending="pdf")


def _page(review_id: uuid.UUID, form: HouseForm) -> ResponseReturnValue:
    actor = current_actor()
    review = checking.get_review(actor, review_id)
    lines = checking.list_lines(actor, review)
    page = render_template(
        "log_review/month.html",
        form=form,
        review=review,
        lines=lines,
        most=sampling.MOST,
        has_everybody=sampling.holds_everybody(review.people),
        has_begun=checking.has_begun(actor, review),
        asked=sum(one.row.is_asked_about for one in lines),
        waiting=sum(not one.row.is_judged and not one.is_readers for one in lines),
    )
    return page, form.status
