"""The page of the unit's own words, for its facilitator."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _
from transcription.terms import own_words, token_count
from transcription.terms.forms import TermsForm

bp = Blueprint("terms", __name__, url_prefix="/unit")


@bp.route("/words", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def index() -> ResponseReturnValue:
    """Places, programmes and local words that the machine should expect."""
    actor = current_actor()
    known = own_words.get_known(actor)
    form = TermsForm(text="\n".join(known.terms), version=known.version)
    if form.validate_on_submit():
        with form.catching():
            saved = own_words.save(actor, text=form.text.data or "", version=form.version.data or 0)
            flash(
                _("The words are saved. They are used for the next recording.")
                if saved.terms
                else _("The words are removed.")
            )
            return redirect(url_for(".index"), 303)
    if form.overtaken:
        form.version.raw_data, form.version.data = None, known.version
    return render_template("transcription/terms.html", form=form, known=known, fitting=_fitting(form)), form.status


def _fitting(form: TermsForm) -> tuple[list[str], list[str]]:
    """The words of a refused form that the model has room for, and those that it has not; of a long text, neither."""
    text = form.text.data or ""
    if not form.text.errors or len(text) > own_words.LONGEST_TEXT:
        return [], []
    words = [line.strip() for line in text.splitlines() if line.strip()]
    room = token_count.count_fitting(words)
    return words[:room], words[room:]
