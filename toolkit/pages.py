"""Pages that stand still (help, accessibility, protection, every component once), and the two choices that a person
makes about the program itself: language and light. Both live in cookies, nothing is stored."""

from collections.abc import Container

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from toolkit import content, cookies, language, navigation
from toolkit.access import allow_anyone, allow_signed_in
from toolkit.fields import DayField, NumberField
from toolkit.find_forms import FindForm
from toolkit.forms import HouseForm, options
from toolkit.language import lazy_gettext as _l
from toolkit.paging import Page, Span

bp = Blueprint("pages", __name__)


THEME_COOKIE = "theme"
THEMES = frozenset({"light", "dark", "system"})
ONE_YEAR = 365 * 24 * 3600


@bp.app_context_processor
def surroundings() -> dict[str, object]:
    """What every layout needs to know about the reader's own choices."""
    theme = request.cookies.get(cookies.named(THEME_COOKIE, secure=_secure()), "system")
    return {
        "locale": language.chosen(),
        "languages": language.LANGUAGES,
        "appearance": theme if theme in THEMES else "system",
    }


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


@bp.post("/language")
@allow_anyone
def choose_language() -> ResponseReturnValue:
    """Remember the language, and go back to the page."""
    code = request.form.get("locale", "")
    return _remember(language.COOKIE, code, known=language.LANGUAGES)


@bp.post("/theme")
@allow_anyone
def choose_theme() -> ResponseReturnValue:
    """Remember light, dark or what the device says, and go back to the page."""
    theme = request.form.get("theme", "")
    return _remember(THEME_COOKIE, theme, known=THEMES)


@bp.route("/components", methods=["GET", "POST"])
@allow_signed_in
def components() -> ResponseReturnValue:
    """Every macro once. Sending the form shows its errors and changes nothing."""
    form, faces = SampleForm(), content.current().scale()
    form.face.choices = options((face.value, face.label) for face in faces.faces)
    form.validate_on_submit()
    return render_template(
        "pages/components.html",
        form=form,
        face_scale=faces,
        find=FindForm(_l("Name")),
        sample_page=Page(range(50), 2, 1000),
        sample_span=Span(range(50), 100, 50),
        page_url="?page={}#finding".format,
    ), form.status


def _remember(cookie: str, value: str, *, known: Container[str]) -> ResponseReturnValue:
    response = redirect(navigation.safe_next(request.form.get("next")), 303)
    if value not in known:
        return response
    secure, name = _secure(), cookies.named(cookie, secure=_secure())
    response.set_cookie(name, value, max_age=ONE_YEAR, httponly=True, samesite="Lax", secure=secure, path="/")
    return response


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


class SampleForm(HouseForm):
    """One field of every kind, for the page of components. What is sent is looked at and forgotten."""

    place = StringField(
        _l("Place"),
        [InputRequired(_l("Write where you will meet.")), Length(max=80)],
        description=_l("The child chooses. The office, at home or somewhere else."),
    )
    day = DayField(_l("Day"), [InputRequired(_l("Choose a day from tomorrow on."))])
    minutes = NumberField(
        _l("Minutes"),
        [InputRequired(_l("Write how many minutes you plan.")), NumberRange(10, 180)],
    )
    channel = SelectField(
        _l("How you reached each other"),
        choices=options([("phone", _l("Telephone")), ("meeting", _l("A meeting"))]),
    )
    answer = RadioField(
        _l("What did the child say?"),
        [InputRequired(_l("Choose what the child said."))],
        choices=options(
            [
                ("yes", _l("Yes, she wants to take part")),
                ("no", _l("No")),
                ("later", _l("She wants to think about it")),
            ]
        ),
    )
    helpful = RadioField(
        _l("It helped me develop"), [Optional()], choices=options([(str(n), str(n)) for n in range(1, 6)])
    )
    face = RadioField(_l("Choose a face"), [Optional()], coerce=int)
    password = PasswordField(_l("Password"))
    sound = FileField(_l("Recording"), description=_l("A sound file: webm, ogg, m4a, wav or mp3."))
    note = TextAreaField(_l("Something to remember"))
    agreed = BooleanField(_l("I have read the text from beginning to end"))
