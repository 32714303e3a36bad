"""The shape of an answer to a suggestion."""

from wtforms import HiddenField, SubmitField
from wtforms.validators import InputRequired, NumberRange

from toolkit.fields import NumberField
from toolkit.forms import HouseForm


class AnswerSuggestionForm(HouseForm):
    """Which line under which theme; and whether it is accepted, or passed over. The view says where it came from."""

    theme_id = HiddenField(validators=[InputRequired()])
    position = NumberField(validators=[InputRequired(), NumberRange(min=0)])
    of_theme = HiddenField()
    accept = SubmitField()
