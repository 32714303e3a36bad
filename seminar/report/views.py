"""The report's pages: what it says now, what is written by hand, and the Word file."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.report import chapters, drafting, exporting, on_screen, released, writing
from seminar.report.forms import TextForm
from seminar.report.naming import section_help, section_names, source_names
from seminar.report.outputs import TAGS
from seminar.report.released import Released
from seminar.themes import codebook
from toolkit import content, language
from toolkit.access import Role, allow, current_actor
from toolkit.cycles import agenda
from toolkit.cycles.due import Room
from toolkit.downloads import WORD, hand_out
from toolkit.language import gettext as _
from toolkit.web import wants_json

bp = Blueprint("report", __name__)
REPORT = "/cycles/<uuid:cycle_id>/report"


def released_file(cycle_id: uuid.UUID, stands: Released, name: str, extension: str) -> str:
    """The address of a file of a released edition, in the language of the page."""
    return url_for(
        "editions.file", cycle_id=cycle_id, number=stands.number, output_name=name, extension=extension,
        edition_language=language.chosen(),
    )  # fmt: skip


@bp.get("/report")
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def due() -> ResponseReturnValue:
    """The report of the cycle where it is due."""
    actor = current_actor()
    cycle_id = agenda.find_due(actor, Room.REPORT)
    if cycle_id is None:
        return render_template("report/none.html")
    return redirect(url_for("report.index", cycle_id=cycle_id), 303)


@bp.get(REPORT)
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The report as it stands, section by section, and the way to write in it."""
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    report, words = released.read(actor, cycle), content.current().report
    return render_template(
        "report/index.html",
        cycle=cycle,
        stands=released.find(cycle),
        report=report,
        words=words,
        opening=chapters.running(report, "introduction"),
        sections=on_screen.sections(report, words, language=TAGS[language.chosen()]),
        kind_of=on_screen.kind,
        names=section_names(),
        area_keys=codebook.AREAS,
    )


@bp.route(f"{REPORT}/text/<section>", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def text(cycle_id: uuid.UUID, section: str) -> ResponseReturnValue:
    """Write one of the texts that need a person."""
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    row = writing.find_text(actor, cycle_id, section=section)
    report = drafting.collect(actor, cycle_id)
    draft = writing.get_draft(report, section)
    form = TextForm(obj=row) if row else TextForm(text=draft.text)
    if form.validate_on_submit():
        if wants_json():  # it saves itself while it is written; a refusal is told as JSON
            kept = writing.save_text(actor, cycle_id, section=section, draft=draft, **form.values())
            return {"version": kept.version}
        with form.catching():
            writing.save_text(actor, cycle_id, section=section, draft=draft, **form.values())
            flash(_("The text is saved."))
            return redirect(url_for("report.index", cycle_id=cycle_id, _anchor=section), 303)
    elif form.is_submitted() and wants_json():
        return {"error": form.all_errors()[0][1]}, form.status
    form.accept_newer(row)
    words = {"heading": section_names()[section], "help": section_help()[section]}
    return render_template(
        "report/text.html",
        form=form,
        row=row,
        cycle=cycle,
        draft=draft,
        news=writing.list_news(row, draft),
        earlier=writing.list_earlier(actor, cycle_id, section=section),
        source_names=source_names(),
        rows=on_screen.rows_of(report, section),
        **words,
    ), form.status


@bp.get(f"{REPORT}/annual-report.docx")
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def export(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The report as a Word file."""
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    if (stands := released.find(cycle)) is not None:
        return redirect(released_file(cycle_id, stands, "annual-report", "docx"))
    made = exporting.export(actor, cycle_id, name="annual-report", extension="docx", language=language.chosen())
    return hand_out(made.file, _("Annual report %(year)s", year=cycle.year), kind=WORD, ending="docx")
