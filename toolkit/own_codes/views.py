"""The interviewer asks the child whether it wants a code of its own, notes what it said, and hands over the card."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from toolkit import clock, content, language, qr_codes
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import assignments
from toolkit.downloads import PDF, hand_out
from toolkit.hosts import absolute
from toolkit.language import day
from toolkit.language import gettext as _
from toolkit.own_codes import card, issuing
from toolkit.own_codes.forms import CardForm

bp = Blueprint("own_codes", __name__, url_prefix="/interviews/<uuid:assignment_id>/own-code")


@bp.get("")
@allow(Role.SOCIAL_WORKER)
def show(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """How to ask, and what the child has said."""
    assignment = assignments.get_own(current_actor(), assignment_id)
    return render_template(
        "own_codes/show.html",
        assignment=assignment,
        own_code=issuing.find(assignment),
        words=content.current().own_code_for(assignment.child.age),
    )


@bp.post("/unwanted")
@allow(Role.SOCIAL_WORKER)
def note_unwanted(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The child wants none."""
    issuing.note_unwanted(current_actor(), assignment_id)
    flash(_("Noted: the child does not want a code. That is fine."))
    return redirect(url_for(".show", assignment_id=assignment_id), 303)


@bp.post("/code")
@allow(Role.SOCIAL_WORKER)
def give(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """A fresh code and its QR, shown once."""
    actor = current_actor()
    fresh = issuing.give(actor, assignment_id)
    assignment = assignments.get_own(actor, assignment_id)
    return render_template(
        "own_codes/code.html",
        assignment=assignment,
        code=fresh,
        # Our own drawing of our own address, so it is markup.
        qr=Markup(qr_codes.draw(_address(fresh), css_class="qr")),  # noqa: S704
        own_code=issuing.find(assignment),
        form=CardForm(formdata=None),
    )


@bp.post("/card")
@allow(Role.SOCIAL_WORKER)
def print_card(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The thank-you card as PDF, from the page that still shows the code."""
    actor, form = current_actor(), CardForm()
    assignments.get_own(actor, assignment_id)
    if not form.validate_on_submit():
        return redirect(url_for(".show", assignment_id=assignment_id), 303)
    code = form.code.data or ""
    given = issuing.get_given(actor, assignment_id, code=code)
    words = content.current().own_code_for(given.assignment.child.age)
    unit = given.assignment.cycle.unit
    made = card.write(
        words,
        code=code,
        address=_address(code),
        shown_address=absolute(url_for("own_code.enter")).partition("://")[2],
        day=day(given.valid_until or clock.today()),
        phone=given.assignment.interviewer.phone or unit.phone,
        sender=unit.name,
        language=language.chosen(),
        made_at=clock.now(),
    )
    return hand_out(made, _("Thank-you card"), kind=PDF, ending="pdf")


def _address(code: str) -> str:
    """The code stands in the fragment: a browser never sends that to a server, so no log can keep it."""
    return absolute(url_for("own_code.enter")) + "#" + code
