"""One theme of the board at a time: the quotes that stand there, and the social workers' own voices."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.board import summaries, voices
from seminar.board.forms import SummaryForm, VoiceForm
from seminar.changes import following
from seminar.changes.reading import find_position
from seminar.coding import quotes
from seminar.texts.signatures import signature
from seminar.themes import codebook
from toolkit import page_numbers, paging
from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _
from toolkit.web import redraws

bp = Blueprint("voices", __name__, url_prefix="/cycles/<uuid:cycle_id>/board")


@bp.get("/themes/<uuid:theme_id>")
@allow(Role.FACILITATOR)
def theme(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """Everything that stands under a theme, with what is set aside."""
    actor = current_actor()
    after = find_position(codebook.get_cycle(actor, cycle_id).id)
    theme_voices = voices.get_theme_voices(actor, cycle_id, theme_id)
    return render_template(
        "voices/theme.html",
        codings=paging.cut(theme_voices.codings, number=page_numbers.asked()),
        cycle=theme_voices.theme.cycle,
        after=after or 0,
        theme_voices=theme_voices,
        theme=theme_voices.theme,
        signature=signature,
        told=quotes.told,
    )


@bp.route("/themes/<uuid:theme_id>/summary", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def summary(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """Write what the children say about a theme; when two do it at once, both texts are shown."""
    actor = current_actor()
    theme_voices = voices.get_theme_voices(actor, cycle_id, theme_id)
    row = summaries.find_summary(actor, cycle_id, theme_id)
    form = SummaryForm(obj=row)
    if form.validate_on_submit():
        with form.catching():
            summaries.write(actor, cycle_id, theme_id, **form.values())
            return redirect(_board(theme_voices), 303)
    form.accept_newer(row, **summaries.words_of(row))
    facts = {"cycle": theme_voices.theme.cycle, "theme_voices": theme_voices, "signature": signature}
    return render_template("voices/summary.html", form=form, **facts), form.status


@bp.route("/themes/<uuid:theme_id>/voice", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def new(cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ResponseReturnValue:
    """Write a social workers' voice."""
    actor, form = current_actor(), VoiceForm()
    theme_voices = voices.get_theme_voices(actor, cycle_id, theme_id)
    if form.validate_on_submit():
        with form.catching():
            voices.write(actor, cycle_id, theme_id, text=form.text.data, from_group=form.from_group.data)
            return redirect(_board(theme_voices), 303)
    page = render_template(
        "voices/voice.html",
        cycle=theme_voices.theme.cycle,
        form=form,
        theme_voices=theme_voices,
        voice=None,
        signature=signature,
    )
    return page, form.status


@bp.route("/voices/<uuid:voice_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def voice(cycle_id: uuid.UUID, voice_id: uuid.UUID) -> ResponseReturnValue:
    """Change a voice; when two do it at once, both texts are shown."""
    actor = current_actor()
    after = find_position(codebook.get_cycle(actor, cycle_id).id)
    row = voices.get_voice(actor, cycle_id, voice_id)
    theme_voices = voices.get_theme_voices(actor, cycle_id, row.theme_id)
    form = VoiceForm(obj=row)
    if form.validate_on_submit():
        with form.catching():
            voices.change(actor, cycle_id, voice_id, **form.values())
            return redirect(_board(theme_voices), 303)
    form.accept_newer(row)
    page = render_template(
        "voices/voice.html",
        cycle=theme_voices.theme.cycle,
        form=form,
        theme_voices=theme_voices,
        voice=row,
        signature=signature,
        after=after or 0,
    )
    return page, form.status


@bp.post("/voices/<uuid:voice_id>/remove")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def remove(cycle_id: uuid.UUID, voice_id: uuid.UUID) -> ResponseReturnValue:
    """Remove a voice."""
    actor = current_actor()
    row = voices.remove(actor, cycle_id, voice_id)
    if redraws():
        return "", 204
    flash(_("The words are removed."))
    if following.leads(actor):
        return redirect(url_for("voices.theme", cycle_id=cycle_id, theme_id=row.id), 303)
    return redirect(url_for("board.index", cycle_id=cycle_id, area=row.area), 303)


def _board(theme_voices: voices.ThemeVoices) -> str:
    theme = theme_voices.theme
    return url_for("board.index", cycle_id=theme.cycle_id, area=theme.area, _anchor=f"theme-{theme.id}")
