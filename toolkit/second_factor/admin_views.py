"""The administrator's pages: which roles need a second proof, who has one, and help for who has lost it."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Actor, Role, allow, current_actor, step_up
from toolkit.forms import options
from toolkit.language import gettext as _
from toolkit.people.forms import ROLE_NAMES
from toolkit.second_factor import requiring, resetting
from toolkit.second_factor.forms import RequiredRolesForm, ResetForm

bp = Blueprint("second_factor_admin", __name__, url_prefix="/admin")


@bp.get("/sign-in")
@allow(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Which roles need a second proof, and who has what."""
    actor = current_actor()
    return _page(actor, RequiredRolesForm(obj=requiring.find_policy(actor))), 200


@bp.post("/sign-in")
@allow(Role.ADMINISTRATOR)
@step_up
def require() -> ResponseReturnValue:
    """Name the roles that need a second proof."""
    actor = current_actor()
    policy, form = requiring.find_policy(actor), RequiredRolesForm()
    if form.validate_on_submit():
        with form.catching():
            requiring.require(actor, form.roles.data or (), version=form.version.data)
            flash(_("Your choice is saved. It counts at once: who has no second proof sets one up before they go on."))
            return redirect(url_for("second_factor_admin.index"), 303)
    form.accept_newer(policy)
    return _page(actor, form), form.status


@bp.route("/people/<uuid:person_id>/second-factor", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@step_up
def reset(person_id: uuid.UUID) -> ResponseReturnValue:
    """Take away what a person has lost."""
    actor, form = current_actor(), ResetForm()
    person, has_any = resetting.get_person(actor, person_id)
    names = [(one.id, f"{one.name}, {one.unit.name}") for one in resetting.list_witnesses(actor, person_id)]
    form.witness_id.choices = options(names)
    if form.validate_on_submit():
        with form.catching():
            resetting.reset(actor, person_id, witness_id=form.witness_id.data)
            flash(_("It is taken away. The person signs in by the password, and can set up a new one."))
            return redirect(url_for("administration.person", person_id=person_id), 303)
    is_self = person.id == actor.id
    page = render_template("second_factor/reset.html", form=form, person=person, has_any=has_any, is_self=is_self)
    return page, form.status


def _page(actor: Actor, form: RequiredRolesForm) -> str:
    people = requiring.list_people(actor)
    return render_template("second_factor/admin.html", form=form, people=people, role_names=ROLE_NAMES)
