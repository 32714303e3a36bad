"""The coordinator's page: the units side by side, and the files that they have released."""

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from seminar.coordination import released_years
from seminar.editions import reading
from seminar.report.output_naming import output_names
from toolkit.access import Role, allow, current_actor
from toolkit.cycles.naming import STATE_KINDS, STATE_NAMES
from toolkit.downloads import hand_out_as
from toolkit.numbers import read_number

bp = Blueprint("coordination", __name__, url_prefix="/units")


@bp.get("")
@allow(Role.COORDINATOR)
def index() -> ResponseReturnValue:
    """What the units have released of a year, and how far they have come."""
    shown = released_years.open_page(current_actor(), year=request.args.get("year", type=read_number))
    return render_template(
        "coordination/index.html", shown=shown, state_names=STATE_NAMES, state_kinds=STATE_KINDS,
        output_names=output_names(), papers_of=reading.group_by_paper,
    )  # fmt: skip


@bp.get("/<uuid:cycle_id>/editions/<int:number>/<output_name>-<edition_language>.<extension>")
@allow(Role.COORDINATOR)
def file(
    cycle_id: uuid.UUID, number: int, output_name: str, edition_language: str, extension: str
) -> ResponseReturnValue:
    """A file of an edition, byte for byte as it was released."""
    got = released_years.fetch(
        current_actor(), cycle_id, number, name=output_name, extension=extension, language=edition_language
    )
    return hand_out_as(got.file, got.name, kind=got.media_type)
