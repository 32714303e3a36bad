"""The shape of a child's answer about one of its quotes."""

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from seminar.quotable.models import ChildAnswer
from toolkit.forms import HouseForm
from toolkit.language import lazy_gettext as _l


class AnswerForm(HouseForm):
    """Which button was pressed. `passage` says about which quote: the list may have changed meanwhile."""

    passage = HiddenField(validators=[InputRequired(), Length(max=40)])
    answer = StringField(validators=[InputRequired(_l("Choose one of the answers.")), AnyOf(list(ChildAnswer))])


class WordsForm(HouseForm):
    """What the child would have it be, if it wants to say so."""

    passage = HiddenField(validators=[InputRequired(), Length(max=40)])
    words = TextAreaField(
        validators=[Optional(), Length(max=500, message=_l("That was very long. Make it a bit shorter."))]
    )
