"""The page with figures of one's own talk."""

import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from toolkit import content
from toolkit.access import Role, allow, current_actor
from transcription.editor.reflection import page, wording
from transcription.transcripts import presentation

bp = Blueprint("reflection", __name__)


@bp.get("/interviews/<uuid:assignment_id>/how-it-went")
@allow(Role.SOCIAL_WORKER)
def show(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """How the talk went, in simple figures that nobody else sees."""
    opened = page.open_page(current_actor(), assignment_id)
    prompts = content.current().step("reflect").say
    return render_template("reflection/show.html", page=opened, said=wording, shown=presentation, prompts=prompts)
