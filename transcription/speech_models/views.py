"""The administrator's page of speech models. It chooses and checks; it never fetches anything from the net."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField
from wtforms.validators import Length

from toolkit.access import Role, allow, current_actor
from toolkit.forms import HouseForm
from toolkit.language import gettext as _
from toolkit.transactions import prepares
from transcription.speech_models import overview, selection, sizes

bp = Blueprint("speech_models", __name__, url_prefix="/admin/models")


class ModelForm(HouseForm):
    """The name of a model, or nothing."""

    model = HiddenField(validators=[Length(max=60)])


@bp.get("")
@allow(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Which models are here, which one is used, and what each size gives and costs."""
    return _page(ModelForm())


@bp.post("/choose")
@allow(Role.ADMINISTRATOR)
def choose() -> ResponseReturnValue:
    """Hear with another model from the next recording on."""
    form = ModelForm()
    if form.validate_on_submit():
        with form.catching():
            model = selection.choose(current_actor(), name=form.model.data or selection.ITSELF)
            if model is not None:
                flash(_("%(model)s writes from the next recording on.", model=model.name))
            return redirect(url_for(".index"), 303)
    return _page(form)


@bp.post("/check")
@allow(Role.ADMINISTRATOR)
@prepares
def check() -> ResponseReturnValue:
    """Compare a model's files with their checksums."""
    form = ModelForm()
    if form.validate_on_submit():
        with form.catching():
            damaged = selection.verify(current_actor(), name=form.model.data or "")
            if not damaged:
                flash(_("Every file is whole."))
            return redirect(url_for(".index"), 303)
    return _page(form)


def _page(form: ModelForm) -> ResponseReturnValue:
    page = overview.show()
    return render_template(
        "speech_models/index.html", page=page, form=form, minutes=sizes.INTERVIEW_MINUTES, usual=sizes.DEFAULT
    ), form.status
