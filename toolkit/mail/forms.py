"""The shape of a person's choice about mail."""

from wtforms import BooleanField, StringField
from wtforms.validators import Length, Optional

from toolkit.forms import VersionedForm, stripped
from toolkit.language import lazy_gettext as _l
from toolkit.mail_settings import LONGEST_ADDRESS


class MailForm(VersionedForm):
    """Where mail comes, and whether reminders do."""

    of_one_person = True
    address = StringField(
        _l("Your mail address at work"),
        filters=[stripped],
        validators=[Optional(), Length(max=LONGEST_ADDRESS)],
        description=_l("Without an address you get no mail. It is used for nothing else."),
        render_kw={"type": "email", "autocomplete": "email"},
    )
    reminders = BooleanField(
        _l("Mail me when there is something to follow up"),
        description=_l("At most once a week. The mail says only that something waits and where to sign in."),
    )
