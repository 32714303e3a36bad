"""What the report is made into: each output as a file, a draft until it is released."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from seminar.report import exporting
from seminar.report.output_naming import output_names
from toolkit import language
from toolkit.access import Role, allow, current_actor
from toolkit.downloads import hand_out
from toolkit.language import gettext as _

bp = Blueprint("outputs", __name__)
OUTPUTS = "/cycles/<uuid:cycle_id>/report/outputs"


@bp.get(f"{OUTPUTS}/<output_name>.<extension>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def draft(cycle_id: uuid.UUID, output_name: str, extension: str) -> ResponseReturnValue:
    """One output as a file, in the language of the page."""
    made = exporting.export(
        current_actor(), cycle_id, name=output_name, extension=extension, language=language.chosen()
    )
    words = (output_names()[output_name], made.report.year, _("draft") if made.report.is_draft else "")
    return hand_out(made.file, *words, kind=made.output.mimetype, ending=extension)
