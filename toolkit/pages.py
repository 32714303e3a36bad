"""Pages that stand still: help, accessibility, how information is protected, and every component once."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from toolkit.access import allow_anyone, allow_signed_in
from toolkit.forms import HouseForm
from toolkit.language import lazy_gettext as _l

bp = Blueprint("pages", __name__)


@bp.get("/help")
@allow_anyone
def help_page() -> ResponseReturnValue:
    """What to do in each step. A step links to its own anchor."""
    return render_template("pages/help.html")


@bp.get("/accessibility")
@allow_anyone
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("pages/accessibility.html")


@bp.get("/protection")
@allow_anyone
def protection() -> ResponseReturnValue:
    """How information is protected, in plain words."""
    return render_template("pages/protection.html")


@bp.route("/components", methods=["GET", "POST"])
@allow_signed_in
def components() -> ResponseReturnValue:
    """Every macro once. Sending the form shows its errors and changes nothing."""
    form = SampleForm()
    form.validate_on_submit()
    return render_template("pages/components.html", form=form, page_url="?page={}#finding".format), form.status


class SampleForm(HouseForm):
    """One field of every kind, for the page of components. What is sent is looked at and forgotten."""

    place = StringField(
        _l("Place"),
        [InputRequired(_l("Write where you will meet.")), Length(max=80)],
        description=_l("The child chooses. The office, at home or somewhere else."),
    )
    day = DateField(_l("Day"), [InputRequired(_l("Choose a day from tomorrow on."))])
    minutes = IntegerField(
        _l("Minutes"),
        [InputRequired(_l("Write how many minutes you plan.")), NumberRange(10, 180)],
    )
    channel = SelectField(
        _l("How you reached each other"),
        choices=[SelectChoice("phone", _l("Telephone")), SelectChoice("meeting", _l("A meeting"))],
    )
    answer = RadioField(
        _l("What did the child say?"),
        [InputRequired(_l("Choose what the child said."))],
        choices=[
            SelectChoice("yes", _l("Yes, she wants to take part")),
            SelectChoice("no", _l("No")),
            SelectChoice("later", _l("She wants to think about it")),
        ],
    )
    helpful = RadioField(
        _l("It helped me develop"), [Optional()], choices=[SelectChoice(str(n), str(n)) for n in range(1, 6)]
    )
    password = PasswordField(_l("Password"))
    sound = FileField(_l("Recording"), description=_l("A sound file: webm, ogg, m4a, wav or mp3."))
    note = TextAreaField(_l("Something to remember"))
    agreed = BooleanField(_l("I have read the text from beginning to end"))
