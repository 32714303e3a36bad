"""The pages on disposal, for the unit leader and the administrator: decisions, what is due, certificates."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit import clock, page_numbers
from toolkit.access import Role, allow, current_actor, step_up
from toolkit.disposal import carrying_out, certificate, certifying, decisions, due, due_list, holds, materials
from toolkit.disposal.forms import KEEP, DecisionForm, HoldForm
from toolkit.disposal.naming import ABOUT, MATERIALS, OUTCOMES, STARTS
from toolkit.downloads import PDF, hand_out
from toolkit.errors import N_, WrongState
from toolkit.forms import HouseForm
from toolkit.language import gettext as _
from toolkit.transactions import prepares

bp = Blueprint("disposals", __name__, url_prefix="/disposal")


@bp.context_processor
def words() -> dict[str, object]:
    """The names that every page here says."""
    return {
        "materials": MATERIALS,
        "about": ABOUT,
        "starts": STARTS,
        "outcomes": OUTCOMES,
        "rules": materials.RULES,
        "ends": certifying.ENDS,
    }


@bp.get("")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """What is decided, what is due, what waits for a second person, what has been disposed of and what is set aside."""
    actor = current_actor()
    return render_template(
        "disposals/index.html",
        unit=decisions.unit_of(actor),
        in_force=decisions.list_in_force(actor),
        due=due.count(actor),
        proposals=carrying_out.list_proposals(actor),
        holds=holds.list_going(actor),
    )


@bp.route("/decisions/<material>", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
@step_up
def decision(material: str) -> ResponseReturnValue:
    """Register what was decided about one kind of material."""
    actor, kind = current_actor(), materials.read(material)
    held = decisions.list_in_force(actor).get(kind)
    form = DecisionForm(obj=held, on=held.decided_on if held else None, verdict=KEEP if held and held.keeps else None)
    form.offer(kind)
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            decisions.register(
                actor, material=kind, reference=values["reference"], decided_on=values["on"],
                keeps=values["verdict"] == KEEP, months=values.get("months"), counted_from=values.get("counted_from"),
            )  # fmt: skip
            flash(_("The decision is registered."))
            return redirect(url_for(".index"), 303)
    earlier = [one for one in decisions.list_all(actor) if one.material is kind and one.replaced_at]
    page = render_template(
        "disposals/decision.html", form=form, material=kind, held=held, earlier=earlier,
        is_promised_in_letters=kind in materials.OF_AN_INTERVIEW,
    )  # fmt: skip
    return page, form.status


@bp.route("/due/<material>", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def due_now(material: str) -> ResponseReturnValue:
    """What is due of one kind, and the proposal to dispose of it."""
    actor, kind, form = current_actor(), materials.read(material), HouseForm()
    if form.validate_on_submit():
        with form.catching():
            made = carrying_out.propose(actor, material=kind)
            flash(_("Proposed. Somebody else looks at the list and confirms."))
            return redirect(url_for(".proposal", disposal_id=made.id), 303)
    rows = due_list.list_rows(actor, kind, page=page_numbers.asked())
    open_now = carrying_out.find_open(actor, kind)
    page = render_template(
        "disposals/due.html",
        form=form,
        material=kind,
        rows=rows,
        open_now=open_now,
        count=due.count(actor).get(kind),
        is_about_sound=materials.is_sound(kind),
    )
    return page, form.status


@bp.get("/proposals/<uuid:disposal_id>")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def proposal(disposal_id: uuid.UUID) -> ResponseReturnValue:
    """What somebody proposed: to be confirmed, or the certificate of what was done."""
    return _proposal_page(disposal_id, HouseForm())


@bp.post("/proposals/<uuid:disposal_id>/confirm")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
@step_up
@prepares
def confirm(disposal_id: uuid.UUID) -> ResponseReturnValue:
    """Dispose of it, as the second of two."""
    form = HouseForm()
    if form.validate_on_submit():
        with form.catching():
            carrying_out.confirm(current_actor(), disposal_id)
            flash(_("It is disposed of. This is the certificate."))
            return redirect(url_for(".proposal", disposal_id=disposal_id), 303)
    return _proposal_page(disposal_id, form)


@bp.post("/proposals/<uuid:disposal_id>/take-back")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def take_back(disposal_id: uuid.UUID) -> ResponseReturnValue:
    """Let it come to nothing."""
    form = HouseForm()
    if form.validate_on_submit():
        with form.catching():
            carrying_out.take_back(current_actor(), disposal_id)
            flash(_("The proposal is taken back. Nothing is disposed of."))
            return redirect(url_for(".index"), 303)
    return _proposal_page(disposal_id, form)


@bp.get("/proposals/<uuid:disposal_id>/certificate")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def as_pdf(disposal_id: uuid.UUID) -> ResponseReturnValue:
    """The certificate on paper."""
    actor = current_actor()
    row = carrying_out.get_proposal(actor, disposal_id)
    if not row.is_carried_out:
        raise WrongState(N_("There is a certificate once somebody else has confirmed, and it is disposed of."))
    made = certificate.write(
        certifying.compose(row, decisions.unit_of(actor).name), made_at=row.settled_at or clock.now()
    )
    return hand_out(made, _("Certificate of disposal"), row.number, kind=PDF, ending="pdf")


@bp.route("/set-aside/<uuid:assignment_id>", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def set_aside(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Nothing of an interview is due for a while."""
    actor, form = current_actor(), HoldForm()
    assignment = holds.get_assignment(actor, assignment_id)
    if form.validate_on_submit():
        with form.catching():
            holds.set_aside(actor, assignment_id, reason=form.reason.data or "")
            flash(_("It is set aside, and not due until somebody lets it go."))
            return redirect(url_for(".index"), 303)
    return render_template("disposals/hold.html", form=form, assignment=assignment), form.status


@bp.post("/set-aside/<uuid:assignment_id>/lift")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def lift(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Let the terms hold again."""
    holds.lift(current_actor(), assignment_id)
    flash(_("The terms hold again."))
    return redirect(url_for(".index"), 303)


def _proposal_page(disposal_id: uuid.UUID, form: HouseForm) -> ResponseReturnValue:
    actor = current_actor()
    row = carrying_out.get_proposal(actor, disposal_id)
    page = render_template(
        "disposals/proposal.html",
        form=form,
        proposal=row,
        lines=due.count(actor).get(row.material) if row.is_open and not row.items else None,
    )
    return page, form.status
