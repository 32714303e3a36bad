"""The codebook's pages, for the facilitator."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.changes.reading import find_position
from seminar.themes import codebook, earlier, history, merging, removing, retiring
from seminar.themes.forms import EarlierForm, MergeForm, MoveForm, StartForm, ThemeForm
from seminar.themes.naming import area_names
from seminar.themes.wording import told
from toolkit import content
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.forms import options
from toolkit.language import gettext as _
from toolkit.language import ngettext
from toolkit.sent_forms import once
from toolkit.web import redraws

bp = Blueprint("themes", __name__, url_prefix="/cycles/<uuid:cycle_id>/themes")
MERGED = "merged"  # in an address: what one has just done led here


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
    here = codebook.list_taken(actor, cycle_id)
    offered = [theme for theme in content.current().codebook.themes if theme.id not in here]
    form.codebook_ids.choices = options((theme.id, theme.name) for theme in offered)
    if form.validate_on_submit():
        with form.catching():
            codebook.start_from(actor, cycle_id, codebook_ids=form.codebook_ids.data)
            return redirect(url_for("themes.index", cycle_id=cycle_id), 303)
    years = earlier.list_years(actor, cycle_id)
    page = render_template(
        "themes/start.html", cycle=cycle, offered=offered, areas=area_names(), form=form, years=years
    )
    return page, form.status


@bp.route("/start/earlier", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def from_earlier(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Choose among the themes of an earlier year, the latest unless the address says another."""
    actor, form = current_actor(), EarlierForm()
    cycle = codebook.get_cycle(actor, cycle_id)
    years = earlier.list_years(actor, cycle_id)
    asked = request.args.get("of", "")
    year = next((each for each in years if str(each.id) == asked), years[0] if years and not asked else None)
    if year is None:
        return redirect(url_for("themes.start", cycle_id=cycle_id), 303)
    offered = earlier.list_offered(actor, cycle_id, of=year.id)
    form.theme_ids.choices = options((theme.id, theme.name) for theme in offered)
    if form.validate_on_submit():
        with form.catching():
            many = earlier.adopt(actor, cycle_id, of=year.id, theme_ids=form.theme_ids.data)
            flash(ngettext("%(num)d theme is taken over.", "%(num)d themes are taken over.", many))
            return redirect(url_for("themes.index", cycle_id=cycle_id), 303)
    page = render_template(
        "themes/earlier.html", cycle=cycle, year=year, years=years, offered=offered, areas=area_names(), form=form
    )
    return page, form.status


@bp.route("/<uuid:theme_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def theme(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """Rename a theme, or move it to another area; and everything else that can be done with it."""
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
    merged = history.find_just_merged(actor, cycle_id, row.id) if request.args.get("just") == MERGED else None
    return _page(actor, row, form, after=after or 0, merged=merged), form.status


def _page(
    actor: Actor, row: Any, form: ThemeForm, *,
    after: int = 0, merging_form: MergeForm | None = None, merged: str | None = None,
) -> str:  # fmt: skip
    return render_template(
        "themes/theme.html",
        cycle=row.cycle,
        theme=row,
        areas=area_names(),
        form=form,
        after=after,
        merge=merging_form or _merge_form(actor, row),
        is_empty=removing.is_empty(row),
        entries=history.list_history(actor, row.cycle_id, row.id),
        told=told,
        merged=merged,
    )


def _merge_form(actor: Actor, row: Any) -> MergeForm:
    """The themes that another one can be merged with, area by area, its own first."""
    form, names = MergeForm(), area_names()
    there = [each for each in codebook.list_themes(actor, row.cycle_id) if each != row and not each.is_retired]
    there.sort(key=lambda each: each.area != row.area)
    named = [(each.id, f"{each.label} {each.name} ({names[each.area]})") for each in there]
    form.into.choices = options([("", _("Choose a theme")), *named])
    return form


@bp.post("/<uuid:theme_id>/merge")
@allow(Role.FACILITATOR)
def merge(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """Merge a theme into another one, to which it then leads."""
    actor = current_actor()
    row = codebook.get_theme(actor, cycle_id, theme_id)
    form = _merge_form(actor, row)
    if form.validate_on_submit():
        with form.catching():
            return _merge(actor, row, into=form.into.data)
    return _page(actor, row, _theme_form(row), merging_form=form), form.status


def _merge(actor: Actor, row: Any, *, into: uuid.UUID) -> ResponseReturnValue:
    """A name that is typed and not saved comes along to the other theme, where it can be saved."""
    typed = {name: request.form.get(name, getattr(row, name)).strip() for name in ("name", "definition")}
    fresh = {name: words for name, words in typed.items() if words != getattr(row, name)}
    target = merging.merge(actor, row.cycle_id, row.id, into=into)
    there = url_for("themes.theme", cycle_id=target.cycle_id, theme_id=target.id, just=MERGED)
    if not fresh:
        return redirect(there, 303)
    once.answer_with(there)
    flash(_("What you had written stands below. Save it, if the theme is to be called so."))
    return _page(actor, target, _theme_form(target, **fresh), merged=row.name)


def _theme_form(row: Any, **typed: str) -> ThemeForm:
    """The form of a theme that another form is about: with what was typed, else with what stands."""
    form = ThemeForm(formdata=None, obj=row) if typed else ThemeForm(obj=row)
    form.area.choices = options(area_names().items())
    for name, words in typed.items():
        form[name].data = words
    return form


@bp.post("/<uuid:theme_id>/retired")
@allow(Role.FACILITATOR)
def retired(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """Retire a theme, or bring it back: what the button said, so that a second press does nothing."""
    is_retired = request.form.get("retired") == "1"
    (retiring.retire if is_retired else retiring.bring_back)(current_actor(), cycle_id, theme_id)
    if redraws():
        return "", 204
    flash(_("The theme is retired. What stands under it stays.") if is_retired else _("The theme is in use again."))
    return redirect(url_for("themes.index", cycle_id=cycle_id, _anchor=f"theme-{theme_id}"), 303)


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
    removing.remove(current_actor(), cycle_id, theme_id)
    flash(_("The theme is removed."))
    return redirect(url_for("themes.index", cycle_id=cycle_id), 303)
