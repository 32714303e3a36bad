"""Sheets to print: all of them, each as a page and as PDF; and those of one interview, for its interviewer."""

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from toolkit import clock, content
from toolkit.access import Role, allow, current_actor
from toolkit.downloads import PDF, hand_out
from toolkit.errors import NotFound
from toolkit.printables import filling, pdf_writing
from toolkit.printables.sheet import PaperSize, Sheet

bp = Blueprint("printables", __name__)

ALL = "/printables"
OF_INTERVIEW = "/interviews/<uuid:assignment_id>/printables"


@bp.get(ALL)
@allow(Role.SOCIAL_WORKER, Role.FACILITATOR, Role.UNIT_LEADER)
def index() -> ResponseReturnValue:
    """Everything that there is to print."""
    return render_template("printables/index.html", printables=content.current().printables)


@bp.get(f"{ALL}/<printable_name>")
@allow(Role.SOCIAL_WORKER, Role.FACILITATOR, Role.UNIT_LEADER)
def show(printable_name: str) -> ResponseReturnValue:
    """One sheet as it is printed."""
    guide = request.args.get("guide", "")
    sheet = filling.fill(current_actor(), printable_name, size=_size(), guide_id=guide)
    guides = content.current().guides if printable_name in filling.FROM_THE_GUIDE else ()
    return render_template(
        "printables/show.html", sheet=sheet, words=content.current(), guides=guides,
        guide_id=guide or content.current().guides[0].id,
    )  # fmt: skip


@bp.get(f"{ALL}/<printable_name>.pdf")
@allow(Role.SOCIAL_WORKER, Role.FACILITATOR, Role.UNIT_LEADER)
def pdf(printable_name: str) -> ResponseReturnValue:
    """The same as PDF."""
    guide = request.args.get("guide", "")
    return _sent(filling.fill(current_actor(), printable_name, size=_size(), guide_id=guide))


@bp.get(OF_INTERVIEW)
@allow(Role.SOCIAL_WORKER)
def index_for_interview(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """What to print for one interview: first what its guide names."""
    choice = filling.list_for_interview(current_actor(), assignment_id)
    return render_template("printables/index_for_interview.html", choice=choice)


@bp.get(f"{OF_INTERVIEW}/<printable_name>")
@allow(Role.SOCIAL_WORKER)
def show_for_interview(assignment_id: uuid.UUID, printable_name: str) -> ResponseReturnValue:
    """One sheet with the cards of the interview."""
    assignment, sheet = filling.fill_for_interview(current_actor(), assignment_id, name=printable_name, size=_size())
    return render_template(
        "printables/show.html", sheet=sheet, words=content.current(), guides=(), guide_id="", assignment=assignment
    )


@bp.get(f"{OF_INTERVIEW}/<printable_name>.pdf")
@allow(Role.SOCIAL_WORKER)
def pdf_for_interview(assignment_id: uuid.UUID, printable_name: str) -> ResponseReturnValue:
    """The same as PDF."""
    _assignment, sheet = filling.fill_for_interview(current_actor(), assignment_id, name=printable_name, size=_size())
    return _sent(sheet)


def _size() -> PaperSize:
    asked = request.args.get("size", PaperSize.A4.value)
    if asked not in set(PaperSize):
        raise NotFound
    return PaperSize(asked)


def _sent(sheet: Sheet) -> ResponseReturnValue:
    made = pdf_writing.write(sheet, made_at=clock.now())
    return hand_out(made, sheet.text.title, sheet.size, kind=PDF, ending="pdf")
