"""The administrator's pages of letters: what those of each unit lack, and what is translated, by whom checked."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from interview_guides.letters import Audience
from interview_guides.translations import PLACES
from toolkit import content
from toolkit.access import Role, allow, current_actor
from toolkit.downloads import WORD, YAML, hand_out, hand_out_as
from toolkit.language import gettext as _
from toolkit.large_body import large_body
from toolkit.letters import languages, missing, translating
from toolkit.letters.language_forms import TranslationForm
from toolkit.people import directory

bp = Blueprint("letter_languages", __name__, url_prefix="/admin/letters")

TEXT = "/<language_code>/<text_name>"


@bp.get("")
@allow(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """What letters lack, unit by unit, and how far each language has come."""
    units = [(unit, missing.list_of_unit(unit)) for unit in directory.list_units(current_actor())]
    progress = languages.list_progress()
    names = {text.name: _name_of(text.name) for text in progress[0].texts}
    return render_template("letters/languages.html", units=units, progress=progress, names=names)


@bp.route(TEXT, methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@large_body
def text(language_code: str, text_name: str) -> ResponseReturnValue:
    """One text in one language: what to send to a translator, and what becomes of the file that comes back."""
    task, form, made = translating.get_task(language_code, text_name), TranslationForm(), None
    if form.validate_on_submit():
        with form.catching():
            right = form.right.data or ()
            made = translating.make_file(task, form.read_file(), by=form.by.data, on=form.on.data, right=right)
            if made.file:
                return hand_out_as(made.file.encode(), f"{task.name}.yaml", kind=YAML)
    refused = made is not None
    page = render_template("letters/translation.html", task=task, name=_name_of(task.name), form=form, made=made)
    return page, 422 if refused else form.status


@bp.get(f"{TEXT}/translator.docx")
@allow(Role.ADMINISTRATOR)
def sheet(language_code: str, text_name: str) -> ResponseReturnValue:
    """The Word file for the translator."""
    task = translating.get_task(language_code, text_name)
    title = f"{_name_of(task.name)}: {task.language.name}"
    return hand_out(translating.write_sheet(task, title=title), title, kind=WORD, ending="docx")


def _name_of(text_name: str) -> str:
    """What a text is called on the page."""
    if text_name == PLACES:
        return _("Names of places")
    letter = content.in_language("sv").letter(text_name)
    if letter.audience is Audience.GUARDIAN:
        return _("Letter to the guardian")
    return _("Letter to a child, %(from)d–%(to)d years", **{"from": letter.age_from, "to": letter.age_to})
