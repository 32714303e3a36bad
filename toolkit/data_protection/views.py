"""The administrator's page of drafts for data protection, each as a Word file."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from toolkit import clock
from toolkit.access import Role, allow, current_actor, step_up
from toolkit.data_protection import drafts, making
from toolkit.downloads import WORD, hand_out
from toolkit.language import gettext as _
from toolkit.language import spoken_now

bp = Blueprint("data_protection", __name__, url_prefix="/admin/data-protection")


@bp.get("")
@allow(Role.ADMINISTRATOR)
def index() -> str:
    """What can be drafted."""
    return render_template("data_protection/index.html", papers=drafts.NAMES, about=drafts.ABOUT)


@bp.get("/<draft_name>.docx")
@allow(Role.ADMINISTRATOR)
@step_up
def export(draft_name: str) -> ResponseReturnValue:
    """One of them, in the language of the page."""
    paper = drafts.named(draft_name)
    made = making.make(current_actor(), paper, language=spoken_now())
    return hand_out(made, _(drafts.NAMES[paper]), clock.today(), kind=WORD, ending="docx")
