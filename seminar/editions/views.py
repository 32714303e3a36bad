"""The pages of a release: who compiles, the two yeses, the editions with their files, and calling one back."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.editions import calling_back, page, progress, reading, releasing, yeses
from seminar.editions.forms import CompilerForm, YesForm
from seminar.editions.yeses import Whose
from seminar.report import compiling
from seminar.report.output_naming import output_names
from seminar.themes import codebook
from toolkit import language
from toolkit.access import Role, allow, current_actor, step_up
from toolkit.disposal import withdrawal
from toolkit.downloads import hand_out_as
from toolkit.forms import options
from toolkit.language import gettext as _
from toolkit.transactions import prepares

bp = Blueprint("editions", __name__)
EDITIONS = "/cycles/<uuid:cycle_id>/report/editions"
ONE = f"{EDITIONS}/<int:number>"


@bp.get(EDITIONS)
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What is released, and for those who release: how far the next edition is."""
    return _show(cycle_id, YesForm(formdata=None), _compiler_form(fresh=True))


@bp.post(f"{EDITIONS}/compiler")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def compiler(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Choose who compiles the report."""
    form = _compiler_form()
    if form.validate_on_submit():
        with form.catching():
            compiling.choose(current_actor(), cycle_id, **form.values())
            flash(_("It is noted who compiles the report."))
            return _back(cycle_id)
    return _show(cycle_id, YesForm(formdata=None), form)


@bp.post(f"{EDITIONS}/ready")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
@step_up
@prepares
def ready(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The compiler says that the report is ready."""
    return _yes(cycle_id, yeses.COMPILER)


@bp.post(f"{EDITIONS}/confirmed")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
@step_up
@prepares
def confirm(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The unit leader says that they have read it."""
    return _yes(cycle_id, yeses.LEADER)


@bp.post(f"{EDITIONS}/taken-back")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def take_back(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Take the own yes back."""
    yeses.take_back(current_actor(), cycle_id)
    flash(_("Your yes is taken back."))
    return _back(cycle_id)


@bp.post(f"{EDITIONS}/next")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def begin_next(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Begin a new edition from what is there now."""
    releasing.begin_next(current_actor(), cycle_id)
    flash(_("The report is open for a new edition. The one before stays as it is."))
    return _back(cycle_id)


@bp.post(f"{EDITIONS}/left-be")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def leave_be(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Let the newest edition stand after all."""
    releasing.leave_be(current_actor(), cycle_id)
    flash(_("There is no new edition. The one before stands."))
    return _back(cycle_id)


@bp.get(f"{ONE}/files")
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def files(cycle_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """How far the files of an edition are: the part of the page that asks for itself."""
    edition = reading.get_edition(current_actor(), cycle_id, number)
    return render_template("editions/files.html", edition=edition, files=progress.of(edition), **_about_files(cycle_id))


@bp.post(f"{ONE}/files")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def ask_for_files(cycle_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Try once more to make what could not be made."""
    releasing.ask_for_files(current_actor(), cycle_id, number)
    flash(_("The files that are missing are tried once more."))
    return _back(cycle_id)


@bp.get(f"{ONE}/<output_name>-<edition_language>.<extension>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.SOCIAL_WORKER)
def file(
    cycle_id: uuid.UUID, number: int, output_name: str, edition_language: str, extension: str
) -> ResponseReturnValue:
    """A file of an edition, byte for byte as it was released."""
    got = reading.fetch(
        current_actor(), cycle_id, number, name=output_name, extension=extension, language=edition_language
    )
    return hand_out_as(got.file, got.name, kind=got.media_type)


@bp.post(f"{ONE}/called-back")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
@step_up
def call_back(cycle_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Let nobody get the edition any more."""
    told = _("The edition is called back. Nobody gets it from here any more.")
    return _call_back(cycle_id, number, calling_back.call_back, told)


@bp.post(f"{ONE}/handed-out")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
@step_up
def restore(cycle_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Hand it out again."""
    return _call_back(cycle_id, number, calling_back.restore, _("The edition is handed out again."))


@bp.post(f"{ONE}/destroyed")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
@step_up
def destroy(cycle_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Destroy its files, as the second of two."""
    told = _("The files of the edition are destroyed. That there was one, and its hashes, are kept.")
    return _call_back(cycle_id, number, calling_back.destroy, told)


def _call_back(cycle_id: uuid.UUID, number: int, act: Callable[..., object], told: str) -> ResponseReturnValue:
    """Do it; where somebody else was first, the page says so and shows what stands."""
    form = YesForm(formdata=None)
    with form.catching():
        act(current_actor(), cycle_id, number)
        flash(told)
    return _show(cycle_id, form, _compiler_form(fresh=True)) if form.refused else _back(cycle_id)


def _yes(cycle_id: uuid.UUID, side: Whose) -> ResponseReturnValue:
    form = YesForm()
    if form.validate_on_submit():
        with form.catching():
            edition = releasing.say_yes(
                current_actor(), cycle_id, side=side, seen=form.seen.data, releases=bool(form.releases.data)
            )
            flash(
                _("Edition %(number)s is released. Its files are being made.", number=edition.number)
                if edition
                else _("Your yes is noted. The report is released when the other has said yes as well.")
            )
            return _back(cycle_id)
    return _show(cycle_id, form, _compiler_form(fresh=True))


def _compiler_form(*, fresh: bool = False) -> CompilerForm:
    form = CompilerForm(formdata=None) if fresh else CompilerForm()
    candidates = compiling.list_candidates(current_actor())
    form.person_id.choices = options([("", _("Choose somebody")), *((str(each.id), each.name) for each in candidates)])
    return form


def _show(cycle_id: uuid.UUID, yes: YesForm, chooses: CompilerForm) -> ResponseReturnValue:
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    shown = page.open_page(actor, cycle, language=language.chosen())
    yes.stand_apart("yes")
    yes.releases.data = ""  # the question says it
    if shown.ahead is not None:
        yes.seen.data = shown.ahead.seen
        chooses.accept_newer(shown.ahead.chosen)
        if shown.ahead.chosen is not None and chooses.person_id.data is None:
            chooses.person_id.data, chooses.version.data = shown.ahead.chosen.person_id, shown.ahead.chosen.version
    return render_template(
        "editions/index.html",
        cycle=cycle,
        shown=shown,
        sides=yeses.SIDES,
        form=chooses,
        yes=yes,
        **_about_files(cycle_id),
        after_release=_(withdrawal.AFTER_RELEASE),
    ), max(yes.status, chooses.status)


def _about_files(cycle_id: uuid.UUID) -> dict[str, Any]:
    return {
        "cycle_id": cycle_id, "output_names": output_names(), "files_of": reading.list_handed_out,
        "papers_of": reading.group_by_paper,
    }  # fmt: skip


def _back(cycle_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("editions.index", cycle_id=cycle_id), 303)
