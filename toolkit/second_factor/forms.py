"""The shape of codes, of proving anew, and of what the administrator decides."""

from wtforms import BooleanField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from toolkit.access import Role
from toolkit.forms import HouseForm, VersionedForm, options, stripped
from toolkit.ids import as_id
from toolkit.language import lazy_gettext as _l
from toolkit.people.forms import ROLE_NAMES

DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class CodeForm(HouseForm):
    """A code from the app, or at sign-in a recovery code."""

    code = StringField(
        _l("Code"), filters=[stripped], validators=[DataRequired(_l("Write the code.")), Length(max=40)],
        render_kw=DIGITS,
    )  # fmt: skip


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
