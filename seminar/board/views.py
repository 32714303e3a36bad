"""One theme of the board at a time: the quotes that stand there, and the social workers' own voices."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.board import voices
from seminar.board.forms import VoiceForm
from seminar.board.signatures import signature
from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _

bp = Blueprint("voices", __name__, url_prefix="/board")


@bp.get("/theme/<uuid:theme_id>")
@allow(Role.FACILITATOR)
def theme(theme_id: uuid.UUID) -> ResponseReturnValue:
    """Everything that stands under a theme, with what is set aside."""
    actor = current_actor()
    heard = voices.get_theme_voices(actor, theme_id)
    return render_template("voices/theme.html", heard=heard, theme=heard.theme, signature=signature)


@bp.route("/theme/<uuid:theme_id>/voice", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def new(theme_id: uuid.UUID) -> ResponseReturnValue:
    """Write a social workers' voice."""
    actor, form = current_actor(), VoiceForm()
    heard = voices.get_theme_voices(actor, theme_id)
    if form.validate_on_submit():
        with form.catching():
            voices.write(actor, theme_id, text=form.text.data)
            return redirect(_board(heard), 303)
    page = render_template("voices/voice.html", form=form, heard=heard, voice=None, signature=signature)
    return page, form.status


@bp.route("/voice/<uuid:voice_id>", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def voice(voice_id: uuid.UUID) -> ResponseReturnValue:
    """Change a voice; when two do it at once, both texts are shown."""
    actor = current_actor()
    row = voices.get_voice(actor, voice_id)
    heard = voices.get_theme_voices(actor, row.theme_id)
    form = VoiceForm(obj=row)
    if form.validate_on_submit():
        with form.catching():
            voices.change(actor, voice_id, **form.values())
            return redirect(_board(heard), 303)
    form.accept_newer(row)
    page = render_template("voices/voice.html", form=form, heard=heard, voice=row, signature=signature)
    return page, form.status


@bp.post("/voice/<uuid:voice_id>/remove")
@allow(Role.FACILITATOR)
def remove(voice_id: uuid.UUID) -> ResponseReturnValue:
    """Remove a voice."""
    row = voices.remove(current_actor(), voice_id)
    flash(_("The words are removed."))
    return redirect(url_for("voices.theme", theme_id=row.id), 303)


def _board(heard: voices.ThemeVoices) -> str:
    theme = heard.theme
    return url_for("board.index", cycle_id=theme.cycle_id, area=theme.area, _anchor=f"theme-{theme.id}")
