"""What the report is made into: all of it on one page, each paper on a page of its own, and each output as a file."""

import uuid

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from seminar.report import easy_to_read, exporting, output_list, outputs, poster, released
from seminar.report.output_list import POSTERS
from seminar.report.output_naming import flaw_names, output_names, output_uses
from seminar.report.outputs import SHEETS
from seminar.report.views import released_file
from seminar.themes import codebook
from toolkit import content, language
from toolkit.access import Role, allow, current_actor
from toolkit.downloads import hand_out
from toolkit.errors import NotFound
from toolkit.language import gettext as _

bp = Blueprint("outputs", __name__)
OUTPUTS = "/cycles/<uuid:cycle_id>/report/outputs"
CHILDREN_TO = 12  # years: the poster and the letters are read by children of that age


@bp.get(OUTPUTS)
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Everything that comes of the report: what each is for, when it is handed out, and what is to be mended first."""
    actor, words = current_actor(), content.current()
    cycle = codebook.get_cycle(actor, cycle_id)
    report = released.read(actor, cycle)
    return render_template(
        "report/outputs.html",
        cycle=cycle,
        report=report,
        cards=list(output_list.list_cards(report, words)),
        most_pages=output_list.MOST_PAGES,
        names=output_names(),
        uses=output_uses(),
        flaws=easy_to_read.list_flaws(report, words.plain_words, age_to=CHILDREN_TO),
        flaw_names=flaw_names(),
        say=language.say,
    )


@bp.get("/cycles/<uuid:cycle_id>/report/papers/<paper_name>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def paper(cycle_id: uuid.UUID, paper_name: str) -> ResponseReturnValue:
    """One paper, to be read on the screen or printed from it."""
    if paper_name not in SHEETS and paper_name not in POSTERS:
        raise NotFound
    actor, words = current_actor(), content.current()
    cycle = codebook.get_cycle(actor, cycle_id)
    report = released.read(actor, cycle)
    about = {"cycle": cycle, "name": paper_name, "title": output_names()[paper_name]}
    if paper_name in SHEETS:
        sheet = SHEETS[paper_name](report, words, words.language)
        return render_template("report/sheet.html", sheet=sheet, **about)
    size = POSTERS[paper_name]
    return render_template(
        "report/poster.html",
        poster=poster.facts(report, words, words.language, paper=size),
        fit=poster.measure(report, words, words.language, paper=size),
        posters=POSTERS,
        **about,
    )


@bp.get(f"{OUTPUTS}/<output_name>.<extension>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def draft(cycle_id: uuid.UUID, output_name: str, extension: str) -> ResponseReturnValue:
    """One output as a file, in the language of the page: a draft, and once the report is released what was released."""
    actor = current_actor()
    output = outputs.get_output(output_name, extension)
    if (stands := released.find(codebook.get_cycle(actor, cycle_id))) is not None:
        return redirect(released_file(cycle_id, stands, output.name, output.extension))
    made = exporting.export(actor, cycle_id, name=output_name, extension=extension, language=language.chosen())
    words = (output_names()[output_name], made.report.year, _("draft") if made.report.is_draft else "")
    return hand_out(made.file, *words, kind=made.output.mimetype, ending=extension)
