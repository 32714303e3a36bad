"""Pages that stand still: help, accessibility, how information is protected, every component once. And the two choices
that a person makes about the program itself: language and light. Both choices live in cookies, nothing is stored."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from toolkit import language
from toolkit.access import allow_anyone, allow_signed_in
from toolkit.errors import NotFound
from toolkit.forms import HouseForm
from toolkit.language import lazy_gettext as _l

bp = Blueprint("pages", __name__)

THEME_COOKIE = "theme"
THEMES = frozenset({"light", "dark"})
A_YEAR = 365 * 24 * 3600


@bp.app_context_processor
def surroundings() -> dict[str, str]:
    """What every layout needs to know about the reader's own choices."""
    theme = request.cookies.get(THEME_COOKIE, "")
    return {"locale": language.chosen(), "theme": theme if theme in THEMES else ""}


@bp.get("/help")
@allow_anyone
def help_page() -> ResponseReturnValue:
    return render_template("pages/help.html")


@bp.get("/accessibility")
@allow_anyone
def accessibility() -> ResponseReturnValue:
    return render_template("pages/accessibility.html")


@bp.get("/protection")
@allow_anyone
def protection() -> ResponseReturnValue:
    return render_template("pages/protection.html")


@bp.post("/language")
@allow_anyone
def choose_language() -> ResponseReturnValue:
    code = request.form.get("locale", "")
    if code not in language.LANGUAGES:
        raise NotFound
    return _remember(language.COOKIE, code)


@bp.post("/theme")
@allow_anyone
def choose_theme() -> ResponseReturnValue:
    theme = request.form.get("theme", "")
    if theme not in THEMES | {"system"}:
        raise NotFound
    return _remember(THEME_COOKIE, theme)


@bp.route("/components", methods=["GET", "POST"])
@allow_signed_in
def components() -> ResponseReturnValue:
    """Every macro once. Sending the form shows its errors and changes nothing."""
    form = SampleForm()
    form.validate_on_submit()
    return render_template(
        "pages/components.html", form=form, page_url=lambda page: f"?page={page}#finding"
    ), form.status


def _remember(cookie: str, value: str) -> ResponseReturnValue:
    response = make_response(redirect(_way_back(request.form.get("next", "")), 303))
    response.set_cookie(
        cookie,
        value,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config.get("SESSION_COOKIE_SECURE")),
    )
    return response


def _way_back(address: str) -> str:
    """The page that the choice was made on, if it is one of ours."""
    parts = urlsplit(address)
    ours = not parts.scheme and not parts.netloc and address.startswith("/") and "\\" not in address
    return address.removesuffix("?") if ours and not address.startswith("//") else "/"


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
        _l("How you reached each other"), choices=[("phone", _l("Telephone")), ("meeting", _l("A meeting"))]
    )
    answer = RadioField(
        _l("What did the child say?"),
        [InputRequired(_l("Choose what the child said."))],
        choices=[
            ("yes", _l("Yes, she wants to take part")),
            ("no", _l("No")),
            ("later", _l("She wants to think about it")),
        ],
    )
    helpful = RadioField(_l("It helped me develop"), choices=[(str(n), str(n)) for n in range(1, 6)])
    password = PasswordField(_l("Password"))
    sound = FileField(_l("Recording"), description=_l("A sound file: webm, ogg, m4a, wav or mp3."))
    note = TextAreaField(_l("Something to remember"))
    agreed = BooleanField(_l("I have read the text from beginning to end"))
