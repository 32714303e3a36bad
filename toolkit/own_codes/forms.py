"""The shape of a code: what a child types, and what the page that shows it once sends back for its card."""

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from toolkit.forms import HouseForm
from toolkit.language import lazy_gettext as _l


class OwnCodeForm(HouseForm):
    """The code on the thank-you card."""

    code = StringField(
        _l("Your code"),
        validators=[
            InputRequired(_l("Enter the code on your card.")),
            Length(max=40, message=_l("The code is not right. Check it and try again.")),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "inputmode": "text"},
    )


class CardForm(HouseForm):
    """The code that has just been given, for its card."""

    code = HiddenField(validators=[InputRequired(), Length(max=40)])
