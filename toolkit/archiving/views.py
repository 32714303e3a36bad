"""The pages on handing over to the archive, for the unit leader and the administrator; the copy for the unit leader."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit import clock
from toolkit.access import Role, allow, current_actor, step_up
from toolkit.archiving import certifying, handing_over
from toolkit.archiving.forms import ReceiptForm
from toolkit.disposal import certificate, decisions, materials
from toolkit.disposal.naming import MATERIALS
from toolkit.downloads import PDF, ZIP, hand_out, hand_out_stream
from toolkit.errors import N_, WrongState
from toolkit.forms import HouseForm
from toolkit.language import gettext as _
from toolkit.subject_access import packing

bp = Blueprint("archiving", __name__, url_prefix="/archive")


@bp.context_processor
def words() -> dict[str, object]:
    """What each material is called."""
    return {"materials": MATERIALS}


@bp.get("")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """What is kept and can be handed over, what goes on, and what the archive has."""
    return _index(HouseForm())


@bp.post("/years/<uuid:cycle_id>/<material>")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def propose(cycle_id: uuid.UUID, material: str) -> ResponseReturnValue:
    """Propose one kind of material of one year."""
    form = HouseForm()
    if form.validate_on_submit():
        with form.catching():
            made = handing_over.propose(current_actor(), cycle_id, material=materials.read(material))
            flash(_("Proposed. Somebody else confirms."))
            return redirect(url_for(".delivery", delivery_id=made.id), 303)
    return _index(form)


@bp.route("/<uuid:delivery_id>", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def delivery(delivery_id: uuid.UUID) -> ResponseReturnValue:
    """One delivery: how far it has come, and the archive's receipt."""
    form = ReceiptForm()
    if form.validate_on_submit():
        with form.catching():
            handing_over.receive(current_actor(), delivery_id, receipt=form.receipt.data or "")
            flash(_("It counts as handed over. This is the certificate."))
            return redirect(url_for(".delivery", delivery_id=delivery_id), 303)
    return _page(delivery_id, form)


@bp.post("/<uuid:delivery_id>/confirm")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
@step_up
def confirm(delivery_id: uuid.UUID) -> ResponseReturnValue:
    """Say yes as the second of two."""
    form = ReceiptForm()
    if HouseForm().validate_on_submit():
        with form.catching():
            handing_over.confirm(current_actor(), delivery_id)
            flash(_("Confirmed. The unit leader can fetch the copy."))
            return redirect(url_for(".delivery", delivery_id=delivery_id), 303)
    return _page(delivery_id, form)


@bp.post("/<uuid:delivery_id>/take-back")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def take_back(delivery_id: uuid.UUID) -> ResponseReturnValue:
    """Let it come to nothing."""
    form = ReceiptForm()
    if HouseForm().validate_on_submit():
        with form.catching():
            handing_over.take_back(current_actor(), delivery_id)
            flash(_("It is taken back. Nothing is handed over."))
            return redirect(url_for(".index"), 303)
    return _page(delivery_id, form)


@bp.get("/<uuid:delivery_id>/copy")
@allow(Role.UNIT_LEADER)
@step_up
def copy(delivery_id: uuid.UUID) -> ResponseReturnValue:
    """The copy, as one file that is made while it is sent."""
    found, files = handing_over.open_copy(current_actor(), delivery_id)
    now = clock.now()
    length = packing.length_of(files, at=now)
    return hand_out_stream(
        packing.stream(files, at=now), _("Delivery to the archive"), found.number, kind=ZIP, ending="zip", length=length
    )


@bp.get("/<uuid:delivery_id>/certificate")
@allow(Role.UNIT_LEADER, Role.ADMINISTRATOR)
def as_pdf(delivery_id: uuid.UUID) -> ResponseReturnValue:
    """The certificate on paper."""
    actor = current_actor()
    row = handing_over.get_delivery(actor, delivery_id)
    if not row.is_handed_over:
        raise WrongState(N_("There is a certificate once the archive has said that it has it."))
    made = certificate.write(
        certifying.compose(row, decisions.unit_of(actor).name), made_at=row.handed_over_at or clock.now()
    )
    return hand_out(made, _("Delivery to the archive"), row.number, kind=PDF, ending="pdf")


def _index(form: HouseForm) -> ResponseReturnValue:
    actor = current_actor()
    page = render_template(
        "archiving/index.html",
        form=form,
        ready=handing_over.list_ready(actor),
        deliveries=handing_over.list_deliveries(actor),
    )
    return page, form.status


def _page(delivery_id: uuid.UUID, form: ReceiptForm) -> ResponseReturnValue:
    row = handing_over.get_delivery(current_actor(), delivery_id)
    return render_template("archiving/delivery.html", form=form, delivery=row, end=certifying.END), form.status
