"""The forms of the transcript's pages."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from toolkit.forms import HouseForm
from toolkit.language import lazy_gettext as _l


class HandOverForm(HouseForm):
    """The last look."""

    has_read = BooleanField(
        _l("I have read everything, and nothing in the text shows who the child is."),
        [
            InputRequired(_l("Read the text once more, then tick this.")),
        ],
    )
