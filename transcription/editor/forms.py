"""The form of a segment."""

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from toolkit.fields import NumberField
from toolkit.forms import VersionedForm, options
from toolkit.language import lazy_gettext as _l
from transcription.editor.editing import LONGEST_TEXT
from transcription.editor.timecodes import TimecodeField
from transcription.transcripts.presentation import SPEAKERS


class SegmentForm(VersionedForm):
    """One segment. `version` is the one that the page showed; `at` is where to divide, or which word."""

    version = NumberField(validators=[InputRequired(), NumberRange(min=1)], widget=HiddenInput())
    text = TextAreaField(_l("What was said"), [Length(max=LONGEST_TEXT)])
    speaker = SelectField(_l("Who speaks"), choices=options(SPEAKERS), validate_choice=False)
    at = NumberField(validators=[Optional()], widget=HiddenInput())
    start = TimecodeField(_l("Begins"), [Optional()])
    end = TimecodeField(_l("Ends"), [Optional()])
