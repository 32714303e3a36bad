"""The codebook's pages, for the facilitator."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.changes.reading import find_position
from seminar.themes import codebook
from seminar.themes.forms import MoveForm, StartForm, ThemeForm
from seminar.themes.naming import area_names
from toolkit import content
from toolkit.access import Role, allow, current_actor
from toolkit.forms import options
from toolkit.language import gettext as _
from toolkit.web import redraws

bp = Blueprint("themes", __name__, url_prefix="/cycles/<uuid:cycle_id>/themes")


@bp.route("", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def index(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """All themes of the cycle, area by area, and a new one."""
    actor, form = current_actor(), ThemeForm()
    cycle = codebook.get_cycle(actor, cycle_id)
    after = find_position(cycle.id)
    form.area.choices = options(area_names().items())
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            values.pop("version")
            codebook.create(actor, cycle_id, **values)
            flash(_("The theme is added."))
            return redirect(url_for("themes.index", cycle_id=cycle_id), 303)
    themes = codebook.list_themes(actor, cycle_id)
    return render_template(
        "themes/index.html",
        cycle=cycle,
        themes=themes,
        areas=area_names(),
        form=form,
        move=MoveForm(),
        after=after or 0,
    ), form.status


@bp.route("/start", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def start(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Choose among the themes of the starting codebook."""
    actor, form = current_actor(), StartForm()
    cycle = codebook.get_cycle(actor, cycle_id)
    here = {theme.codebook_id for theme in codebook.list_themes(actor, cycle_id)}
    offered = [theme for theme in content.current().codebook.themes if theme.id not in here]
    form.codebook_ids.choices = options((theme.id, theme.name) for theme in offered)
    if form.validate_on_submit():
        with form.catching():
            codebook.start_from(actor, cycle_id, codebook_ids=form.codebook_ids.data)
            return redirect(url_for("themes.index", cycle_id=cycle_id), 303)
    page = render_template("themes/start.html", cycle=cycle, offered=offered, areas=area_names(), form=form)
    return page, form.status


@bp.route("/<uuid:theme_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def theme(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """Rename a theme, or move it to another area."""
    actor = current_actor()
    cycle = codebook.get_cycle(actor, cycle_id)
    after = find_position(cycle.id)
    row = codebook.get_theme(actor, cycle_id, theme_id)
    form = ThemeForm(obj=row)
    form.area.choices = options(area_names().items())
    if form.validate_on_submit():
        with form.catching():
            codebook.change(actor, cycle_id, theme_id, **form.values())
            return redirect(url_for("themes.index", cycle_id=cycle_id), 303)
    form.accept_newer(row)
    return render_template(
        "themes/theme.html", cycle=cycle, theme=row, areas=area_names(), form=form, after=after or 0
    ), form.status


@bp.post("/<uuid:theme_id>/move")
@allow(Role.FACILITATOR)
def move(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """One step up or down in its area."""
    actor, form = current_actor(), MoveForm()
    codebook.get_theme(actor, cycle_id, theme_id)
    if form.validate_on_submit():
        codebook.move(actor, cycle_id, theme_id, steps=int(form.steps.data))
    if redraws():
        return "", 204
    return redirect(url_for("themes.index", cycle_id=cycle_id, _anchor=f"theme-{theme_id}"), 303)


@bp.post("/<uuid:theme_id>/remove")
@allow(Role.FACILITATOR)
def remove(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """Remove a theme that has nothing under it."""
    codebook.remove(current_actor(), cycle_id, theme_id)
    flash(_("The theme is removed."))
    return redirect(url_for("themes.index", cycle_id=cycle_id), 303)
