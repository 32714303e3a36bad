"""The unit's guides: what was said of the questions, a card written anew with the lint beside it, and every version."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from interview_guides.guides import Guide, Question
from interview_guides.linting import Flaw, lint_card
from interview_guides.loader import BASE
from toolkit import content
from toolkit.access import Role, allow, current_actor
from toolkit.forms import HouseForm
from toolkit.interviews import guide_arranging, guide_editions, guide_feedback, guide_offers
from toolkit.interviews.guide_changes import CardWords, Difference
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


CHANGED = {
    Difference.REWORDED: _l("other words"),
    Difference.ADDED: _l("a new card"),
    Difference.TAKEN_OUT: _l("a card taken out"),
    Difference.PUT_BACK: _l("a card put back"),
    Difference.MOVED: _l("another order"),
}


@bp.get("")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def index() -> ResponseReturnValue:
    """The guides, and which of them the unit has made its own."""
    actor = current_actor()
    latest = guide_editions.list_latest(actor.unit_id)
    return render_template("guides/index.html", guides=content.current().guides, latest=latest)


@bp.get("/<guide_name>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def guide(guide_name: str) -> ResponseReturnValue:
    """One guide, card by card, with what was said of each question. The card named by `at` has the focus."""
    return page(guide_name)


def page(guide_name: str, refused: HouseForm | None = None) -> ResponseReturnValue:
    """The guide as it stands, for a view that has refused what was sent from it, too."""
    actor = current_actor()
    base, editions = guide_editions.shipped(guide_name), guide_editions.list_editions(actor, guide_name)
    told = guide_editions.list_differences(editions)
    rendered = render_template(
        "guides/guide.html",
        guide=guide_editions.applied(base, editions[0] if editions else None),
        taken_out=guide_arranging.list_taken_out(actor, guide_name),
        offers=guide_offers.list_offers(actor, guide_name),
        words=content.in_language(BASE),
        feedback=guide_feedback.collect(actor, base),
        editions=editions,
        changed={number: [CHANGED[each] for each in did] for number, did in told.items()},
        version=editions[0].number if editions else 0,
        refused=refused,
        at=request.args.get("at", ""),
        step=request.args.get("step", ""),
    )
    return rendered, refused.status if refused else 200


@bp.route("/<guide_name>/cards/<question_name>", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def card(guide_name: str, question_name: str) -> ResponseReturnValue:
    """A card to write anew. What the lint finds is advice: it is shown once, and the unit decides."""
    actor, form = current_actor(), CardForm()
    base, place = (
        guide_editions.shipped(guide_name),
        guide_arranging.get_place(actor, guide_name, question_id=question_name),
    )
    latest, stands = guide_editions.find_latest(actor.unit_id, guide_name), place.card
    version = latest.number if latest else 0
    if not form.is_submitted():
        form.show(stands, version)
    is_whole = form.validate_on_submit()
    findings = lint(base, stands, form.words() if is_whole else None)
    if is_whole and (form.anyway.data or not findings):
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
        place=place,
        card=stands,
        form=form,
        findings=findings,
        said=guide_feedback.collect(actor, base).by_question.get(question_name, ()),
    ), form.status


def lint(guide: Guide, card: Question, words: CardWords | None = None) -> Sequence[tuple[str, str]]:
    """What the lint says of a card, with the words that it is about; with `words`, as it would be with these."""
    if words is not None:
        counted = words.count_text if card.countable else ""
        card = replace(card, text=words.text, probes=words.probes, hint=words.hint, count_text=counted)
    found = lint_card(card, age_to=guide.age_to, content=content.in_language(BASE))
    return [(ADVICE[one.flaw], one.found) for one in found]


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
