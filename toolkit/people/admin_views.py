"""The administrator's pages: people, units and teams. No content of any interview."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit import page_numbers
from toolkit.access import Actor, Role, allow, current_actor, step_up
from toolkit.find_forms import FindForm
from toolkit.forms import options
from toolkit.language import gettext as _
from toolkit.people import directory, meeting, people_pages, removing, session_list
from toolkit.people.forms import DEVICE_NAMES, ROLE_NAMES, EmptyForm, PersonForm
from toolkit.people.unit_forms import NewUnitForm, TeamForm, UnitForm
from toolkit.sent_forms import once
from toolkit.transactions import prepares

bp = Blueprint("administration", __name__, url_prefix="/admin")


@bp.route("/people", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@prepares
def index() -> ResponseReturnValue:
    """Everybody, and what they do; sent, those whose name was looked for."""
    form = FindForm(_("Find a person's name"))
    people = people_pages.page_of_people(current_actor(), page=page_numbers.asked(), words=form.asked)
    return render_template("administration/people.html", form=form, people=people, role_names=ROLE_NAMES), form.status


@bp.route("/people/new", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
def new_person() -> ResponseReturnValue:
    """Add a person and show the one-time code, once."""
    actor, form = current_actor(), PersonForm()
    _offer_units(actor, form)
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            del values["is_active"], values["version"]
            person, code = directory.add_person(actor, meets=meeting.split_off(values), **values)
            once.answer_with(url_for("administration.person", person_id=person.id))  # the code is shown once
            return render_template("administration/code.html", person=person, code=code)
    return render_template("administration/person.html", form=form, person=None), form.status


@bp.route("/people/<uuid:person_id>", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
def person(person_id: uuid.UUID) -> ResponseReturnValue:
    """Change a person."""
    actor = current_actor()
    row = directory.get_person(actor, person_id)
    form = PersonForm(obj=row)
    _offer_units(actor, form)
    if form.validate_on_submit():
        with form.catching():
            values = form.values()
            directory.change_person(actor, person_id, meets=meeting.split_off(values), **values)
            flash(_("The person is changed."))
            return redirect(url_for("administration.index"), 303)
    form.accept_newer(row)
    return render_template("administration/person.html", form=form, person=row, empty=EmptyForm()), form.status


@bp.post("/people/<uuid:person_id>/code")
@allow(Role.ADMINISTRATOR)
@step_up
def new_code(person_id: uuid.UUID) -> ResponseReturnValue:
    """A one-time code for somebody who has lost the password, shown once."""
    row, code = directory.new_code(current_actor(), person_id)
    return render_template("administration/code.html", person=row, code=code)


@bp.get("/people/<uuid:person_id>/sessions")
@allow(Role.ADMINISTRATOR)
def sessions(person_id: uuid.UUID) -> ResponseReturnValue:
    """Where a person is signed in now."""
    person, open_now = session_list.list_of(current_actor(), person_id)
    return render_template("administration/sessions.html", person=person, sessions=open_now, device_names=DEVICE_NAMES)


@bp.post("/people/<uuid:person_id>/sessions/end")
@allow(Role.ADMINISTRATOR)
def end_sessions(person_id: uuid.UUID) -> ResponseReturnValue:
    """Sign a person out everywhere; the account stays open."""
    session_list.end_all_of(current_actor(), person_id)
    flash(_("The person is signed out everywhere."))
    return redirect(url_for("administration.sessions", person_id=person_id), 303)


@bp.post("/people/<uuid:person_id>/sessions/<uuid:session_id>/end")
@allow(Role.ADMINISTRATOR)
def end_session(person_id: uuid.UUID, session_id: uuid.UUID) -> ResponseReturnValue:
    """Sign a person out on one device."""
    session_list.end_one_of(current_actor(), person_id, session_id=session_id)
    flash(_("That browser is signed out."))
    return redirect(url_for("administration.sessions", person_id=person_id), 303)


@bp.route("/units", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
def units() -> ResponseReturnValue:
    """The units, and a new one."""
    actor, form = current_actor(), NewUnitForm()
    if form.validate_on_submit():
        with form.catching():
            unit_row = directory.add_unit(actor, **form.values())
            return redirect(url_for("administration.unit", unit_id=unit_row.id), 303)
    return render_template("administration/units.html", form=form, units=directory.list_units(actor)), form.status


@bp.route("/units/<uuid:unit_id>", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
def unit(unit_id: uuid.UUID) -> ResponseReturnValue:
    """A unit's local decisions."""
    actor = current_actor()
    row = directory.get_unit(actor, unit_id)
    form = UnitForm(obj=row)
    if form.validate_on_submit():
        with form.catching():
            directory.change_unit(actor, unit_id, **form.values())
            flash(_("The unit's settings are saved."))
            return redirect(url_for("administration.unit", unit_id=unit_id), 303)
    form.accept_newer(row)
    return _unit_page(actor, unit_id, form, TeamForm(formdata=None, prefix="team-")), form.status


@bp.post("/units/<uuid:unit_id>/remove")
@allow(Role.ADMINISTRATOR)
def remove_unit(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Take away a unit that was a mistake."""
    removing.remove_unit(current_actor(), unit_id)
    flash(_("The unit is taken away."))
    return redirect(url_for("administration.units"), 303)


@bp.post("/teams/<uuid:team_id>/remove")
@allow(Role.ADMINISTRATOR)
def remove_team(team_id: uuid.UUID) -> ResponseReturnValue:
    """Take away a team that was a mistake."""
    row = removing.remove_team(current_actor(), team_id)
    flash(_("The team is taken away."))
    return redirect(url_for("administration.unit", unit_id=row.id), 303)


@bp.post("/units/<uuid:unit_id>/teams")
@allow(Role.ADMINISTRATOR)
def new_team(unit_id: uuid.UUID) -> ResponseReturnValue:
    """Add a team to a unit."""
    actor, form = current_actor(), TeamForm(prefix="team-")
    row = directory.get_unit(actor, unit_id)
    if form.validate_on_submit():
        with form.catching():
            directory.add_team(actor, unit_id=unit_id, name=form.name.data)
            flash(_("The team is added."))
            return redirect(url_for("administration.unit", unit_id=unit_id), 303)
    return _unit_page(actor, unit_id, UnitForm(formdata=None, obj=row), form), form.status


def _unit_page(actor: Actor, unit_id: uuid.UUID, form: UnitForm, team_form: TeamForm) -> str:
    row = directory.get_unit(actor, unit_id)
    return render_template(
        "administration/unit.html",
        form=form,
        unit=row,
        team_form=team_form,
        teams=removing.holds_of_teams(row.teams),
        hold=removing.hold_of_unit(row),
    )


def _offer_units(actor: Actor, form: PersonForm) -> None:
    units = directory.list_units(actor)
    form.unit_id.choices = form.coordinates.choices = options((unit.id, unit.name) for unit in units)
    teams = [(team.id, f"{unit.name}: {team.name}") for unit in units for team in unit.teams]
    form.team_id.choices = options([("", _("No team")), *teams])
