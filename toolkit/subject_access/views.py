"""Handing out what is held about a child: the unit leader's pages, and the interviewer's for their own child."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit import clock, language
from toolkit.access import Actor, Role, allow, current_actor, step_up
from toolkit.downloads import ZIP, file_name, hand_out_stream
from toolkit.language import gettext as _
from toolkit.subject_access import codes, copying, requests
from toolkit.subject_access.fields import LEFT_OUT, NEVER, SECTIONS
from toolkit.subject_access.forms import CodeForm, RequestForm
from toolkit.subject_access.requests import Subject

bp = Blueprint("subject_access", __name__)


@bp.route("/subject-access", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER)
def index() -> ResponseReturnValue:
    """Find the child that somebody asks about. The code is sent, so that it stands in no address."""
    form = CodeForm()
    found: Sequence[Subject] = ()
    if form.validate_on_submit():
        with form.catching():
            found = requests.list_children(current_actor(), form.code.data or "")
            if len(found) == 1:
                return redirect(url_for(".child", child_id=found[0].id), 303)
    return render_template("subject_access/index.html", form=form, children=found), form.status


@bp.route("/subject-access/children/<uuid:child_id>", methods=["GET", "POST"])
@allow(Role.UNIT_LEADER)
def child(child_id: uuid.UUID) -> ResponseReturnValue:
    """How much is held, and the request that it is handed out for."""
    actor = current_actor()
    return _page(actor, requests.get_child(actor, child_id), url_for(".child", child_id=child_id))


@bp.get("/subject-access/children/<uuid:child_id>/<uuid:request_id>")
@allow(Role.UNIT_LEADER)
@step_up
def copy(child_id: uuid.UUID, request_id: uuid.UUID) -> ResponseReturnValue:
    """Everything, as one file."""
    actor = current_actor()
    return _hand_out(actor, requests.get_child(actor, child_id), request_id)


@bp.route("/interviews/<uuid:assignment_id>/everything", methods=["GET", "POST"])
@allow(Role.SOCIAL_WORKER)
def own(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """The same for the child of the own interview."""
    actor = current_actor()
    found = requests.get_own_child(actor, assignment_id)
    return _page(actor, found, url_for(".own", assignment_id=assignment_id))


@bp.get("/interviews/<uuid:assignment_id>/everything/<uuid:own_request_id>")
@allow(Role.SOCIAL_WORKER)
@step_up
def own_copy(assignment_id: uuid.UUID, own_request_id: uuid.UUID) -> ResponseReturnValue:
    """Everything about the child of the own interview, as one file."""
    actor = current_actor()
    return _hand_out(actor, requests.get_own_child(actor, assignment_id), own_request_id)


def _page(actor: Actor, found: Subject, here: str) -> ResponseReturnValue:
    form = RequestForm()
    if form.validate_on_submit():
        with form.catching():
            requests.register(actor, found, reference=form.reference.data or "")
            flash(_("The request is registered. The copy can be fetched for a month."))
            return redirect(here, 303)
    page = render_template(
        "subject_access/child.html",
        form=form,
        child=found,
        cycle=found.cycle,
        held=requests.look(actor, found),
        open_requests=requests.list_open(actor, found),
        here=here,
        **_words(),
    )
    return page, form.status


def _hand_out(actor: Actor, found: Subject, request_id: uuid.UUID) -> Response:
    made, now = requests.open_copy(actor, found, request_id=request_id), clock.now()
    overview = render_template(
        "subject_access/overview.html", copy=made, child=found, made_at=now, lang=language.chosen(), say=codes.say,
        **_words(),
    )  # fmt: skip
    packed = copying.pack(made, overview=overview, overview_name=file_name(_("Overview"), ending="html"), made_at=now)
    return hand_out_stream(packed.stream(), _("Everything about a child"), kind=ZIP, ending="zip", length=packed.length)


def _words() -> dict[str, object]:
    return {"sections": SECTIONS, "why_left_out": LEFT_OUT, "never": NEVER}
