"""The page that looks the report through before it is released: what was seen, and where each is mended."""

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.report import check_wording, checking
from seminar.report.checks import Check, CheckKind
from seminar.themes import codebook
from toolkit.access import Role, allow, current_actor

bp = Blueprint("report_checks", __name__)


@bp.get("/cycles/<uuid:cycle_id>/report/checks")
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Everything that a compiler may want to look at, the gravest first."""
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    checks = [
        (check_wording.say(one), check_wording.mend(one), _place(one, cycle_id))
        for one in checking.run(actor, cycle_id)
    ]
    return render_template("report/checks.html", cycle=cycle, checks=checks)


def _place(check: Check, cycle_id: uuid.UUID) -> str:
    """The address where a check is mended."""
    if check.kind in {CheckKind.SMALL_NUMBER, CheckKind.EMPTY, CheckKind.CHANGED}:
        return url_for("report.text", cycle_id=cycle_id, section=check.section)
    if check.kind is CheckKind.MISSING:
        return url_for("report.text", cycle_id=cycle_id, section="limitations")
    if check.kind is CheckKind.WORKS_WELL:
        return url_for("board.index", cycle_id=cycle_id, area="works_well")
    return url_for(PLACES[check.kind], cycle_id=cycle_id)


PLACES = {
    CheckKind.WAITING: "quote_review.index",
    CheckKind.IDENTIFYING: "report_quotes.index",
    CheckKind.UNPRINTABLE: "report.index",
    CheckKind.UNREAD: "coding.index",
    CheckKind.UNQUOTED: "coding.index",
    CheckKind.LEFT_OUT: "cycles.show",
    CheckKind.UNDECIDED: "proposals.index",
    CheckKind.NOBODY: "proposals.index",
    CheckKind.COMPILER: "editions.index",
}
