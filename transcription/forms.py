"""The forms of the transcript's pages."""

from wtforms import BooleanField, IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from toolkit.forms import HouseForm, options
from toolkit.language import lazy_gettext as _l
from transcription.review import LONGEST_TEXT
from transcription.showing import SPEAKERS


class SegmentForm(HouseForm):
    """One stretch. `version` is the one that the page showed; `at` is where to divide, in code points."""

    version = IntegerField(validators=[NumberRange(min=1)], widget=HiddenInput())
    text = TextAreaField(_l("What was said"), [Length(max=LONGEST_TEXT)])
    speaker = SelectField(_l("Who speaks"), choices=options(SPEAKERS))
    at = IntegerField(validators=[Optional()], widget=HiddenInput())


class HandOverForm(HouseForm):
    """The last look."""

    has_read = BooleanField(
        _l("I have read everything, and nothing in the text shows who the child is."),
        [
            InputRequired(_l("Read the text once more, then tick this.")),
        ],
    )
