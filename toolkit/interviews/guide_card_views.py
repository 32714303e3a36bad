"""Which cards the unit's guide has, and in which order: a new one, one taken out or put back, one moved up or down.

The pages of the guides are one blueprint: `bp` is that of `guide_views`, with these among it.
"""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from interview_guides import guide_checking
from interview_guides.guide_checking import Need
from interview_guides.guides import Question, QuestionArea
from interview_guides.loader import BASE
from toolkit import content
from toolkit.access import Role, allow, current_actor
from toolkit.errors import NotFound
from toolkit.forms import HouseForm
from toolkit.interviews import guide_arranging, guide_editions, guide_offers
from toolkit.interviews.guide_forms import MoveForm, NewCardForm, StandsForm
from toolkit.interviews.guide_views import bp, lint, page
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l

__all__ = ["bp"]

LOSSES = {
    Need.RECEPTION: _l("Every child is asked how it is to come here. Without the card the report cannot tell."),
    Need.WAITING: _l("Every child is asked about waiting. Without the card the report cannot tell how it is."),
    Need.WORKS_WELL: _l(
        "Every child is asked what is good. Without the card the report’s part about what works well has less to say."
    ),
    Need.COUNTED: _l(
        "The card lets children be counted. Without it nobody can say how many, nor compare with other years."
    ),
}


@bp.route("/<guide_name>/areas/<area>/new-card", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def new(guide_name: str, area: str) -> ResponseReturnValue:
    """A card of the unit's own. What the lint finds is advice, as for a card that is written anew."""
    actor, form, belongs = current_actor(), NewCardForm(), _area(area)
    base = guide_editions.shipped(guide_name)
    uncounted = guide_arranging.list_uncounted(actor, guide_name, area=belongs)
    form.offer(uncounted)
    is_whole = form.validate_on_submit()
    tried = Question(id="new", text="", countable=form.countable.data or "")
    findings = lint(base, tried, form.words()) if is_whole else ()
    if is_whole and (form.anyway.data or not findings):
        with form.catching():
            name = guide_arranging.add(
                actor, guide_name, area=belongs, words=form.words(), countable=form.countable.data
            )
            flash(_("The card is there, last in its area. Interviews that are prepared from now on have it."))
            return _back_to(guide_name, name, "up")
    return render_template(
        "guides/new_card.html",
        guide=base,
        area=content.in_language(BASE).area(belongs),
        uncounted=uncounted,
        form=form,
        findings=findings,
    ), form.status


@bp.post("/<guide_name>/offers/<uuid:offer_id>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def accept(guide_name: str, offer_id: uuid.UUID) -> ResponseReturnValue:
    """A question about something that was changed becomes a card."""
    form = HouseForm()
    if form.validate_on_submit():
        with form.catching():
            name = guide_offers.accept(current_actor(), guide_name, key=str(offer_id))
            flash(
                _("The question is in the guide, last in its area. Interviews that are prepared from now on have it.")
            )
            return _back_to(guide_name, name, "up")
    return page(guide_name, form)


@bp.get("/<guide_name>/cards/<question_name>/remove")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def loss(guide_name: str, question_name: str) -> ResponseReturnValue:
    """What is lost without a card, before it is taken out."""
    return _loss(guide_name, question_name, StandsForm(formdata=None))


@bp.post("/<guide_name>/cards/<question_name>/remove")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def remove(guide_name: str, question_name: str) -> ResponseReturnValue:
    """A card is asked no more, until it is put back."""
    actor, form = current_actor(), StandsForm()
    if form.validate_on_submit():
        with form.catching():
            version = form.version.data or 0
            guide_arranging.remove(actor, guide_name, question_id=question_name, version=version)
            flash(_("The card is taken out. It stands last on the page, and can be put back."))
            return _back_to(guide_name, question_name)
    return _loss(guide_name, question_name, form)


def _loss(guide_name: str, question_name: str, form: StandsForm) -> ResponseReturnValue:
    actor, base = current_actor(), guide_editions.shipped(guide_name)
    place = guide_arranging.get_place(actor, guide_name, question_id=question_name)
    latest = guide_editions.find_latest(actor.unit_id, guide_name)
    form.version.raw_data, form.version.data = None, latest.number if latest else 0
    losses = [LOSSES[need] for need in guide_checking.list_needs(base, place.card)]
    return render_template("guides/remove.html", guide=base, place=place, form=form, losses=losses), form.status


@bp.post("/<guide_name>/cards/<question_name>/put-back")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def put_back(guide_name: str, question_name: str) -> ResponseReturnValue:
    """A card that was taken out is asked again, where it stood."""
    actor, form = current_actor(), StandsForm()
    if form.validate_on_submit():
        with form.catching():
            version = form.version.data or 0
            guide_arranging.put_back(actor, guide_name, question_id=question_name, version=version)
            flash(_("The card is back where it stood."))
            return _back_to(guide_name, question_name, "up")
    return page(guide_name, form)


@bp.post("/<guide_name>/cards/<question_name>/move")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def move(guide_name: str, question_name: str) -> ResponseReturnValue:
    """A card one step up or down in its area. The focus goes with it, so that the next press is at hand."""
    actor, form = current_actor(), MoveForm()
    if form.validate_on_submit():
        with form.catching():
            to, version = form.to.data or 1, form.version.data or 0
            guide_arranging.move(actor, guide_name, question_id=question_name, to=to, version=version)
            return _back_to(guide_name, question_name, "down" if form.step.data == "down" else "up")
    return page(guide_name, form)


def _back_to(guide_name: str, question_name: str, step: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(".guide", guide_name=guide_name, at=question_name, step=step), 303)


def _area(name: str) -> QuestionArea:
    if name not in set(QuestionArea):
        raise NotFound
    return QuestionArea(name)
