"""The unit's guides: what was said of the questions, a card written anew with the lint beside it, and every version."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from interview_guides.linting import Flaw, lint_card
from interview_guides.loader import BASE
from toolkit import content
from toolkit.access import Role, allow, current_actor
from toolkit.interviews import guide_editions, guide_feedback
from toolkit.interviews.guide_forms import CardForm
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l
from toolkit.versions import Seen

bp = Blueprint("guides", __name__, url_prefix="/guides")
ADVICE = {
    Flaw.SEVERAL_QUESTIONS: _l("Several questions at once. Keep one."),
    Flaw.CLOSED_FIRST: _l("It can be answered yes or no. Begin with how, what or tell me."),
    Flaw.LEANS: _l("It depends on another card. It has to make sense on its own."),
    Flaw.HARD_WORD: _l("A hard word for this age"),
    Flaw.TOO_LONG: _l("A long sentence for this age. Make it shorter."),
    Flaw.COUNTS_OPENLY: _l("What is to be counted has to be answered yes or no."),
    Flaw.NO_SUCH_AID: _l("There is no such conversation aid"),
    Flaw.NOTHING_TO_PRINT: _l("An aid is named that does not belong to the card"),
    Flaw.BLANK: _l("Something is left to fill in"),
}


@bp.get("")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def index() -> ResponseReturnValue:
    """The guides, and which of them the unit has made its own."""
    actor = current_actor()
    latest = {guide.id: guide_editions.find_latest(actor.unit_id, guide.id) for guide in content.current().guides}
    return render_template("guides/index.html", guides=content.current().guides, latest=latest)


@bp.get("/<guide_name>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def guide(guide_name: str) -> ResponseReturnValue:
    """One guide, card by card, with what was said of each question."""
    actor = current_actor()
    base, editions = guide_editions.shipped(guide_name), guide_editions.list_editions(actor, guide_name)
    return render_template(
        "guides/guide.html",
        guide=guide_editions.applied(base, editions[0] if editions else None),
        words=content.in_language(BASE),
        feedback=guide_feedback.collect(actor, base),
        editions=editions,
    )


@bp.route("/<guide_name>/cards/<question_name>", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def card(guide_name: str, question_name: str) -> ResponseReturnValue:
    """A card to write anew. What the lint finds is advice: it is shown once, and the unit decides."""
    actor, form = current_actor(), CardForm()
    base, stands = (
        guide_editions.shipped(guide_name),
        guide_editions.get_card(actor, guide_name, question_id=question_name),
    )
    latest = guide_editions.find_latest(actor.unit_id, guide_name)
    version = latest.number if latest else 0
    if not form.is_submitted():
        form.show(stands, version)
    tried = stands
    if form.validate_on_submit():
        words = form.words()
        tried = replace(stands, text=words.text, probes=words.probes, hint=words.hint, count_text=words.count_text)
    findings = lint_card(tried, age_to=base.age_to, content=content.in_language(BASE))
    if form.validate_on_submit() and (form.anyway.data or not findings):
        with form.catching():
            guide_editions.save_card(
                actor, guide_name, question_id=question_name, words=form.words(), version=form.version.data or 0
            )  # fmt: skip
            flash(_("The card is saved. Interviews that are prepared from now on have it."))
            return redirect(url_for(".guide", guide_name=guide_name), 303)
    form.accept_newer(
        Seen(version), text=stands.text, count_text=stands.count_text, hint=stands.hint, probes="\n".join(stands.probes)
    )
    return render_template(
        "guides/card.html",
        guide=base,
        card=stands,
        form=form,
        findings=[(ADVICE[one.flaw], one.found) for one in findings],
        said=guide_feedback.collect(actor, base).by_question.get(question_name, ()),
    ), form.status


@bp.get("/<guide_name>/versions/<int:number>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def version(guide_name: str, number: int) -> ResponseReturnValue:
    """A version as it was saved."""
    actor = current_actor()
    base, edition = guide_editions.shipped(guide_name), guide_editions.get_edition(actor, guide_name, number=number)
    return render_template(
        "guides/version.html",
        guide=guide_editions.applied(base, edition),
        edition=edition,
        words=content.in_language(BASE),
    )


@bp.post("/<guide_name>/versions/<int:number>/restore")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def restore(guide_name: str, number: int) -> ResponseReturnValue:
    """Back to an earlier version, or with 0 to the guide as it ships; what stood before is kept."""
    guide_editions.restore(current_actor(), guide_name, number=number)
    flash(_("The guide says again what it said then."))
    return redirect(url_for(".guide", guide_name=guide_name), 303)
