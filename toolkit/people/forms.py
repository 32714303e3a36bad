"""The shape of sign-in, of the account page, and of what the administrator enters about people."""

from wtforms import (
    BooleanField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from toolkit.access import Role
from toolkit.forms import HouseForm, options, stripped
from toolkit.ids import as_id, optional_id
from toolkit.language import lazy_gettext as _l
from toolkit.people.meeting_forms import MeetsForm
from toolkit.people.models import DeviceKind

ROLE_NAMES = {
    Role.SOCIAL_WORKER: _l("Social worker"),
    Role.FACILITATOR: _l("Seminar facilitator"),
    Role.UNIT_LEADER: _l("Unit leader"),
    Role.ADMINISTRATOR: _l("System administrator"),
    Role.COORDINATOR: _l("Coordinator of several units"),
}

DEVICE_NAMES = {
    DeviceKind.WINDOWS: _l("A Windows computer"),
    DeviceKind.MAC: _l("A Mac"),
    DeviceKind.LINUX: _l("A Linux computer"),
    DeviceKind.CHROMEBOOK: _l("A Chromebook"),
    DeviceKind.IPHONE: _l("An iPhone"),
    DeviceKind.IPAD: _l("An iPad"),
    DeviceKind.ANDROID_PHONE: _l("An Android telephone"),
    DeviceKind.ANDROID_TABLET: _l("An Android tablet"),
    DeviceKind.OTHER: _l("Some other device"),
}

NEW_PASSWORD = _l("At least 15 characters. A sentence that only you would think of is good, without your name or unit.")


class SignInForm(HouseForm):
    """Name and password."""

    username = StringField(
        _l("User name"),
        filters=[stripped],
        validators=[DataRequired(_l("Write your user name.")), Length(max=120)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Write your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class CodeForm(HouseForm):
    """A one-time code and the password that it becomes."""

    username = StringField(
        _l("User name"),
        filters=[stripped],
        validators=[DataRequired(_l("Write your user name.")), Length(max=120)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    code = StringField(
        _l("One-time code"),
        filters=[stripped],
        description=_l("You get it from your administrator."),
        validators=[DataRequired(_l("Write the code.")), Length(max=60)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    )
    new = PasswordField(
        _l("New password"),
        description=NEW_PASSWORD,
        validators=[InputRequired(_l("Choose a password."))],
        render_kw={"autocomplete": "new-password"},
    )


class PasswordForm(HouseForm):
    """The present password and a new one."""

    old = PasswordField(
        _l("Present password"),
        validators=[InputRequired(_l("Write your present password."))],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        _l("New password"),
        description=NEW_PASSWORD,
        validators=[InputRequired(_l("Choose a password."))],
        render_kw={"autocomplete": "new-password"},
    )


class SetUpForm(HouseForm):
    """The first unit and its administrator."""

    municipality = StringField(
        _l("Municipality"),
        filters=[stripped],
        validators=[DataRequired(_l("Write the municipality.")), Length(max=120)],
    )
    unit = StringField(
        _l("Unit"),
        filters=[stripped],
        description=_l("The first unit. You can add more later."),
        validators=[DataRequired(_l("Write the unit's name.")), Length(max=120)],
    )
    name = StringField(
        _l("Your name"),
        filters=[stripped],
        validators=[DataRequired(_l("Write your name.")), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )
    username = StringField(
        _l("User name"),
        filters=[stripped],
        validators=[DataRequired(_l("Choose a user name.")), Length(max=120)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        description=NEW_PASSWORD,
        validators=[InputRequired(_l("Choose a password."))],
        render_kw={"autocomplete": "new-password"},
    )
    two_steps = BooleanField(
        _l("Administrators, unit leaders and facilitators sign in by two steps"),
        default=True,
        description=_l(
            "They can release and take out what children have said. At the next sign-in each sets up an app or a"
            " passkey, and gets recovery codes on paper. You can change this under People."
        ),
    )


class PersonForm(MeetsForm):
    """A member of staff."""

    name = StringField(
        _l("Name"),
        filters=[stripped],
        validators=[DataRequired(_l("Write the person's name.")), Length(max=120)],
    )
    username = StringField(
        _l("User name"),
        filters=[stripped],
        validators=[DataRequired(_l("Choose a user name.")), Length(max=120)],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    phone = StringField(
        _l("Telephone at work"),
        filters=[stripped],
        validators=[Optional(), Length(max=40)],
        render_kw={"autocomplete": "off"},
    )
    unit_id = SelectField(_l("Unit"), coerce=as_id)
    team_id = SelectField(_l("Team"), coerce=optional_id)
    roles = SelectMultipleField(
        _l("Roles"),
        coerce=Role,
        choices=options((role.value, label) for role, label in ROLE_NAMES.items()),
        validators=[InputRequired(_l("Choose at least one role."))],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    coordinates = SelectMultipleField(
        _l("Coordinates these units"),
        coerce=as_id,
        description=_l("For a coordinator: sees the released reports of these units and their counts, nothing else."),
        validators=[Optional()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    is_active = BooleanField(_l("May sign in"), default=True)


class PinForm(HouseForm):
    """The PIN of a locked session: chosen, or typed again."""

    pin = PasswordField(
        _l("PIN"),
        validators=[InputRequired(_l("Write the PIN.")), Length(max=20)],
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )


class EmptyForm(HouseForm):
    """Only the CSRF token: for a button that needs no field."""
