"""The pages of suggestions: of one text, and of one theme in all texts that the person has read."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.changes.following import get_followed
from seminar.suggestions import suggesting
from seminar.suggestions.forms import AnswerSuggestionForm
from seminar.suggestions.wording import why
from seminar.texts import transcripts
from seminar.themes import codebook
from toolkit.access import Role, allow, current_actor
from toolkit.ids import read_id
from toolkit.language import gettext as _

bp = Blueprint("suggestions", __name__, url_prefix="/cycles/<uuid:cycle_id>/seminar")


@bp.get("/transcripts/<uuid:transcript_id>/suggestions")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def of_text(cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> ResponseReturnValue:
    """What may belong under which theme in one text."""
    actor = current_actor()
    transcript = transcripts.get_transcript(actor, cycle_id, transcript_id)
    number = transcripts.list_numbers(actor, cycle_id)[transcript_id]
    return render_template(
        "suggestions/index.html",
        cycle=get_followed(actor, cycle_id),
        offers=suggesting.list_offers(actor, cycle_id, of_text=transcript_id),
        theme=None,
        transcript=transcript,
        name=number.in_full,
        why=why,
    )


@bp.get("/themes/<uuid:theme_id>/suggestions")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def of_theme(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """What may belong under one theme, in every text that the person has read."""
    actor = current_actor()
    cycle = get_followed(actor, cycle_id)
    theme = codebook.get_theme(actor, cycle_id, theme_id)
    return render_template(
        "suggestions/index.html",
        cycle=cycle,
        offers=suggesting.list_offers(actor, cycle_id, of_theme=theme_id),
        theme=theme,
        transcript=None,
        name=theme.name,
        why=why,
    )


@bp.post("/transcripts/<uuid:transcript_id>/suggestions/answer")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def answer(cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Put the line under the theme, or do not suggest it again; then back to the list that the person came from."""
    actor, form = current_actor(), AnswerSuggestionForm()
    transcripts.get_transcript(actor, cycle_id, transcript_id)
    form.require()
    theme_id, position = read_id(form.theme_id.data), form.position.data
    if form.accept.data:
        suggesting.accept(actor, cycle_id, transcript_id, theme_id=theme_id, position=position)
        flash(_("The quote stands under the theme. It is yours, and you can undo it."))
    else:
        suggesting.pass_over(actor, cycle_id, transcript_id, theme_id=theme_id, position=position)
    if form.of_theme.data:
        return redirect(url_for("suggestions.of_theme", cycle_id=cycle_id, theme_id=theme_id), 303)
    return redirect(url_for("suggestions.of_text", cycle_id=cycle_id, transcript_id=transcript_id), 303)
