"""The shape of codes, of proving anew, and of what the administrator decides."""

from wtforms import BooleanField, HiddenField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from toolkit.access import Role
from toolkit.forms import HouseForm, VersionedForm, options, stripped
from toolkit.ids import as_id
from toolkit.language import lazy_gettext as _l
from toolkit.people.forms import ROLE_NAMES
from toolkit.second_factor.ceremonies import LONGEST

DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class CodeForm(HouseForm):
    """A code from the app, or at sign-in a recovery code."""

    code = StringField(
        _l("Code"), filters=[stripped], validators=[DataRequired(_l("Write the code.")), Length(max=40)],
        render_kw=DIGITS,
    )  # fmt: skip


class PasskeyForm(HouseForm):
    """What the browser has made or signed, put in by script. Its name says that it is a secret."""

    passkey_token = HiddenField(validators=[Length(max=LONGEST)], render_kw={"id": False, "data-passkey": True})


class NewPasskeyForm(PasskeyForm):
    """A passkey that the browser makes, and what its owner calls it."""

    name = StringField(
        _l("What will you call it?"),
        filters=[stripped],
        description=_l("Such as: my telephone, the key on my key ring."),
        validators=[DataRequired(_l("Give it a name, so that you know which one it is.")), Length(max=60)],
        render_kw={"autocomplete": "off"},
    )


class PasskeyNameForm(HouseForm):
    """Another name for a passkey."""

    name = StringField(
        _l("Name"),
        filters=[stripped],
        validators=[DataRequired(_l("Give it a name, so that you know which one it is.")), Length(max=60)],
        render_kw={"autocomplete": "off"},
    )


class ProofForm(HouseForm):
    """The password, or a code from the app. The name tells the page of an error that it is a secret."""

    proof_password = PasswordField(
        _l("Your password"),
        validators=[InputRequired(_l("Write your password.")), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )


class RequiredRolesForm(VersionedForm):
    """The roles that need a second proof."""

    roles = SelectMultipleField(
        _l("Roles that need a second proof at sign-in"),
        coerce=Role,
        choices=options((role.value, label) for role, label in ROLE_NAMES.items()),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class ResetForm(HouseForm):
    """Who knows of it, and that the administrator has made sure."""

    witness_id = SelectField(_l("A colleague who knows of it"), coerce=as_id)
    is_sure = BooleanField(
        _l("I have made sure that it is this person who asks, by seeing them or calling a number that I had before."),
        validators=[InputRequired(_l("Make sure first, and say so here."))],
    )
